package studio.unclip.app.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;
import studio.unclip.app.engine.WorkerGeneratorOpener;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.shell.StudioModel;
import studio.unclip.app.tool.BrushSettings;
import studio.unclip.editor.tool.PointerEvent;

/** The window over the starter pack on a real window system (.ci/screen), for tests that photograph it. */
@Tag("screen")
@ExtendWith(ApplicationExtension.class)
@Timeout(3600)
abstract class PhotographedWindow {
    static final long SECONDS = 600;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    @TempDir
    Path home;

    final Shots shots = new Shots(WIDTH, HEIGHT);
    StudioDriver studio;
    boolean large;
    private long nanos;

    /** The framework looks for its start method in the test's own class: each calls this one from there. */
    void open(Stage stage) {
        PlatformFolders folders = PlatformFolders.under(home);
        PackFolders packs = PackFolders.ofThisProcess(folders);
        studio = new StudioDriver(stage, home, packs, new WorkerGeneratorOpener(packs, folders), new FxRobot());
        stage.setX(0);
        stage.setY(0);
        stage.setWidth(WIDTH);
        stage.setHeight(HEIGHT);
        large = Screen.getPrimary().getOutputScaleX() > 1;
    }

    @AfterEach
    void close() {
        studio.close();
    }

    StudioModel model() {
        return studio.model();
    }

    void onModel(Consumer<StudioModel> does) {
        studio.robot.interact(() -> does.accept(model()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    void chooseMenu(String item) {
        MenuBar bar = (MenuBar) studio.node("#menu-bar");
        MenuItem found = bar.getMenus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .flatMap(one -> one instanceof javafx.scene.control.Menu inner
                        ? inner.getItems().stream()
                        : java.util.stream.Stream.of(one))
                .filter(one -> item.equals(one.getId()))
                .findFirst()
                .orElseThrow();
        studio.robot.interact(found::fire);
    }

    void sample(String name, String document) {
        onModel(it -> it.notice().get().ifPresent(it::dismiss));
        chooseMenu("menu-sample-" + name);
        studio.until(
                "the sample is open", () -> model().documents().name().get().equals(document));
        onModel(it -> it.notice().get().ifPresent(it::dismiss));
    }

    void mode(Mode mode, String prompt) {
        onModel(it -> {
            it.modes().mode().set(mode);
            it.prompt().text().set(prompt);
        });
    }

    void make(long seed, int pictures) {
        int before = model().tray().rounds().size();
        onModel(it -> {
            it.prompt().candidates().set(pictures);
            it.prompt().seed().text().set(Long.toString(seed));
        });
        studio.until(
                "it can be asked", SECONDS, () -> model().asking().canGenerate().get());
        onModel(it -> it.asking().generate());
        studio.until(
                "it is made",
                SECONDS,
                () -> model().tray().rounds().size() > before
                        && !model().tray().running().get());
        settle();
    }

    /** Until what moves has come to rest. */
    void settle() {
        WaitForAsyncUtils.sleep(900, java.util.concurrent.TimeUnit.MILLISECONDS);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void accept(int which) {
        onModel(it ->
                it.tray().tried().accept(it.tray().rounds().getFirst().shown().get(which)));
        studio.until("it is on the canvas", () -> studio.isShown("#canvas"));
        settle();
    }

    void theme(String name) {
        MenuButton menu = (MenuButton) studio.node("#theme");
        MenuItem item = menu.getItems().stream()
                .filter(one -> one.getId().equals("theme-" + name))
                .findFirst()
                .orElseThrow();
        studio.robot.interact(item::fire);
        settle();
    }

    /** In both themes; the window is light after that. */
    void inBothThemes(String name) throws IOException {
        String suffix = large ? "-2x" : "";
        shots.window(name + suffix);
        theme("dark");
        shots.window(name + "-dark" + suffix);
        theme("light");
    }

    void stroke(int size, int argb, double... points) {
        onModel(it -> {
            it.canvas().tools().setBrush(new BrushSettings(size, 0.9, 1, 0, false));
            it.canvas().tools().colour().set(argb);
            it.canvas().tools().begins();
            for (int i = 0; i < points.length; i += 2) {
                pointer(it, i == 0 ? PointerEvent.Kind.DOWN : PointerEvent.Kind.MOVE, points[i], points[i + 1]);
            }
            pointer(it, PointerEvent.Kind.UP, points[points.length - 2], points[points.length - 1]);
        });
    }

    void pointer(StudioModel it, PointerEvent.Kind kind, double x, double y) {
        nanos += 8_000_000;
        it.workspace().pointer(PointerEvent.of(kind, x, y, nanos), 1);
    }

    void untilTheStripIsThere() {
        // What was typed last is looked at after a pause.
        settle();
        studio.until(
                "the strip is there",
                SECONDS,
                () -> java.util.stream.IntStream.rangeClosed(0, 6)
                        .allMatch(at -> model().modes().diff().strip(at).get().isPresent()));
    }
}
