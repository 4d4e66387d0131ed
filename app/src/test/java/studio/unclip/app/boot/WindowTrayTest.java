package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.panel.tray.CandidateViewModel;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Recipe;

/** The tray and the queue as a person uses them: nothing goes away, everything is in its file. */
class WindowTrayTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private List<CandidateViewModel> candidates() {
        return studio.model().tray().candidates();
    }

    @Test
    void what_is_asked_for_meanwhile_waits_and_can_be_moved_and_taken_out() throws InterruptedException {
        engine.waitingAfter(1);
        openPack();
        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        engine.waiting.await();
        int waiting = 0;
        for (String prompt : List.of("a castle", "a fox", "a bus")) {
            studio.replaceText("#prompt", prompt);
            studio.press(KeyCode.CONTROL, KeyCode.ENTER);
            waiting++;
            String said = waiting + " waiting";
            studio.until(prompt + " waits", () -> studio.text("#show-queue").startsWith(said));
        }
        studio.click("#show-queue");
        assertThat(studio.isShown("#queue")).isTrue();
        studio.click("#queue-up-2");
        studio.click("#queue-remove-0");
        studio.press(KeyCode.ESCAPE);
        assertThat(studio.isShown("#queue"))
                .as("what is nearest is closed first")
                .isFalse();
        assertThat(studio.model().tray().running().get()).isTrue();

        engine.waitingAfter(Integer.MAX_VALUE);
        studio.press(KeyCode.ESCAPE);
        studio.until(
                "all are made",
                () -> engine.requests.size() == 3
                        && !studio.model().tray().running().get());
        assertThat(engine.requests)
                .extracting(ImageRequest.Generate::prompt)
                .containsExactly("an owl", "a bus", "a fox");
        assertThat(candidates())
                .as("one of the cancelled and all of the others")
                .hasSize(9);
        assertThat(studio.isShown("#candidate-1")).isTrue();
    }

    @Test
    void the_arrows_on_the_canvas_show_the_others_enter_keeps_one_and_escape_goes_back() {
        makePictures();
        long seed = engine.requests.getFirst().seed();
        studio.click("#candidate-2");
        untilCanvasShows(seed + 1);
        studio.until("the canvas has the focus", () -> studio.node("#canvas").isFocused());
        assertThat(studio.text("#tray-line")).contains("1 of 4", "Enter keeps it", "Escape takes it back");
        // Best match first: 2, 4, 1, 3.
        studio.press(KeyCode.RIGHT);
        untilCanvasShows(seed + 3);
        studio.press(KeyCode.LEFT);
        untilCanvasShows(seed + 1);
        assertThat(studio.model().history().rows()).as("trying is one step").hasSize(2);
        studio.press(KeyCode.ESCAPE);
        studio.until("the canvas is empty", () -> !studio.isShown("#canvas"));

        studio.click("#candidate-4");
        studio.press(KeyCode.ENTER);
        assertThat(studio.text("#tray-line")).startsWith("Kept");
        studio.press(KeyCode.ESCAPE);
        untilCanvasShows(seed + 3);
    }

    @Test
    void enter_keeps_the_one_on_the_canvas_also_after_a_second_click_and_the_arrows() {
        makePictures();
        long seed = engine.requests.getFirst().seed();
        studio.click("#candidate-2");
        untilCanvasShows(seed + 1);
        studio.click("#candidate-1");
        untilCanvasShows(seed);
        studio.until("the canvas has the focus", () -> studio.node("#canvas").isFocused());
        // Best match first: 2, 4, 1, 3.
        studio.press(KeyCode.RIGHT);
        untilCanvasShows(seed + 2);
        studio.press(KeyCode.ENTER);
        assertThat(studio.text("#tray-line")).startsWith("Kept");
        untilCanvasShows(seed + 2);
    }

    @Test
    void space_shows_a_picture_large_without_putting_it_on_the_canvas() {
        makePictures();
        studio.robot.interact(() -> studio.node("#candidate-2").requestFocus());
        studio.press(KeyCode.SPACE);
        studio.until("it is large", () -> studio.isShown("#look"));
        long seed = engine.requests.getFirst().seed();
        studio.until("its picture is there", () -> close(studio.colourInTheMiddle("#look"), argb(seed + 1)));
        assertThat(studio.model().workspace().empty().get()).isTrue();
        studio.press(KeyCode.RIGHT);
        studio.until("the next one", () -> close(studio.colourInTheMiddle("#look"), argb(seed + 3)));
        studio.press(KeyCode.ESCAPE);
        assertThat(studio.isShown("#look")).isFalse();
        studio.assertFocused("#candidate-2");
        studio.press(KeyCode.SPACE);
        studio.until("it is large again", () -> studio.isShown("#look"));
        studio.press(KeyCode.ENTER);
        untilCanvasShows(seed + 1);
    }

    @Test
    void the_menu_of_a_picture_makes_more_like_it_saves_it_and_puts_it_into_the_trash() throws IOException {
        makePictures();
        studio.untilAllAreStored();
        long seed = engine.requests.getFirst().seed();
        Path file = home.resolve("castle.png");
        studio.answerSaveWith(file);
        menu("#candidate-2", "#tile-save-as");
        studio.until("it is saved", () -> Files.exists(file));
        assertThat(PictureReader.read(file)).isEqualTo(colour(seed + 1));
        assertThat(studio.model().workspace().empty().get())
                .as("the document is untouched")
                .isTrue();

        menu("#candidate-2", "#tile-more");
        studio.until("relatives are made", () -> candidates().size() == 8);
        assertThat(engine.everything.getLast())
                .isInstanceOfSatisfying(
                        ImageRequest.Vary.class,
                        vary -> assertThat(vary.picture()).isEqualTo(colour(seed + 1)));

        studio.untilFinished();
        studio.untilAllAreStored();
        Path kept = candidates().getFirst().stored().orElseThrow().file();
        menu("#candidate-" + candidates().getFirst().number(), "#tile-dismiss");
        studio.until("it is in the trash", () -> !Files.exists(kept));
        assertThat(candidates()).hasSize(7);
        studio.click("#bring-back");
        studio.until("it is back", () -> Files.exists(kept));
        assertThat(candidates()).hasSize(8);
    }

    @Test
    void the_menu_copies_the_very_words_and_the_seed_a_picture_is_made_by() {
        makePictures();
        Recipe own = candidates().stream()
                .filter(one -> one.number() == 2)
                .findFirst()
                .flatMap(CandidateViewModel::recipe)
                .orElseThrow();
        menu("#candidate-2", "#tile-copy-prompt");
        assertCopied(own.prompt());
        menu("#candidate-2", "#tile-copy-seed");
        assertCopied(Long.toString(own.seed()));
    }

    private void assertCopied(String text) {
        studio.robot.interact(
                () -> assertThat(Clipboard.getSystemClipboard().getString()).isEqualTo(text));
    }

    private void menu(String tile, String item) {
        studio.clickSecondary(tile);
        studio.until("the menu is there", () -> studio.isShown(item));
        studio.click(item);
    }

    @Test
    void folded_the_tray_is_its_line_and_so_it_is_at_the_next_start() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        double high = studio.node("#tray").getLayoutBounds().getHeight();
        studio.click("#fold-tray");
        assertThat(studio.isShown("#candidate-2")).isFalse();
        assertThat(studio.node("#tray").getLayoutBounds().getHeight()).isLessThan(high / 2);
        studio.untilAllAreStored();
        studio.restart();
        studio.until("the pictures of before are there", () -> !candidates().isEmpty());
        assertThat(studio.isShown(".candidate")).isFalse();
        studio.click("#fold-tray");
        studio.until("they are shown", () -> studio.isShown(".candidate"));
    }
}
