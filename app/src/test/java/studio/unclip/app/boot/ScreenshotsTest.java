package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.unclip.app.engine.WorkerGeneratorOpener;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.shell.StudioModel;
import studio.unclip.app.tool.BrushSettings;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.tool.PointerEvent;

/**
 * The pictures of README and of the guide, made again by what they show: the window over the starter pack, on a real window
 * system (.ci/screen). At a scale of 2 only those that README shows for it.
 */
@Tag("screen")
@ExtendWith(ApplicationExtension.class)
@Timeout(900)
class ScreenshotsTest {
    private static final long SECONDS = 120;
    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    @TempDir
    static Path home;

    private final Shots shots = new Shots(WIDTH, HEIGHT);
    private StudioDriver studio;
    private boolean large;
    private long nanos;

    @Start
    void start(Stage stage) {
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

    private StudioModel model() {
        return studio.model();
    }

    private void onModel(Consumer<StudioModel> does) {
        studio.robot.interact(() -> does.accept(model()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void chooseMenu(String item) {
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

    private void sample(String name, String document) {
        onModel(it -> it.notice().get().ifPresent(it::dismiss));
        chooseMenu("menu-sample-" + name);
        studio.until(
                "the sample is open", () -> model().documents().name().get().equals(document));
        onModel(it -> it.notice().get().ifPresent(it::dismiss));
    }

    private void mode(Mode mode, String prompt) {
        onModel(it -> {
            it.modes().mode().set(mode);
            it.prompt().text().set(prompt);
        });
    }

    private void make(long seed, int pictures) {
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
    private void settle() {
        WaitForAsyncUtils.sleep(900, java.util.concurrent.TimeUnit.MILLISECONDS);
        WaitForAsyncUtils.waitForFxEvents();
    }

    private void accept(int which) {
        onModel(it ->
                it.tray().tried().accept(it.tray().rounds().getFirst().shown().get(which)));
        studio.until("it is on the canvas", () -> studio.isShown("#canvas"));
        settle();
    }

    private void theme(String name) {
        MenuButton menu = (MenuButton) studio.node("#theme");
        MenuItem item = menu.getItems().stream()
                .filter(one -> one.getId().equals("theme-" + name))
                .findFirst()
                .orElseThrow();
        studio.robot.interact(item::fire);
        settle();
    }

    /** In both themes; the window is light after that. */
    private void inBothThemes(String name) throws IOException {
        String suffix = large ? "-2x" : "";
        shots.window(name + suffix);
        theme("dark");
        shots.window(name + "-dark" + suffix);
        theme("light");
    }

    private void stroke(int size, int argb, double... points) {
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

    private void pointer(StudioModel it, PointerEvent.Kind kind, double x, double y) {
        nanos += 8_000_000;
        it.workspace().pointer(PointerEvent.of(kind, x, y, nanos), 1);
    }

    @Test
    void every_picture_of_readme_and_guide() throws IOException {
        studio.until(
                "the pack is open", SECONDS, () -> !model().prompt().stages().isEmpty());
        theme("light");
        if (!large) {
            onModel(it -> it.prompt().text().set(""));
            settle();
            inBothThemes("welcome");
            generate();
            inpaint();
            expand();
            vary();
            refine();
            mix();
        }
        textDiff();
        if (!large) {
            history();
        }
        assertThat(model().tray().queue().failures()).isEmpty();
    }

    private void generate() throws IOException {
        mode(Mode.GENERATE, "an owl on a blue background");
        make(31, 4);
        shots.guide("generate");
    }

    private void inpaintScene() {
        sample("owl", "owl.png");
        mode(Mode.INPAINT, "a top hat on a blue background");
        onModel(it -> it.canvas().tools().choose(ToolKind.MASK_BRUSH));
        stroke(230, 0xff000000, 440, 125, 512, 125, 585, 125);
        make(5, 4);
        accept(0);
    }

    private void inpaint() throws IOException {
        inpaintScene();
        shots.guide("inpaint");
        inBothThemes("inpaint");
    }

    private void expand() throws IOException {
        sample("photograph", "photograph.jpg");
        mode(Mode.EXPAND, "");
        onModel(it -> it.modes().expand().shape(16, 9));
        settle();
        shots.guide("expand");
    }

    private void vary() throws IOException {
        sample("boat", "boat.png");
        mode(Mode.VARY, "");
        make(3, 4);
        shots.guide("vary");
    }

    private void refine() throws IOException {
        studio.answerSizeWith(new IntSize(1024, 1024));
        chooseMenu("menu-new");
        studio.until(
                "it is empty", () -> model().workspace().document().get().size().width() == 1024);
        onModel(it -> it.workspace()
                .command(new FillEdit.Area(it.workspace().activeLayer().get().orElseThrow(), 0xff9fd0f5), "Sky"));
        onModel(it -> it.canvas().tools().choose(ToolKind.BRUSH));
        stroke(300, 0xff2a6fb5, -60, 900, 300, 905, 700, 895, 1084, 900);
        stroke(70, 0xff8a4b2a, 300, 720, 420, 770, 600, 770, 730, 720);
        stroke(60, 0xff8a4b2a, 320, 700, 710, 700);
        stroke(110, 0xfffbf6ea, 500, 300, 500, 620);
        stroke(90, 0xfffbf6ea, 560, 400, 610, 620);
        mode(Mode.REFINE, "a sailing boat at sea");
        onModel(it -> it.modes().refine().strength().set(0.75));
        var before = model().workspace().document().get();
        make(4, 4);
        accept(0);
        onModel(it -> {
            it.canvas().tools().choose(ToolKind.HAND);
            it.canvas().compare().compare(before, "Painted", "Refined");
        });
        settle();
        shots.guide("refine");
        onModel(it -> it.canvas().compare().end());
    }

    private void mix() throws IOException {
        sample("house", "house.png");
        mode(Mode.MIX, "");
        onModel(it -> it.modes().mix().addCanvas());
        onModel(it -> {
            it.modes().mix().addPrompt();
            it.modes().mix().parts().getLast().prompt().set("a castle in the snow");
        });
        make(6, 4);
        accept(0);
        shots.guide("mix");
    }

    private void untilTheStripIsThere() {
        // What was typed last is looked at after a pause.
        settle();
        studio.until(
                "the strip is there",
                SECONDS,
                () -> java.util.stream.IntStream.rangeClosed(0, 6)
                        .allMatch(at -> model().modes().diff().strip(at).get().isPresent()));
    }

    private void textDiff() throws IOException {
        sample("house", "house.png");
        mode(Mode.TEXT_DIFF, "a castle in the snow");
        onModel(it -> it.modes().diff().from().set("a house in the snow"));
        untilTheStripIsThere();
        onModel(it -> it.modes().diff().theta().set(0.75));
        make(1, 1);
        studio.until(
                "the picture has turned",
                SECONDS,
                () -> model().workspace().history().size() > 1);
        settle();
        if (!large) {
            shots.guide("text-diff");
        }
        inBothThemes("text-diff");
    }

    private void history() throws IOException {
        var house = model().workspace().history().entries().iterator().next();
        onModel(it -> it.workspace().jump(house.id()));
        mode(Mode.TEXT_DIFF, "a church in the snow");
        onModel(it -> it.modes().diff().from().set("a house in the snow"));
        untilTheStripIsThere();
        onModel(it -> it.modes().diff().theta().set(1));
        make(1, 1);
        studio.until(
                "there is a branch",
                SECONDS,
                () -> model().workspace().history().size() > 2);
        onModel(it -> it.canvas().compare().compare(house.document(), "Before", "Now"));
        settle();
        shots.guideWhole("history");
        onModel(it -> it.canvas().compare().end());
    }
}
