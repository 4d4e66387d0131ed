package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.inference.api.Picture;

class PhotographTest {

    /** What a camera sees: soft shapes under texture of every size and a little noise. */
    @ParameterizedTest
    @CsvSource({"640, 480", "1500, 1000", "300, 900", "3000, 200", "2100, 2100"})
    void textureOfEverySizeIsAPhotographs(int width, int height) {
        assertThat(Photograph.looksLikeOne(textured(width, height, 255))).isTrue();
    }

    /** Flat shapes with hard edges on a gradient. */
    @ParameterizedTest
    @CsvSource({"640, 480", "1500, 1000", "300, 900", "1024, 1024", "2100, 2100"})
    void shapesOnAGradientAreADrawing(int width, int height) {
        assertThat(Photograph.looksLikeOne(drawing(width, height))).isFalse();
    }

    @Test
    void nothingIsSaidOfWhatIsTooSmallOrCutOut() {
        assertThat(Photograph.looksLikeOne(textured(60, 60, 255))).isFalse();
        assertThat(Photograph.looksLikeOne(textured(1, 1, 255))).isFalse();
        assertThat(Photograph.looksLikeOne(textured(640, 480, 200))).isFalse();
    }

    private static Picture textured(int width, int height, int alpha) {
        Random random = new Random(3);
        float[][] octaves = new float[7][64 * 64];
        for (float[] octave : octaves) {
            for (int i = 0; i < octave.length; i++) {
                octave[i] = random.nextFloat() - 0.5f;
            }
        }
        byte[] rgba = new byte[width * height * 4];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float value = 128;
                for (int k = 0; k < octaves.length; k++) {
                    value += octaves[k][(y >> k) % 64 * 64 + (x >> k) % 64] * 8 * (k + 1);
                }
                for (int c = 0; c < 3; c++) {
                    rgba[(y * width + x) * 4 + c] = (byte) Math.clamp(value + 10 * c, 0, 255);
                }
                rgba[(y * width + x) * 4 + 3] = (byte) alpha;
            }
        }
        return Picture.of(width, height, rgba);
    }

    private static Picture drawing(int width, int height) {
        byte[] rgba = new byte[width * height * 4];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = (y * width + x) * 4;
                boolean shape = Math.hypot(x - width / 2.0, y - height / 2.0) < Math.min(width, height) / 3.0;
                rgba[at] = (byte) (shape ? 220 : 40 + 100 * y / height);
                rgba[at + 1] = (byte) (shape ? 40 : 90 + 100 * y / height);
                rgba[at + 2] = (byte) (shape ? 60 : 200);
                rgba[at + 3] = (byte) 255;
            }
        }
        return Picture.of(width, height, rgba);
    }
}
