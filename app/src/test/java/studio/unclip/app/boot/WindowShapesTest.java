package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PictureSize;

/** The shape of a picture, for a pack that draws more than one. */
class WindowShapesTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    @Test
    void a_pack_of_one_size_shows_no_shapes() {
        openPack();
        assertThat(studio.isShown("#size-portrait")).isFalse();
    }

    @Test
    void a_landscape_is_asked_for_with_a_click_and_exact_numbers_one_click_deeper() {
        engine.sized(128, new PackInfo.Sizes(16, 65_536));
        openPack();
        studio.until("the shapes are there", () -> studio.isShown("#size-landscape"));
        studio.click("#prompt");
        studio.type("an owl");
        studio.click("#size-landscape");
        generate();
        ImageRequest.Generate first = engine.requests.getLast();
        assertThat(first.size()).contains(new PictureSize(144, 112));
        studio.click("#candidate-1");
        studio.until("it is on the canvas", () -> studio.isShown("#canvas"));
        assertThat(studio.model().workspace().document().get().size()).isEqualTo(new IntSize(144, 112));

        assertThat(studio.isShown("#size-width")).isFalse();
        studio.click("#size-exact");
        assertThat(studio.text("#size-width")).isEqualTo("144");
        studio.replaceText("#size-width", "250");
        assertThat(studio.text("#size-width-note")).contains("256 is taken instead of 250");
        studio.replaceText("#size-height", "400");
        studio.until("there is too much of it", () -> studio.text("#missing").contains("at most 65536 pixels"));
        assertThat(studio.node("#generate").isDisabled()).isTrue();
        studio.replaceText("#size-height", "64");
        generate();
        assertThat(engine.requests.getLast().size()).contains(new PictureSize(256, 64));
    }

    private void generate() {
        int before = engine.requests.size();
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.until("it is asked", () -> engine.requests.size() > before);
        studio.untilFinished();
    }
}
