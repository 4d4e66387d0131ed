package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javafx.application.Platform;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.document.Notice;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.inference.api.ImageRequest;

/** The picture larger, its canvas larger, and file work that takes its time. */
class WindowSizesTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private void choose(String item) {
        MenuBar bar = (MenuBar) studio.node("#menu-bar");
        MenuItem found = bar.getMenus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .filter(one -> item.equals(one.getId()))
                .findFirst()
                .orElseThrow();
        // Later: a dialog that waits must not hold the test.
        Platform.runLater(found::fire);
    }

    private void putPictureOnCanvas() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
    }

    /** The headless platform sends keys to the first window, whichever has the focus. */
    private void write(String field, String text) {
        studio.robot.interact(() -> ((TextField) studio.node(field)).setText(text));
    }

    private IntSize size() {
        return studio.model().workspace().document().get().size();
    }

    @Test
    void upscaling_makes_the_picture_the_document_in_one_step_that_can_be_undone() {
        putPictureOnCanvas();
        int steps = studio.model().workspace().history().size();
        choose("menu-upscale-2");
        studio.until("the document is larger", () -> size().equals(new IntSize(128, 128)));
        assertThat(studio.model().workspace().history().size()).isEqualTo(steps + 1);
        assertThat(close(
                        studio.colourInTheMiddle("#canvas"),
                        argb(engine.requests.getFirst().seed() + 1)))
                .as("it shows the same")
                .isTrue();
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        studio.until("it is as before", () -> size().equals(new IntSize(SIDE, SIDE)));
    }

    @Test
    void a_pack_that_cannot_make_pictures_larger_says_why() {
        engine.refusing(ImageRequest.Upscale.class::isInstance, "The pack has no upsampler.");
        putPictureOnCanvas();
        choose("menu-upscale-4");
        studio.until(
                "it is said",
                () -> studio.model().notice().get().map(Notice::text).orElse("").equals("The pack has no upsampler."));
        assertThat(size()).isEqualTo(new IntSize(SIDE, SIDE));
    }

    @Test
    void the_canvas_gets_the_size_and_the_side_that_a_person_chooses() {
        putPictureOnCanvas();
        choose("menu-canvas-size");
        studio.until("the dialog is there", () -> studio.isShown("#canvas-width"));
        write("#canvas-width", "70000");
        assertThat(studio.text("#canvas-problem")).contains("Whole numbers from 1 to 32768");
        write("#canvas-width", "100");
        assertThat(studio.text("#canvas-problem")).isEmpty();
        studio.click("#anchor-right");
        studio.click("Resize");
        studio.until("the canvas is wider", () -> size().equals(new IntSize(100, SIDE)));
        assertThat(studio.model().workspace().document().get().layers().getLast())
                .satisfies(layer -> assertThat(((studio.unclip.editor.document.PixelLayer) layer)
                                .pixels()
                                .toRaster(new studio.unclip.editor.geom.IntRect(0, 0, 100, SIDE))
                                .argb(35, 5))
                        .as("the new room is at the left")
                        .isZero());
    }

    @Test
    void a_long_write_shows_how_far_it_is_and_can_be_cancelled() {
        openPack();
        studio.answerSizeWith(new IntSize(20_000, 20_000));
        studio.press(KeyCode.CONTROL, KeyCode.N);
        studio.until("a large picture is there", () -> size().width() == 20_000);
        Path file = home.resolve("large.png");
        studio.answerSaveWith(file);
        studio.press(KeyCode.CONTROL, KeyCode.S);
        studio.until("it is on the screen", () -> studio.isShown("#file-work"));
        studio.click("#file-work-cancel");
        studio.until("it ends", () -> studio.model().documents().work().get().isEmpty());
        assertThat(studio.isShown("#file-work")).isFalse();
        assertThat(studio.model().notice().get().orElseThrow().text()).contains("cancelled");
        assertThat(file).doesNotExist();
    }
}
