package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Recipe;

/** What a person does in the window, from a prompt to a file. */
class WindowFlowsTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
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
                .extracting(Node::getUserData)
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
    void what_is_asked_for_while_the_pack_opens_is_made_when_it_is_open() {
        assertThat(studio.node("#generate").isDisabled()).as("nothing is typed").isTrue();
        studio.type("an owl");
        assertThat(studio.node("#generate").isDisabled()).isFalse();
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        assertThat(studio.model().notice().get().orElseThrow().text()).contains("being opened");
        assertThat(engine.requests).isEmpty();

        openPack();
        studio.untilFinished();
        assertThat(engine.requests).hasSize(1);
        assertThat(engine.requests.getFirst().prompt()).isEqualTo("an owl");
        assertThat(studio.model().notice().get()).as("the wait is over").isEmpty();
    }

    @Test
    void escape_cancels_and_what_was_finished_can_still_be_used() throws InterruptedException {
        engine.waitingAfter(1);
        openPack();
        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        engine.waiting.await();
        studio.until("it can be cancelled", () -> studio.isShown("#cancel"));
        assertThat(studio.node("#generate").isDisabled())
                .as("what is asked for waits")
                .isFalse();
        studio.press(KeyCode.ESCAPE);
        studio.until("it is cancelled", () -> studio.text("#tray-line").startsWith("Cancelled"));

        assertThat(studio.isShown("#cancel")).isFalse();
        assertThat(studio.node("#generate").isDisabled()).isFalse();
        assertThat(List.copyOf(studio.robot.lookup(".candidate").<Node>queryAll()))
                .as("what was not made is gone")
                .extracting(Node::getUserData)
                .containsExactly("candidate-1");
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
        studio.assertFocused("#prompt");
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.text("#prompt")).as("taken back in one step").isEqualTo("a red bycicle");
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
    void a_click_in_the_history_goes_there() {
        makePictures();
        long seed = engine.requests.getFirst().seed();
        studio.click("#candidate-2");
        studio.click("#candidate-3");
        untilCanvasShows(seed + 2);
        Node row = studio.robot.lookup(".history-list .list-cell").nth(0).query();
        studio.robot.clickOn(row, MouseButton.SECONDARY);
        untilCanvasShows(seed + 2);
        studio.press(KeyCode.ESCAPE);
        studio.robot.clickOn(row);
        studio.until(
                "the empty canvas", () -> studio.model().workspace().empty().get());
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
    void a_picture_that_is_odd_is_marked_and_says_why() {
        engine.warning(Candidate.Warning.ONE_COLOUR);
        makePictures();
        Button tile = (Button) studio.node("#candidate-1");
        assertThat(tile.getAccessibleText()).contains("one colour");
        studio.robot.moveTo(tile);
        studio.until("its words are there", 10, () -> tile.getTooltip() != null);
        assertThat(tile.getTooltip().getText()).startsWith(Candidate.Warning.ONE_COLOUR.message());
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
