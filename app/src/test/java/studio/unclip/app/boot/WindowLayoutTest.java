package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;

/** Where things are and whether they can be read. */
class WindowLayoutTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private static Bounds onScreen(Node node) {
        return node.localToScreen(node.getBoundsInLocal());
    }

    private List<Node> tiles() {
        return List.copyOf(studio.robot.lookup(".candidate").<Node>queryAll());
    }

    /** Every picture fills its tile's width, is square, and lies beside the others. */
    private void assertTilesAreSound() {
        List<Bounds> seen = new ArrayList<>();
        for (Node tile : tiles()) {
            String name = (String) tile.getUserData();
            if (name.startsWith("earlier-")) {
                // The strip goes on sideways: those of earlier requests may lie beyond its edge.
                continue;
            }
            Region picture = (Region) tile.lookup(".candidate-picture");
            Bounds square = onScreen(picture);
            Bounds area = tile.localToScreen(tile.getLayoutBounds());
            assertThat(picture.getWidth()).isCloseTo(picture.getHeight(), within(0.01));
            assertThat(picture.getWidth()).isCloseTo(area.getWidth(), within(0.01));
            assertThat(area.getHeight()).isCloseTo(picture.getHeight() + 26, within(0.01));
            // Those of before are scrolled; those of the newest request are all in sight.
            if (name.startsWith("candidate-")) {
                Bounds tray = onScreen(studio.node("#tray"));
                assertThat(tray.contains(square))
                        .as("%s at %s lies in %s", tile, square, tray)
                        .isTrue();
            }
            assertThat(seen).noneMatch(square::intersects);
            seen.add(square);
        }
    }

    @Test
    void tiles_are_whole_and_side_by_side_in_the_field_in_the_strip_and_in_the_field_again() {
        // So wide that the panels at the right, which come with the first picture, take nothing from the field.
        studio.resize(1280, 800);
        makePictures();
        assertTilesAreSound();
        double large = tiles().getFirst().getLayoutBounds().getWidth();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        assertTilesAreSound();
        assertThat(tiles().getFirst().getLayoutBounds().getWidth()).isLessThan(large);
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        studio.until("the canvas is empty", () -> !studio.isShown("#canvas"));
        assertTilesAreSound();
        assertThat(studio.isShown("#docks"))
                .as("the way on from here is in the history")
                .isTrue();
        double docks = studio.node("#docks").getLayoutBounds().getWidth();
        studio.resize(studio.width() + docks, studio.height());
        studio.until(
                "with as much room as before they are as large",
                () -> tiles().getFirst().getLayoutBounds().getWidth() == large);
        assertTilesAreSound();
        studio.resize(800, 600);
        assertTilesAreSound();
    }

    /** Three are how high a window of 800 is with a title bar and a panel of the desktop, less, and the least. */
    @Test
    void the_welcome_and_the_pictures_of_before_share_a_low_window_and_nothing_lies_over_anything() {
        makePictures();
        studio.untilAllAreStored();
        studio.requestClose();
        studio.restart();
        studio.untilPackIsOpen();
        studio.until("they are back", () -> studio.isShown("#earlier-0-4"));
        studio.until("there are suggestions", () -> studio.isShown(".suggestion"));
        for (double height : List.of(728.0, 660.0, 600.0)) {
            studio.resize(1278, height);
            Bounds window = onScreen(studio.node(".studio"));
            assertThat(onScreen(studio.node("#tray")).getMaxY())
                    .as("at %s", height)
                    .isLessThanOrEqualTo(window.getMaxY() + 0.5);
            assertThat(onScreen(studio.node("#prompt-panel")).getMaxY()).isLessThanOrEqualTo(window.getMaxY() + 0.5);
            List<Bounds> seen = new ArrayList<>();
            Walk.through(studio.node("#welcome"), node -> {
                if (node instanceof Labeled) {
                    Bounds at = node.localToScreen(node.getLayoutBounds());
                    assertThat(seen).as("%s at %s", node, height).noneMatch(at::intersects);
                    seen.add(at);
                }
            });
            assertThat(seen).hasSizeGreaterThan(4);
        }
    }

    @Test
    void one_picture_in_the_strip_leaves_the_line_above_it_in_one_piece() {
        makePictures();
        studio.click("#candidate-2");
        studio.click("#count-1");
        studio.click("#generate");
        studio.until("one picture is made", () -> studio.text("#tray-line").startsWith("1 picture in"));

        Label line = (Label) studio.node("#tray-line");
        assertThat(line.getHeight()).as("one line of text").isLessThan(30);
        assertTilesAreSound();
    }

    @Test
    void what_changes_while_pictures_are_made_is_no_reason_to_lay_out_the_window() {
        makePictures();
        studio.robot.interact(() -> {
            Parent window = (Parent) studio.node(".studio");
            // Kept: the lock beside it is another picture then.
            studio.model().prompt().seed().text().set("1");
            window.applyCss();
            window.layout();
            ((ProgressBar) studio.node("#tray-progress")).setProgress(0.3);
            assertThat(window.isNeedsLayout()).as("the bar").isFalse();
            ((Label) studio.node("#tray-line")).setText("Picture 2 of 4");
            assertThat(window.isNeedsLayout()).as("the line").isFalse();
            for (Node tile : tiles()) {
                ((Label) tile.lookup(".candidate-score")).setText("43 %");
                ((ProgressBar) tile.lookup(".candidate-progress")).setProgress(0.43);
            }
            assertThat(window.isNeedsLayout()).as("the tiles").isFalse();
            studio.model().prompt().seed().text().set("12345");
            assertThat(window.isNeedsLayout()).as("the seed").isFalse();
        });
    }

    @Test
    void the_button_stays_where_it_is_while_words_are_being_told() {
        openPack();
        Bounds before = onScreen(studio.node("#generate"));
        studio.type("q qq qqq a red bycicle qa qb qc");
        studio.until("words are marked", () -> studio.isShown(".unknown-word"));

        assertThat(onScreen(studio.node("#generate"))).isEqualTo(before);
        assertThat(allTexts(studio.node("#word-notes"))).contains("And 3 more are not known: qa, qb, qc");
    }

    private static List<String> allTexts(Node node) {
        List<String> texts = new ArrayList<>();
        Walk.through(node, each -> {
            if (each instanceof Label label) {
                texts.add(label.getText());
            }
        });
        return texts;
    }

    private List<String> cutTexts() {
        return Walk.cutTexts(studio.node(".studio"));
    }

    @Test
    void at_800_by_600_everything_can_be_read_and_used() {
        studio.resize(800, 600);
        openPack();
        assertThat(studio.width()).isEqualTo(800);
        assertThat(studio.height()).isEqualTo(600);
        studio.until("there are suggestions", () -> studio.isShown(".suggestion"));
        assertThat(cutTexts()).isEmpty();

        studio.type("an owl");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.untilFinished();
        assertThat(cutTexts()).isEmpty();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.click("#settings-toggle");
        assertThat(cutTexts()).isEmpty();
        assertThat(onScreen(studio.node("#canvas")).getWidth()).isGreaterThan(380);
    }
}
