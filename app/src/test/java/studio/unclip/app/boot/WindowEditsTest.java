package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.canvas.CanvasModel;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.ImageRequest;

/** The flows that begin with a picture, each to its end, and what happens to results that come late. */
class WindowEditsTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private void pictureOnCanvas() {
        makePictures();
        studio.click("#candidate-1");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
        studio.press(KeyCode.ENTER);
    }

    private CanvasModel canvas() {
        return studio.model().canvas();
    }

    private Document document() {
        return studio.model().workspace().document().get();
    }

    private List<String> layers() {
        return document().layers().stream()
                .map(layer -> layer.properties().name())
                .toList();
    }

    /** To a pixel of the document. */
    private void moveTo(double x, double y) {
        Node node = studio.node("#canvas");
        Bounds canvas = node.localToScreen(node.getBoundsInLocal());
        var transform = canvas().view().transform().get();
        studio.robot.moveTo(
                canvas.getMinX() + transform.originX() + x * transform.zoom(),
                canvas.getMinY() + transform.originY() + y * transform.zoom());
    }

    /** With a brush of six pixels, from (30, 40) to (40, 40). */
    private void paintMask() {
        studio.press(KeyCode.B);
        studio.robot.interact(
                () -> canvas().tools().setBrush(canvas().tools().brush().get().withSize(6)));
        moveTo(30, 40);
        studio.robot.press(MouseButton.PRIMARY);
        moveTo(36, 40);
        moveTo(40, 40);
        studio.robot.release(MouseButton.PRIMARY);
        studio.until(
                "something is masked",
                () -> studio.model().modes().missing().get().isEmpty());
    }

    private void ask(String prompt) {
        studio.replaceText("#prompt", prompt);
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
    }

    /** Pixels that differ, but for the rectangle from (left, top) to (right, bottom). */
    private static long differing(Raster one, Raster other, int left, int top, int right, int bottom) {
        long count = 0;
        for (int y = 0; y < one.height(); y++) {
            for (int x = 0; x < one.width(); x++) {
                boolean inside = x >= left && x < right && y >= top && y < bottom;
                count += !inside && one.argb(x, y) != other.argb(x, y) ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void what_is_painted_over_is_made_anew_turned_over_by_the_arrows_and_kept_as_a_layer() {
        pictureOnCanvas();
        paintMask();
        Raster before = Flattener.flatten(document());
        ask("a hat");
        studio.untilFinished();
        assertThat(engine.everything.getLast()).isInstanceOf(ImageRequest.Inpaint.class);
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
        studio.press(KeyCode.RIGHT);
        studio.until("the first is on the canvas", () -> layers().contains("a hat"));
        assertThat(studio.text("#tray-line"))
                .startsWith("On the canvas: 0 pixels changed outside the mask, ")
                .contains("Left and Right show the others");
        studio.press(KeyCode.RIGHT);
        studio.until(
                "the second is in its place",
                () -> studio.model().tray().candidates().get(1).placed().get());
        studio.press(KeyCode.ENTER);

        assertThat(layers()).containsExactly("Background", "an owl", "a hat");
        Raster after = Flattener.flatten(document());
        assertThat(after.argb(35, 40)).isNotEqualTo(before.argb(35, 40));
        assertThat(differing(before, after, 16, 26, 54, 54)).isZero();
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(differing(before, Flattener.flatten(document()), 0, 0, 0, 0)).isZero();
    }

    @Test
    void a_picture_is_made_wider_and_its_old_pixels_stay_as_they_were() {
        pictureOnCanvas();
        Raster before = Flattener.flatten(document());
        studio.click("#mode-expand");
        studio.click("#zoom-200");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.untilFinished();
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
        studio.click("#candidate-2");
        studio.until("the canvas has grown", () -> document().size().equals(new IntSize(128, 128)));
        assertThat(studio.text("#tray-line")).startsWith("On the canvas: 0 pixels of the old picture changed");
        Raster after = Flattener.flatten(document());
        int ring = 24;
        for (int y = ring; y < 64 - ring; y++) {
            for (int x = ring; x < 64 - ring; x++) {
                assertThat(after.argb(32 + x, 32 + y)).isEqualTo(before.argb(x, y));
            }
        }
        assertThat(after.argb(5, 5) >>> 24).as("new sides are painted").isEqualTo(255);
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(document().size()).isEqualTo(new IntSize(64, 64));
    }

    @Test
    void a_picture_is_turned_into_something_else_by_a_slider_and_its_strip() {
        pictureOnCanvas();
        studio.click("#mode-text-diff");
        studio.replaceText("#prompt", "a castle");
        studio.until(
                "the strip is there",
                () -> studio.model().modes().diff().isReady()
                        && studio.model().modes().diff().strip(2).get().isPresent());
        String seed = studio.text("#seed");
        studio.click("#strip-3");
        studio.until("its full picture is laid in", () -> layers().size() == 3);
        studio.robot.interact(() -> studio.node("#diff-theta").requestFocus());
        studio.press(KeyCode.RIGHT);
        studio.until(
                "the next one takes its place",
                () -> engine.everything.size() == 3
                        && !studio.model().tray().running().get());
        assertThat(layers()).hasSize(3).last().asString().startsWith("a castle (5");
        assertThat(studio.text("#seed")).as("one seed for all of the slider").isEqualTo(seed);
        assertThat(studio.text("#tray-line")).startsWith("On the canvas.");
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(layers()).hasSize(2);
    }

    @Test
    void enter_keeps_what_the_slider_led_to_while_the_slider_has_the_focus_but_not_out_of_a_text_field() {
        pictureOnCanvas();
        studio.click("#mode-text-diff");
        studio.replaceText("#prompt", "a castle");
        studio.until("the slider is ready", () -> studio.model().modes().diff().isReady());
        studio.click("#strip-3");
        studio.until("its full picture is laid in", () -> layers().size() == 3);
        studio.robot.interact(() -> studio.node("#seed").requestFocus());
        studio.press(KeyCode.ENTER);
        assertThat(studio.text("#tray-line")).startsWith("On the canvas.");
        studio.robot.interact(() -> studio.node("#diff-theta").requestFocus());
        studio.press(KeyCode.ENTER);
        assertThat(studio.text("#tray-line")).startsWith("Kept.");
        assertThat(layers()).hasSize(3);
    }

    @Test
    void the_running_job_is_seen_in_its_place_without_touching_the_document_until_it_is_cancelled()
            throws InterruptedException {
        pictureOnCanvas();
        paintMask();
        Document before = document();
        int steps = studio.model().workspace().history().size();
        assertThat(studio.isShown("#in-place")).isFalse();
        engine.pacing(Duration.ofMillis(2)).waitingAfter(1);
        ask("a hat");
        engine.waiting.await();
        studio.until("a guess is seen", () -> studio.isShown("#in-place"));
        moveTo(35, 40);
        Bounds place = studio.node("#in-place").getBoundsInParent();
        double zoom = canvas().view().transform().get().zoom();
        assertThat(place.getWidth()).as("only what will change is drawn").isLessThan(50 * zoom);
        assertThat(document()).isSameAs(before);
        assertThat(studio.model().workspace().history().size()).isEqualTo(steps);
        studio.press(KeyCode.ESCAPE);
        studio.until("it is cancelled", () -> studio.text("#tray-line").startsWith("Cancelled"));
        assertThat(studio.isShown("#in-place")).isFalse();
    }

    @Test
    void a_result_whose_layer_is_gone_lands_as_a_new_one_all_the_same() throws InterruptedException {
        pictureOnCanvas();
        paintMask();
        engine.waitingAfter(1);
        ask("a hat");
        engine.waiting.await();
        studio.robot.interact(() -> studio.node("#layers").requestFocus());
        studio.press(KeyCode.DELETE);
        assertThat(layers()).containsExactly("Background");
        studio.press(KeyCode.ESCAPE);
        studio.until("it is cancelled", () -> studio.text("#tray-line").startsWith("Cancelled. 1 finished picture"));
        studio.click("#candidate-1");
        studio.until("it is there", () -> layers().equals(List.of("Background", "a hat")));
        assertThat(Flattener.flatten(document()).argb(35, 40) >>> 24).isEqualTo(255);
    }

    @Test
    void a_result_that_comes_when_another_document_is_open_lands_in_the_middle_of_that() throws InterruptedException {
        pictureOnCanvas();
        paintMask();
        engine.waitingAfter(1);
        ask("a hat");
        engine.waiting.await();
        studio.answerSizeWith(new IntSize(100, 80));
        studio.press(KeyCode.CONTROL, KeyCode.N);
        studio.until("another document is open", () -> document().size().equals(new IntSize(100, 80)));
        studio.press(KeyCode.ESCAPE);
        studio.until("it is cancelled", () -> studio.text("#tray-line").startsWith("Cancelled. 1 finished picture"));
        studio.click("#candidate-1");
        studio.until("it is there", () -> layers().equals(List.of("Background", "a hat")));
        assertThat(document().size()).isEqualTo(new IntSize(100, 80));
        assertThat(Flattener.flatten(document()).argb(50, 40) >>> 24).isEqualTo(255);
    }
}
