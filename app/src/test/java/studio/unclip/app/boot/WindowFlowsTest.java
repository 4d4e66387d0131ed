package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.app.settings.Theme;
import studio.unclip.app.shell.Unsaved;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.Recipe;

/** What a person does in the window, over a scripted engine. */
@ExtendWith(ApplicationExtension.class)
@Timeout(60)
class WindowFlowsTest {
    private static final int SIDE = 64;

    private Path home;
    private StudioDriver studio;
    private final ScriptedGenerator engine = new ScriptedGenerator()
            .knowing("an owl", "a castle", "a fox")
            .drawing(WindowFlowsTest::colour)
            .scoring(0.2, 0.4, 0.1, 0.3)
            .checkingWith(WindowFlowsTest::check);
    private final CompletableFuture<ImageGenerator> opening = new CompletableFuture<>();
    private volatile boolean again;

    @Start
    void start(Stage stage) throws IOException {
        home = Files.createTempDirectory("studio");
        studio = new StudioDriver(
                stage, home, StudioDriver.anyPack(home), (_, _) -> again ? engine : opening.join(), new FxRobot());
    }

    @AfterEach
    void close() throws IOException {
        opening.complete(engine);
        studio.close();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One colour for a seed: clearly apart from the next one's and from the window's own. */
    private static Picture colour(long seed) {
        byte[] rgba = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            rgba[i] = (byte) (40 * (seed % 5));
            rgba[i + 1] = (byte) (200 - 30 * (seed % 5));
            rgba[i + 2] = 77;
            rgba[i + 3] = (byte) 255;
        }
        return Picture.of(SIDE, SIDE, rgba);
    }

    private static int argb(long seed) {
        return 0xff000000 | (int) (40 * (seed % 5)) << 16 | (int) (200 - 30 * (seed % 5)) << 8 | 77;
    }

    private static PromptCheck check(String prompt) {
        int at = prompt.indexOf("bycicle");
        return new PromptCheck(
                5,
                77,
                at < 0 ? List.of() : List.of(new PromptCheck.UnknownWord("bycicle", at, List.of("bicycle"))),
                List.of());
    }

    private void openPack() {
        opening.complete(engine);
        studio.untilPackIsOpen();
    }

    /** From the empty window to four pictures. */
    private void makePictures() {
        openPack();
        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.untilFinished();
    }

    private static boolean close(int argb, int other) {
        for (int shift = 0; shift < 32; shift += 8) {
            if (Math.abs((argb >> shift & 0xff) - (other >> shift & 0xff)) > 2) {
                return false;
            }
        }
        return true;
    }

    private void untilCanvasShows(long seed) {
        studio.until("the canvas shows the picture of seed " + seed, () -> studio.isShown("#canvas"));
        assertThat(studio.colourInTheMiddle("#canvas"))
                .matches(shown -> close(shown, argb(seed)), "the colour of seed " + seed);
    }

    @Test
    void a_prompt_becomes_four_pictures_and_the_chosen_one_a_step_that_can_be_taken_back() {
        studio.until("the prompt has the focus", () -> studio.node("#prompt").isFocused());
        makePictures();

        long seed = engine.requests.getFirst().seed();
        assertThat(engine.requests.getFirst().prompt()).isEqualTo("an owl");
        assertThat(engine.requests.getFirst().candidates()).isEqualTo(4);
        assertThat(studio.text("#tray-line")).contains("4 pictures", "best match first");
        List<Node> tiles = List.copyOf(studio.robot.lookup(".candidate").queryAll());
        assertThat(tiles)
                .extracting(Node::getId)
                .containsExactly("candidate-2", "candidate-4", "candidate-1", "candidate-3");

        studio.click("#candidate-2");
        untilCanvasShows(seed + 1);
        assertThat(studio.model().history().rows()).hasSize(2);
        assertThat(studio.model().history().rows().getLast().label()).isEqualTo("an owl");

        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.isShown("#canvas")).isFalse();
        studio.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        untilCanvasShows(seed + 1);
    }

    @Test
    void three_clicks_make_a_picture() {
        openPack();
        studio.until("there are suggestions", () -> studio.isShown(".suggestion"));
        studio.click(".suggestion");
        studio.click("#generate");
        studio.untilFinished();
        studio.click(".candidate");

        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        assertThat(engine.requests.getFirst().prompt()).isNotBlank();
    }

    @Test
    void the_window_is_there_and_can_be_typed_in_while_the_pack_opens() {
        studio.type("an owl");
        assertThat(studio.node("#generate").isDisabled()).isTrue();
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(engine.requests).isEmpty();

        openPack();
        assertThat(studio.node("#generate").isDisabled()).isFalse();
    }

    @Test
    void escape_cancels_and_what_was_finished_can_still_be_used() throws InterruptedException {
        engine.waitingAfter(1);
        openPack();
        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        engine.waiting.await();
        studio.until("it can be cancelled", () -> studio.isShown("#cancel"));
        assertThat(studio.node("#generate").isDisabled()).isTrue();
        studio.press(KeyCode.ESCAPE);
        studio.until("it is cancelled", () -> studio.text("#tray-line").startsWith("Cancelled"));

        assertThat(studio.isShown("#cancel")).isFalse();
        assertThat(studio.node("#generate").isDisabled()).isFalse();
        studio.click("#candidate-3");
        assertThat(studio.isShown("#canvas"))
                .as("an unfinished one does nothing")
                .isFalse();
        studio.click("#candidate-1");
        untilCanvasShows(engine.requests.getFirst().seed());
    }

    @Test
    void a_failure_is_told_in_the_tray_and_the_next_run_works() {
        engine.failingAfter(1, new JobFailure.OutOfMemory("Not enough memory. Ask for fewer pictures."));
        openPack();
        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.until(
                "the failure is told",
                () -> studio.text("#tray-line")
                        .equals("Not enough memory. Ask for fewer pictures. 1 finished picture is kept."));

        studio.click("#count-1");
        studio.click("#generate");
        studio.until("one picture is made", () -> studio.text("#tray-line").startsWith("1 picture in"));
    }

    @Test
    void an_unknown_word_is_marked_and_a_click_writes_the_nearest_known_one() {
        openPack();
        studio.type("a red bycicle");
        studio.until("the word is marked", () -> studio.isShown(".unknown-word"));
        assertThat(studio.text(".unknown-word")).isEqualTo("bycicle");
        studio.click(".word-notes .chip");

        assertThat(studio.text("#prompt")).isEqualTo("a red bicycle");
        studio.until("nothing is marked", () -> !studio.isShown(".unknown-word"));
    }

    @Test
    void the_keyboard_alone_is_enough() {
        makePictures();
        long seed = engine.requests.getFirst().seed();
        for (int i = 0; i < 30 && !studio.node("#candidate-2").isFocused(); i++) {
            studio.press(KeyCode.TAB);
        }
        studio.assertFocused("#candidate-2");
        studio.press(KeyCode.RIGHT);
        studio.assertFocused("#candidate-4");
        studio.press(KeyCode.RIGHT);
        studio.press(KeyCode.RIGHT);
        studio.press(KeyCode.RIGHT);
        studio.assertFocused("#candidate-3");
        studio.press(KeyCode.LEFT);
        studio.assertFocused("#candidate-1");
        studio.press(KeyCode.ENTER);
        untilCanvasShows(seed);

        studio.press(KeyCode.CONTROL, KeyCode.L);
        studio.until("the prompt has the focus", () -> studio.node("#prompt").isFocused());
    }

    @Test
    void undo_belongs_to_the_prompt_while_there_is_typing_to_undo_and_to_the_picture_otherwise() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.click("#prompt");
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.text("#prompt")).as("typing undone").isNotEqualTo("an owl");
        assertThat(studio.isShown("#canvas")).isTrue();

        for (int i = 0; i < 10 && !studio.text("#prompt").isEmpty(); i++) {
            studio.press(KeyCode.CONTROL, KeyCode.Z);
        }
        assertThat(studio.text("#prompt")).isEmpty();
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.isShown("#canvas")).as("then the picture").isFalse();
    }

    @Test
    void saving_writes_the_picture_with_the_recipe_that_makes_it_again() throws IOException {
        makePictures();
        studio.click("#candidate-2");
        Path file = home.resolve("owl.png");
        studio.answerSaveWith(file);
        studio.press(KeyCode.CONTROL, KeyCode.S);
        studio.until("it is saved", () -> studio.model().notice().get().isPresent());

        assertThat(studio.model().notice().get().orElseThrow().text()).isEqualTo("Saved owl.png");
        long seed = engine.requests.getFirst().seed() + 1;
        assertThat(PictureReader.read(file)).isEqualTo(colour(seed));
        Recipe recipe = RecipeReader.read(file);
        assertThat(recipe.prompt()).isEqualTo("an owl");
        assertThat(recipe.seed()).isEqualTo(seed);
    }

    @Test
    void closing_asks_about_a_picture_that_is_in_no_file() {
        makePictures();
        studio.requestClose();
        assertThat(studio.unsavedQuestions).as("candidates alone are no work").isZero();
        assertThat(studio.isOpen()).isFalse();

        studio.open();
        studio.click("#candidate-2");
        studio.answerUnsavedWith(Unsaved.Choice.STAY);
        studio.requestClose();
        assertThat(studio.unsavedQuestions).isEqualTo(1);
        assertThat(studio.isOpen()).isTrue();

        studio.answerSaveWith(home.resolve("owl.png"));
        studio.answerUnsavedWith(Unsaved.Choice.SAVE);
        studio.requestClose();
        studio.until("it is saved", () -> Files.exists(home.resolve("owl.png")));
        studio.requestClose();
        assertThat(studio.unsavedQuestions).as("nothing is left to ask").isEqualTo(2);
        assertThat(studio.isOpen()).isFalse();
    }

    @Test
    void theme_and_size_are_as_they_were_at_the_next_start() {
        studio.click("#theme");
        studio.click("Dark");
        studio.resize(900, 620);
        studio.requestClose();

        SettingsFile file = new SettingsFile(home.resolve("config"));
        studio.until("settings are written", () -> file.read().window().isPresent());
        assertThat(file.read().theme()).isEqualTo(Theme.DARK);
        assertThat(file.read().window().orElseThrow().width()).isEqualTo(900);
        assertThat(file.read().window().orElseThrow().height()).isEqualTo(620);
    }

    @Test
    void a_click_in_the_history_goes_there() {
        makePictures();
        long seed = engine.requests.getFirst().seed();
        studio.click("#candidate-2");
        studio.click("#candidate-3");
        untilCanvasShows(seed + 2);
        Node row = studio.robot.lookup(".history-list .list-cell").nth(1).query();
        studio.robot.clickOn(row);
        untilCanvasShows(seed + 1);
    }

    @Test
    void a_wheel_over_the_canvas_zooms_and_fit_shows_all_again() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        String fitted = studio.text("#zoom");
        Bounds canvas =
                studio.node("#canvas").localToScreen(studio.node("#canvas").getBoundsInLocal());
        studio.robot.moveTo(canvas.getCenterX(), canvas.getCenterY());
        studio.robot.scroll(3, javafx.geometry.VerticalDirection.DOWN);
        studio.until("it is zoomed", () -> !studio.text("#zoom").equals(fitted));
        studio.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertThat(studio.text("#zoom")).isEqualTo("100 %");
        studio.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertThat(studio.text("#zoom")).isEqualTo(fitted);
    }

    @Test
    void a_pack_that_does_not_open_says_why_and_can_be_tried_again() {
        opening.completeExceptionally(new IllegalStateException("as a test wants it"));
        studio.until("it is told", () -> studio.isShown("#engine-problem"));
        assertThat(studio.text("#engine-problem")).contains("could not be opened");
        assertThat(studio.node("#generate").isDisabled()).isTrue();

        again = true;
        studio.click("#try-again");
        studio.untilPackIsOpen();
        assertThat(studio.isShown("#engine-problem")).isFalse();
    }

    @Test
    void live_previews_reach_the_tile_that_is_being_made() {
        engine.pacing(Duration.ofMillis(2)).waitingAfter(1);
        openPack();
        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.until(
                "the second one shows a guess",
                () -> studio.model().tray().candidates().size() == 4
                        && studio.model()
                                .tray()
                                .candidates()
                                .get(1)
                                .shown()
                                .get()
                                .isPresent());
        long seed = engine.requests.getFirst().seed();
        assertThat(studio.colourInTheMiddle("#candidate-2")).matches(shown -> close(shown, argb(seed + 1)));
        assertThat(studio.text("#tray-line")).startsWith("Picture 2 of 4");
        studio.press(KeyCode.ESCAPE);
    }
}
