package studio.unclip.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Sampling;

class InItsPictureTest {
    private static final int OLD = 0x30;

    private final Document document = Document.of(Raster.filled(200, 100, 0xff303030), "Background");
    private final Picture photograph = filled(200, 100, OLD);

    private static Picture filled(int width, int height, int grey) {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : grey);
        }
        return Picture.of(width, height, rgba);
    }

    /** Grey and alpha of a pixel. */
    private static List<Integer> at(Picture picture, int x, int y) {
        int from = 4 * (y * picture.width() + x);
        return List.of(picture.rgba().get(from) & 0xff, picture.rgba().get(from + 3) & 0xff);
    }

    private static JobEvent.Preview preview(PixelRect area, int grey) {
        return new JobEvent.Preview(new UUID(1, 2), 0, "decoder", area, filled(16, 16, grey));
    }

    private Ask expand(PixelRect canvas) {
        return new Ask(
                Mode.EXPAND,
                new ImageRequest.Expand(photograph, canvas, "", 0.5, Sampling.of(7, 2)),
                new Destination.Around(document, new BlendRing(8)),
                "Expand");
    }

    @Test
    void the_new_sides_of_a_picture_fill_one_after_the_other_and_the_old_one_stays() {
        InItsPicture expanding =
                InItsPicture.of(expand(new PixelRect(-60, 0, 320, 100))).orElseThrow();
        Picture begun = expanding.begun();
        assertThat(List.of(begun.width(), begun.height())).containsExactly(320, 100);
        assertThat(at(begun, 30, 50)).as("nothing there yet").containsExactly(0, 0);
        assertThat(at(begun, 150, 50)).containsExactly(OLD, 255);

        Picture left = expanding.with(begun, preview(new PixelRect(0, 0, 100, 100), 0xf0));
        assertThat(at(left, 30, 50)).containsExactly(0xf0, 255);
        assertThat(at(left, 66, 50)).as("the ring").containsExactly(0xf0, 255);
        assertThat(at(left, 69, 50)).as("the old picture under the preview").containsExactly(OLD, 255);
        assertThat(at(left, 290, 50)).as("the other side").containsExactly(0, 0);

        Picture both = expanding.with(left, preview(new PixelRect(220, 0, 100, 100), 0x80));
        assertThat(at(both, 30, 50)).as("what was there before").containsExactly(0xf0, 255);
        assertThat(at(both, 290, 50)).containsExactly(0x80, 255);
        assertThat(at(both, 150, 50)).containsExactly(OLD, 255);
        assertThat(at(begun, 30, 50)).as("copies").containsExactly(0, 0);
    }

    @Test
    void a_large_picture_is_shown_small_at_its_own_shape() {
        InItsPicture expanding =
                InItsPicture.of(expand(new PixelRect(0, -540, 200, 640))).orElseThrow();
        Picture begun = expanding.begun();
        assertThat(List.of(begun.width(), begun.height())).containsExactly(100, 320);
        assertThat(at(begun, 50, 260)).containsExactly(0, 0);
        assertThat(at(begun, 50, 280)).containsExactly(OLD, 255);
        Picture above = expanding.with(begun, preview(new PixelRect(0, 0, 200, 200), 0xf0));
        assertThat(at(above, 50, 98)).containsExactly(0xf0, 255);
        assertThat(at(above, 50, 102)).containsExactly(0, 0);
    }

    @Test
    void under_a_mask_only_the_mask_changes() {
        Ask inpaint = new Ask(
                Mode.INPAINT,
                new ImageRequest.Inpaint(
                        photograph,
                        Mask.rectangle(200, 100, new PixelRect(80, 30, 40, 40)),
                        ImageRequest.Intent.REPLACE,
                        "a hat",
                        0,
                        Optional.empty(),
                        Sampling.of(7, 2)),
                new Destination.Within(document, Masks.rectangle(new IntRect(80, 30, 40, 40)), new BlendRing(8)),
                "a hat");
        InItsPicture painting = InItsPicture.of(inpaint).orElseThrow();
        Picture made = painting.with(painting.begun(), preview(new PixelRect(60, 10, 80, 80), 0xf0));
        assertThat(at(made, 100, 50)).containsExactly(0xf0, 255);
        assertThat(at(made, 70, 50)).containsExactly(OLD, 255);
    }

    @Test
    void a_picture_of_its_own_is_in_no_other() {
        Ask generate = Ask.of(ImageRequest.Generate.of("an owl", 7, 1));
        assertThat(InItsPicture.isPart(generate)).isFalse();
        assertThat(InItsPicture.of(generate)).isEmpty();
    }
}
