package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.canvas.CanvasModel;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/** Tools on the canvas, as a hand uses them. The picture has 64 x 64 pixels. */
class WindowToolsTest extends ScriptedWindow {
    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private void pictureOnCanvas() {
        makePictures();
        studio.click("#candidate-1");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
    }

    private Bounds onScreen(String query) {
        Node node = studio.node(query);
        return node.localToScreen(node.getBoundsInLocal());
    }

    private CanvasModel canvas() {
        return studio.model().canvas();
    }

    private Document document() {
        return studio.model().workspace().document().get();
    }

    private int entries() {
        return studio.model().workspace().history().size();
    }

    /** To a pixel of the document, as far as the view shows it. */
    private void moveTo(double x, double y) {
        Bounds canvas = onScreen("#canvas");
        var transform = canvas().view().transform().get();
        studio.robot.moveTo(
                canvas.getMinX() + transform.originX() + x * transform.zoom(),
                canvas.getMinY() + transform.originY() + y * transform.zoom());
    }

    @Test
    void a_stroke_over_panels_and_out_of_the_window_is_one_stroke_and_escape_gives_one_up() {
        pictureOnCanvas();
        int before = entries();
        studio.press(KeyCode.B);
        assertThat(((ToggleButton) studio.node("#tool-mask-brush")).isSelected())
                .isTrue();
        moveTo(30, 30);
        studio.robot.press(MouseButton.PRIMARY);
        studio.robot.moveTo(studio.node("#prompt"));
        Bounds canvas = onScreen("#canvas");
        studio.robot.moveTo(canvas.getMinX() - 900, canvas.getCenterY());
        moveTo(60, 50);
        studio.robot.release(MouseButton.PRIMARY);
        studio.until("the stroke is done", () -> entries() == before + 1);
        assertThat(document().mask().coverage().value(30, 30)).isPositive();
        assertThat(studio.text("#prompt"))
                .as("the mask is inpainting's, whose prompt is empty: the panel saw nothing")
                .isEmpty();

        moveTo(10, 60);
        studio.robot.press(MouseButton.PRIMARY);
        moveTo(50, 60);
        studio.press(KeyCode.ESCAPE);
        studio.robot.release(MouseButton.PRIMARY);
        assertThat(entries()).isEqualTo(before + 1);
        assertThat(studio.model().workspace().isBusy()).isFalse();
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(document()
                        .mask()
                        .coverage()
                        .boundsWithin(document().bounds())
                        .isEmpty())
                .isTrue();
    }

    @Test
    void the_brush_is_shown_in_its_size_and_keys_change_it_but_not_while_typing() {
        pictureOnCanvas();
        studio.press(KeyCode.P);
        moveTo(32, 32);
        studio.until("the brush is seen", () -> studio.isShown("#brush-cursor"));
        double size = canvas().tools().brush().get().size();
        double drawn = studio.node("#brush-cursor").getBoundsInParent().getWidth();
        assertThat(drawn)
                .isBetween(
                        size * canvas().view().transform().get().zoom(),
                        size * canvas().view().transform().get().zoom() + 4);
        studio.press(KeyCode.CLOSE_BRACKET);
        assertThat(canvas().tools().brush().get().size()).isGreaterThan(size);
        studio.press(KeyCode.COMMA);
        assertThat(canvas().tools().brush().get().size()).isEqualTo(size);

        studio.click("#prompt");
        studio.press(KeyCode.E);
        studio.press(KeyCode.PERIOD);
        assertThat(canvas().tools().chosen().get()).isEqualTo(ToolKind.BRUSH);
        assertThat(canvas().tools().brush().get().size()).isEqualTo(size);
    }

    @Test
    void a_side_of_the_frame_is_pulled_outward_by_the_pointer_and_by_keys() {
        pictureOnCanvas();
        studio.press(KeyCode.F);
        studio.until("the frame is seen", () -> studio.isShown("#frame"));
        // Taking the frame changes the mode, and with it what stands around the canvas.
        List<Bounds> seen = new ArrayList<>();
        studio.until("the frame lies still", () -> {
            seen.add(onScreen("#frame-right"));
            int last = seen.size() - 1;
            return last >= 5 && seen.get(last).equals(seen.get(last - 5));
        });
        // The headless platform now and then swallows all that follows in a drag, letting go included: it is given up
        // then,
        // as a person does, and made again.
        pullSide();
        for (int again = 0; again < 5 && canvas().frame().frame().get().width() < 66; again++) {
            studio.press(KeyCode.ESCAPE);
            assertThat(canvas().frame().frame().get().width()).isEqualTo(64);
            studio.robot.moveTo("#prompt");
            pullSide();
        }
        studio.until("the side lies where it was let go", () -> {
            int width = canvas().frame().frame().get().width();
            return width >= 66 && width <= 68;
        });
        IntRect pulled = canvas().frame().frame().get();
        assertThat(pulled.height()).isEqualTo(64);

        studio.press(KeyCode.SHIFT, KeyCode.RIGHT);
        assertThat(canvas().frame().frame().get().width()).isEqualTo(pulled.width() + 16);
        assertThat(canvas().view().shows(pulled)).isTrue();
    }

    @Test
    void the_size_of_a_small_frame_does_not_lie_over_its_numbers() {
        pictureOnCanvas();
        studio.press(KeyCode.F);
        studio.until("the frame is seen", () -> studio.isShown("#frame"));
        studio.robot.interact(() -> canvas().frame().frame().set(new IntRect(-16, -16, 96, 96)));
        for (int notch = 0; notch < 12; notch++) {
            studio.robot.interact(() -> canvas().view().zoom(-1));
            studio.robot.interact(() -> ((Parent) studio.node("#frame")).layout());
            List<Label> seen = studio.robot.lookup("#frame .canvas-label").queryAllAs(Label.class).stream()
                    .filter(Node::isVisible)
                    .toList();
            Label size = seen.stream()
                    .filter(label -> label.getText().equals("96 × 96"))
                    .findFirst()
                    .orElseThrow();
            assertThat(seen).as("the size and what is added on each side").hasSize(5);
            assertThat(seen)
                    .filteredOn(label -> !label.equals(size))
                    .noneMatch(number -> number.getBoundsInParent().intersects(size.getBoundsInParent()));
        }
    }

    /** Three document pixels outward. */
    private void pullSide() {
        Bounds side = onScreen("#frame-right");
        double zoom = canvas().view().transform().get().zoom();
        double y = side.getMinY() + side.getHeight() / 3;
        studio.robot.moveTo(side.getCenterX(), y).press(MouseButton.PRIMARY);
        studio.robot.moveTo(side.getCenterX() + zoom * 3 - 1, y);
        studio.robot.moveTo(side.getCenterX() + zoom * 3, y).release(MouseButton.PRIMARY);
    }

    @Test
    void a_picture_is_cropped_by_its_frame_and_enter() {
        pictureOnCanvas();
        studio.press(KeyCode.C);
        studio.until("the frame is seen", () -> studio.isShown("#crop-frame"));
        studio.robot.interact(() -> canvas().crop().frame().set(new IntRect(10, 4, 40, 50)));
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
        studio.press(KeyCode.ENTER);
        assertThat(document().size()).isEqualTo(new IntSize(40, 50));
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(document().size()).isEqualTo(new IntSize(64, 64));
    }

    @Test
    void two_pictures_are_compared_by_a_line_that_escape_takes_away() {
        pictureOnCanvas();
        int shown = studio.colourInTheMiddle("#canvas");
        Document black = Document.of(Raster.filled(64, 64, 0xff000000), "black");
        studio.robot.interact(() -> canvas().compare().compare(black, "Before", "Now"));
        studio.until("the line is seen", () -> studio.isShown("#wipe"));
        moveTo(40, 32);
        studio.robot.press(MouseButton.PRIMARY);
        moveTo(60, 32);
        studio.robot.release(MouseButton.PRIMARY);
        assertThat(canvas().compare().position().get()).isBetween(0.88, 0.99);
        assertThat(close(studio.colourInTheMiddle("#canvas"), 0xff000000)).isTrue();
        studio.press(KeyCode.HOME);
        assertThat(canvas().compare().position().get()).isZero();
        studio.press(KeyCode.ESCAPE);
        assertThat(studio.isShown("#wipe")).isFalse();
        assertThat(close(studio.colourInTheMiddle("#canvas"), shown)).isTrue();
    }

    @Test
    void a_layer_is_seen_moving_under_the_hand_and_is_one_step() {
        pictureOnCanvas();
        int before = entries();
        int colour = Flattener.flatten(document()).argb(5, 5);
        studio.press(KeyCode.V);
        assertThat(canvas().tools().chosen().get()).isEqualTo(ToolKind.MOVE);
        moveTo(20, 20);
        studio.robot.press(MouseButton.PRIMARY);
        moveTo(30, 20);
        moveTo(40, 20);
        studio.until(
                "it has left its place", () -> Flattener.flatten(document()).argb(5, 5) != colour);
        assertThat(entries()).as("no step yet").isEqualTo(before);
        studio.press(KeyCode.ESCAPE);
        assertThat(Flattener.flatten(document()).argb(5, 5)).isEqualTo(colour);
        studio.robot.release(MouseButton.PRIMARY);

        moveTo(20, 20);
        studio.robot.press(MouseButton.PRIMARY);
        moveTo(30, 20);
        moveTo(40, 20);
        studio.robot.release(MouseButton.PRIMARY);
        studio.until("it is one step", () -> entries() == before + 1);
        assertThat(Flattener.flatten(document()).argb(5, 5)).isNotEqualTo(colour);
    }
}
