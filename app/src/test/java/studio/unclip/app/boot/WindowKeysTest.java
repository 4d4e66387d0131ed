package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.geometry.Bounds;
import javafx.geometry.VerticalDirection;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.ScrollEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.inference.api.StageSettings;

/** Keys, pointer and focus: whose key it is, and where the focus goes. */
class WindowKeysTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
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
    void undo_and_copy_belong_to_the_text_that_has_the_focus_and_never_reach_the_picture_from_there() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.click("#prompt");
        for (int i = 0; i < 10; i++) {
            studio.press(KeyCode.CONTROL, KeyCode.Z);
        }
        assertThat(studio.text("#prompt")).as("typing undone").isEmpty();
        assertThat(studio.isShown("#canvas"))
                .as("once too often empties no canvas")
                .isTrue();
        studio.press(KeyCode.CONTROL, KeyCode.C);
        assertThat(studio.model().notice().get()).as("no picture was copied").isEmpty();

        studio.click("#candidate-2");
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.isShown("#canvas"))
                .as("elsewhere it is the picture's")
                .isFalse();
    }

    @Test
    void a_number_being_typed_is_undone_and_run_as_it_stands() {
        makePictures();
        studio.click("#candidate-2");
        studio.click("#settings-toggle");
        studio.replaceText("#steps-prior", "7");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.until("it runs", () -> engine.requests.size() == 2);
        assertThat(engine.requests.getLast().stages()).isEqualTo(Map.of("prior", StageSettings.DEFAULTS.withSteps(7)));
        studio.untilFinished();

        studio.replaceText("#guidance-decoder", "2,5");
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(studio.isShown("#canvas")).as("the field's own undo").isTrue();
        assertThat(studio.text("#guidance-decoder")).isNotEqualTo("2,5");
    }

    @Test
    void what_is_no_number_is_said_under_the_fields_and_breaks_nothing() {
        List<Throwable> uncaught = new ArrayList<>();
        studio.robot.interact(
                () -> Thread.currentThread().setUncaughtExceptionHandler((_, fault) -> uncaught.add(fault)));
        openPack();
        studio.type("an owl");
        studio.click("#settings-toggle");
        studio.replaceText("#steps-prior", "");
        assertThat(studio.text("#settings-problem")).contains("Prior, steps", "25 is kept");
        studio.replaceText("#guidance-decoder", "NaN");
        assertThat(studio.text("#settings-problem")).contains("Decoder, guidance", "1.75 is kept");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.untilFinished();

        assertThat(engine.requests.getLast().stages()).isEmpty();
        assertThat(studio.text("#steps-prior")).isEqualTo("25");
        assertThat(studio.text("#guidance-decoder")).isEqualTo("1.75");
        assertThat(uncaught).isEmpty();
        studio.robot.interact(() -> Thread.currentThread().setUncaughtExceptionHandler(null));
    }

    @Test
    void a_seed_that_is_none_says_so_beside_the_field() {
        openPack();
        studio.type("an owl");
        studio.replaceText("#seed", "9999999999");
        assertThat(studio.text("#seed")).isEqualTo("9999999999");
        assertThat(studio.node("#generate").isDisabled()).isTrue();
        assertThat(studio.isShown("#seed-problem")).isTrue();
        assertThat(studio.text("#seed-problem")).contains("0 to 4294967295");
        studio.replaceText("#seed", "12");
        assertThat(studio.isShown("#seed-problem")).isFalse();
        assertThat(studio.node("#generate").isDisabled()).isFalse();
    }

    @Test
    void arrows_go_to_the_tile_that_lies_there() {
        makePictures();
        studio.robot.interact(() -> studio.node("#candidate-2").requestFocus());
        // Two rows: 2 4 above 1 3.
        studio.press(KeyCode.DOWN);
        studio.assertFocused("#candidate-1");
        studio.press(KeyCode.DOWN);
        studio.assertFocused("#candidate-1");
        studio.press(KeyCode.RIGHT);
        studio.assertFocused("#candidate-3");
        studio.press(KeyCode.UP);
        studio.assertFocused("#candidate-4");
        studio.press(KeyCode.UP);
        studio.assertFocused("#candidate-4");
    }

    @Test
    void scrolling_over_the_canvas_moves_it_with_ctrl_it_zooms_and_fit_shows_all_again() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        String fitted = studio.text("#zoom");
        assertThat(studio.isPicture("#canvas", SIDE))
                .as("fitted, it is far wider than its pixels")
                .isTrue();
        Bounds canvas =
                studio.node("#canvas").localToScreen(studio.node("#canvas").getBoundsInLocal());
        studio.robot.moveTo(canvas.getCenterX(), canvas.getCenterY());
        ViewTransform before = view();
        studio.robot.scroll(1, VerticalDirection.DOWN);
        studio.until("it is moved", () -> view().originY() == before.originY() - 40);
        assertThat(view().originX()).isEqualTo(before.originX());
        assertThat(studio.text("#zoom")).isEqualTo(fitted);
        scroll(0, 0.6, true, false);
        scroll(0, 0.6, true, false);
        assertThat(view().originX()).as("a slow finger's halves add up").isEqualTo(before.originX() + 1);
        scroll(0, -80, false, true);
        studio.until("it is zoomed", () -> !studio.text("#zoom").equals(fitted));
        assertThat(view().zoom()).isLessThan(before.zoom());
        studio.press(KeyCode.CONTROL, KeyCode.DIGIT1);
        assertThat(studio.text("#zoom")).isEqualTo("100 %");
        assertThat(studio.isPicture("#canvas", SIDE))
                .as("a pixel a pixel, it is not")
                .isFalse();
        studio.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertThat(studio.text("#zoom")).isEqualTo(fitted);
        assertThat(studio.isPicture("#canvas", SIDE)).isTrue();
    }

    /** As no robot of the headless platform can: with modifiers, and as finely as fingers do. */
    private void scroll(double dx, double dy, boolean shift, boolean control) {
        studio.robot.interact(() -> {
            Node canvas = studio.node("#canvas");
            canvas.fireEvent(new ScrollEvent(
                    ScrollEvent.SCROLL,
                    canvas.getBoundsInLocal().getCenterX(),
                    canvas.getBoundsInLocal().getCenterY(),
                    0,
                    0,
                    shift,
                    control,
                    false,
                    false,
                    true,
                    false,
                    dx,
                    dy,
                    dx,
                    dy,
                    ScrollEvent.HorizontalTextScrollUnits.NONE,
                    0,
                    ScrollEvent.VerticalTextScrollUnits.NONE,
                    0,
                    0,
                    null));
        });
    }

    private ViewTransform view() {
        return studio.model().canvas().view().transform().get();
    }

    private void dragOverCanvas(int by) {
        Bounds canvas =
                studio.node("#canvas").localToScreen(studio.node("#canvas").getBoundsInLocal());
        studio.robot.moveTo(canvas.getCenterX(), canvas.getCenterY());
        studio.robot.press(MouseButton.PRIMARY).moveBy(by, 0).release(MouseButton.PRIMARY);
    }

    @Test
    void space_is_the_hand_over_the_canvas_and_a_letter_in_the_prompt() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        ViewTransform before = view();
        // The tile still has the focus; Space would press it, were the pointer not over the canvas.
        studio.robot.moveTo(studio.node("#canvas"));
        studio.robot.press(KeyCode.SPACE);
        dragOverCanvas(60);
        studio.robot.release(KeyCode.SPACE);
        assertThat(view().originX()).isBetween(before.originX() + 40, before.originX() + 61);
        assertThat(view().zoom()).isEqualTo(before.zoom());

        ViewTransform moved = view();
        studio.press(KeyCode.I);
        dragOverCanvas(60);
        assertThat(view()).as("with another tool than the hand nothing moves").isEqualTo(moved);

        studio.click("#prompt");
        studio.robot.moveTo(studio.node("#canvas"));
        String typed = studio.text("#prompt");
        studio.press(KeyCode.SPACE);
        assertThat(studio.text("#prompt")).hasSize(typed.length() + 1);

        dragOverCanvas(0);
        studio.robot.press(KeyCode.SPACE);
        dragOverCanvas(-60);
        studio.robot.release(KeyCode.SPACE);
        assertThat(view().originX()).as("a click on the canvas ends the typing").isLessThan(moved.originX() - 30);
    }

    @Test
    void keys_move_and_zoom_the_canvas_that_has_the_focus() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.click("#canvas");
        // While it is tried, the arrows show the others.
        studio.press(KeyCode.ENTER);
        ViewTransform before = view();
        studio.press(KeyCode.LEFT);
        assertThat(view().originX()).isEqualTo(before.originX() + 48);
        studio.press(KeyCode.UP);
        assertThat(view().originY()).isEqualTo(before.originY() + 48);
        studio.press(KeyCode.ADD);
        assertThat(view().zoom()).isGreaterThan(before.zoom());
        studio.press(KeyCode.CONTROL, KeyCode.DIGIT0);
        assertThat(view()).isEqualTo(before);
    }

    @Test
    void copying_puts_the_picture_of_the_canvas_into_the_clipboard() {
        makePictures();
        studio.click("#candidate-2");
        studio.press(KeyCode.CONTROL, KeyCode.C);
        studio.until("it is copied", () -> studio.model().notice().get().isPresent());

        assertThat(studio.model().notice().get().orElseThrow().text()).isEqualTo("Picture copied");
        long seed = engine.requests.getFirst().seed() + 1;
        studio.robot.interact(() -> {
            javafx.scene.image.Image image = Clipboard.getSystemClipboard().getImage();
            assertThat(image.getWidth()).isEqualTo(SIDE);
            assertThat(image.getPixelReader().getArgb(5, 5)).isEqualTo(argb(seed));
        });
    }

    @Test
    void the_focus_rests_on_the_window_when_what_had_it_goes() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.click("#undo");
        studio.until("nothing is left to undo", () -> studio.node("#undo").isDisabled());
        studio.until(
                "no other control has taken the focus",
                () -> studio.node("#undo")
                        .getScene()
                        .getRoot()
                        .equals(studio.node("#undo").getScene().getFocusOwner()));
        studio.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        studio.until("keys of the window work", () -> studio.isShown("#canvas"));
    }
}
