package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.testfx.api.FxRobot;
import org.testfx.service.query.NodeQuery;
import org.testfx.util.WaitForAsyncUtils;
import studio.unclip.app.Pulses;
import studio.unclip.app.document.AtStake;
import studio.unclip.app.document.FilePlaces;
import studio.unclip.app.document.LeftByAKill;
import studio.unclip.app.document.Unsaved;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.panel.tray.TrayState;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.app.shell.StudioModel;
import studio.unclip.editor.geom.IntSize;

/** Uses the window as a person does: by mouse and keys, and by what can be read on it. */
final class StudioDriver {
    /** Until something is given up: many times what the slowest machine needs. */
    private static final long PATIENCE_SECONDS = 60;

    private static final Pattern TILE = Pattern.compile("#(candidate|earlier)-.*");

    final Path home;
    final FxRobot robot;
    private final Studio.Outside outside;
    private Studio studio;
    private final Stage stage;
    private final AtomicLong seeds = new AtomicLong(700);
    private Optional<Path> saveTo = Optional.empty();
    private Optional<Path> openFrom = Optional.empty();
    private Optional<IntSize> newSize = Optional.empty();
    Path saveSuggested;
    private Unsaved.Choice unsaved = Unsaved.Choice.DISCARD;
    Optional<Path> shownFolder = Optional.empty();
    int unsavedQuestions;
    AtStake atStake;
    int bringBackQuestions;
    private boolean bringBack = true;
    private boolean asksItself;

    /** On the window's thread. */
    StudioDriver(Stage stage, Path home, PackFolders packs, GeneratorOpener opener, FxRobot robot) {
        this.home = home;
        this.robot = robot;
        this.stage = stage;
        outside = new Studio.Outside(
                packs,
                opener,
                new SettingsFile(home.resolve("config")),
                seeds::getAndIncrement,
                Optional.empty(),
                Optional.of(new FilePlaces() {
                    @Override
                    public Optional<Path> askSave(Purpose purpose, Path suggested) {
                        saveSuggested = suggested;
                        return saveTo;
                    }

                    @Override
                    public Optional<Path> askOpen() {
                        return openFrom;
                    }

                    @Override
                    public Optional<IntSize> askSize(IntSize suggested) {
                        return newSize;
                    }

                    @Override
                    public void remember(Path file) {
                        // Tests ask by themselves.
                    }
                }),
                Optional.of((stake, _) -> {
                    unsavedQuestions++;
                    atStake = stake;
                    return unsaved;
                }),
                Optional.of((file, when) -> {
                    bringBackQuestions++;
                    return asksItself ? new BringBackDialog(stage).bringBack(file, when) : bringBack;
                }),
                PlatformFolders.under(home),
                home.resolve("journals"),
                folder -> shownFolder = Optional.of(folder));
        start();
    }

    private void start() {
        studio = new Studio(stage, outside);
        studio.show();
    }

    /** Ends the program and starts it again. */
    void restart() {
        close();
        robot.interact(this::start);
        drawn();
    }

    /** Waits until what is there is laid out and painted. */
    private void drawn() {
        if (stage.isShowing()) {
            Pulses.await(stage.getScene());
        } else {
            WaitForAsyncUtils.waitForFxEvents();
        }
    }

    /** A pack folder that is only looked for, not opened. */
    static PackFolders anyPack(Path home) throws IOException {
        Path pack = Files.createDirectories(home.resolve("packs/starter"));
        Files.writeString(pack.resolve("pack.json"), "{}");
        return new PackFolders(Optional.of(home.resolve("packs")), home.resolve("none"));
    }

    /** As when the program ends. */
    void close() {
        robot.interact(() -> {
            stage.hide();
            studio.close();
        });
    }

    /** As the cross in the title bar does. */
    void requestClose() {
        robot.interact(() -> {
            WindowEvent event = new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST);
            Event.fireEvent(stage, event);
            if (!event.isConsumed()) {
                stage.hide();
            }
        });
    }

    boolean isOpen() {
        return stage.isShowing();
    }

    void resize(double width, double height) {
        robot.interact(() -> {
            stage.setWidth(width);
            stage.setHeight(height);
        });
        drawn();
    }

    double width() {
        return stage.getWidth();
    }

    double height() {
        return stage.getHeight();
    }

    double x() {
        return stage.getX();
    }

    StudioModel model() {
        return studio.model();
    }

    void answerSaveWith(Path file) {
        saveTo = Optional.of(file);
    }

    void answerOpenWith(Path file) {
        openFrom = Optional.of(file);
    }

    void answerSizeWith(IntSize size) {
        newSize = Optional.of(size);
    }

    String title() {
        return stage.getTitle();
    }

    void answerBringBackWith(boolean answer) {
        bringBack = answer;
    }

    /** The program's own dialog asks about what a crash has left. */
    void letItAskAboutACrash() {
        asksItself = true;
    }

    void answerUnsavedWith(Unsaved.Choice choice) {
        unsaved = choice;
    }

    /** Waits until it is so, and until the window has drawn it. */
    void until(String what, BooleanSupplier condition) {
        until(what, PATIENCE_SECONDS, condition);
    }

    void until(String what, long seconds, BooleanSupplier condition) {
        try {
            WaitForAsyncUtils.waitFor(
                    seconds,
                    TimeUnit.SECONDS,
                    () -> WaitForAsyncUtils.asyncFx(condition::getAsBoolean).get());
        } catch (TimeoutException e) {
            throw new AssertionError("did not happen: " + what + "; the tray says: " + text("#tray-line"), e);
        }
        drawn();
    }

    void untilPackIsOpen() {
        until("the pack is open", () -> !model().prompt().stages().isEmpty());
    }

    void untilAllAreStored() {
        until(
                "all are in their files",
                () -> model().tray().candidates().stream()
                        .allMatch(one -> one.stored().isPresent()));
    }

    void untilFinished() {
        until("all pictures are made", () -> model().tray().state().get() instanceof TrayState.Finished);
    }

    void type(String prompt) {
        until("the prompt has the focus", () -> node("#prompt").isFocused());
        robot.write(prompt);
        until(
                "the prompt is typed",
                () -> ((TextInputControl) node("#prompt")).getText().equals(prompt));
    }

    void press(KeyCode... keys) {
        robot.push(keys);
        drawn();
    }

    void click(String query) {
        layOut(query);
        robot.clickOn(node(query));
        drawn();
    }

    /** Opens a menu over it. */
    void clickSecondary(String query) {
        layOut(query);
        robot.clickOn(node(query), MouseButton.SECONDARY);
        drawn();
    }

    /** What was just put on the window has its place only after a pulse, which a busy machine may not have had yet. */
    private void layOut(String query) {
        robot.interact(() -> {
            Parent all = node(query).getScene().getRoot();
            all.applyCss();
            all.layout();
        });
    }

    /** Puts the cursor into a field and types in the place of what stands there. */
    void replaceText(String query, String text) {
        robot.interact(() -> node(query).requestFocus());
        press(KeyCode.CONTROL, KeyCode.A);
        press(KeyCode.DELETE);
        robot.write(text);
        until("it is typed", () -> text(query).equals(text));
    }

    /** What a kill leaves on the disk is there at the next start; killed once what is seen is safe. */
    void crash() throws Exception {
        Path left = LeftByAKill.untilSafe(
                home.resolve("journals"), model().workspace().document().get(), home);
        close();
        LeftByAKill.copy(left, home.resolve("journals"));
        robot.interact(this::start);
        drawn();
    }

    /** By a style sheet's selector; a tile of the tray by the name of its place, as if that were its id. */
    private NodeQuery find(String query) {
        return TILE.matcher(query).matches()
                ? robot.lookup((Node node) -> query.substring(1).equals(node.getUserData()))
                : robot.lookup(query);
    }

    Node node(String query) {
        return find(query).query();
    }

    boolean isShown(String query) {
        return find(query).tryQuery().filter(StudioDriver::isSeen).isPresent();
    }

    private static boolean isSeen(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    String text(String query) {
        return find(query)
                .tryQuery()
                .map(node -> node instanceof TextInputControl input ? input.getText() : ((Labeled) node).getText())
                .orElse("");
    }

    /** The colour in the middle of what is drawn of a node, {@code 0xAARRGGBB}. */
    int colourInTheMiddle(String query) {
        Image shot = robot.capture(node(query)).getImage();
        return shot.getPixelReader().getArgb((int) shot.getWidth() / 2, (int) shot.getHeight() / 2);
    }

    /** Whether what is drawn so far right of a node's middle has the colour of its middle. */
    boolean isPicture(String query, int right) {
        Image shot = robot.capture(node(query)).getImage();
        int x = (int) shot.getWidth() / 2;
        int y = (int) shot.getHeight() / 2;
        return shot.getPixelReader().getArgb(x, y) == shot.getPixelReader().getArgb(x + right, y);
    }

    void assertFocused(String query) {
        assertThat(node(query).isFocused()).as(query + " has the focus").isTrue();
    }
}
