package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

class MosaicTest {
    private final Mosaic mosaic = new Mosaic(700, 600);

    @Test
    void whatIsLaidIsReadAgainAcrossItsBlocksAndTheRestIsTransparent() {
        Picture piece = grey(300, 300, 90);
        mosaic.lay(200, 210, piece, Mosaic.Weight.FULL);
        assertThat(mosaic.read(new PixelRect(200, 210, 300, 300))).isEqualTo(piece);
        Picture wider = mosaic.read(new PixelRect(199, 210, 2, 1));
        assertThat(wider.toRgba()).containsExactly(0, 0, 0, 0, 90, 90, 90, -1);
    }

    @Test
    void aWeightMixesWithWhatLiesThereAndNotWithNothing() {
        mosaic.lay(0, 0, grey(2, 1, 100), Mosaic.Weight.FULL);
        mosaic.lay(0, 0, grey(3, 1, 200), (x, _) -> x == 0 ? 0.25f : 0.5f);
        assertThat(mosaic.read(new PixelRect(0, 0, 3, 1)).toRgba())
                .containsExactly(
                        125,
                        125,
                        125,
                        -1,
                        (byte) 150,
                        (byte) 150,
                        (byte) 150,
                        -1,
                        (byte) 200,
                        (byte) 200,
                        (byte) 200,
                        -1);
    }

    @Test
    void nothingIsLaidBeyondIt() {
        assertThatThrownBy(() -> mosaic.lay(699, 0, grey(2, 1, 0), Mosaic.Weight.FULL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Picture grey(int width, int height, int level) {
        byte[] rgba = new byte[width * height * 4];
        Arrays.fill(rgba, (byte) level);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
