package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResampleTest {

    static Stream<JsonNode> cases() throws IOException {
        try (InputStream in = ResampleTest.class.getResourceAsStream("/reference/resize.json")) {
            return StreamSupport.stream(
                    JsonMapper.builder().build().readTree(in).spliterator(), false);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resizingIsTorchsAntialiasedInterpolate(JsonNode c) {
        float[] in = floats(c.path("in"));
        float[] expected = floats(c.path("out"));
        float[] out = Resample.resize(
                in,
                2,
                c.path("width").asInt(),
                c.path("height").asInt(),
                c.path("newWidth").asInt(),
                c.path("newHeight").asInt(),
                Filter.named(c.path("filter").stringValue()));
        assertThat(out).hasSameSizeAs(expected);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).as("element %d", i).isCloseTo(expected[i], within(1e-6f));
        }
    }

    @ParameterizedTest
    @EnumSource(Filter.class)
    void anEvenPictureStaysEven(Filter filter) {
        float[] even = new float[3 * 10 * 7];
        java.util.Arrays.fill(even, 0.25f);
        for (float value : Resample.resize(even, 3, 10, 7, 33, 5, filter)) {
            assertThat(value).isCloseTo(0.25f, within(1e-6f));
        }
    }

    @ParameterizedTest
    @EnumSource(Filter.class)
    void theSameSizeIsTheSamePicture(Filter filter) {
        float[] in = {0, 1, 0.5f, 0.25f, 0.75f, 1};
        assertThat(Resample.resize(in, 1, 3, 2, 3, 2, filter)).isEqualTo(in).isNotSameAs(in);
    }

    @Test
    void levelsAreRoundedAndClamped() {
        byte[] rgba = Pixels.toRgba(new float[] {-1, 1, 2, 0, -3, 0.5f}, 2);
        assertThat(rgba).containsExactly(0, 255, 0, 255, 255, 128, 191, 255);
    }

    @Test
    void whatIsTransparentIsSeenOverWhite() {
        byte[] rgba = {0, 0, 0, 0, 0, 0, 0, (byte) 255};
        assertThat(Pixels.toUnitPlanes(ByteBuffer.wrap(rgba), 0, 2, Background.WHITE))
                .containsExactly(1, 0, 1, 0, 1, 0);
    }

    @Test
    void orOverTheColourThePackNames() {
        byte[] rgba = {0, 0, 0, 0, (byte) 255, (byte) 255, (byte) 255, (byte) 255};
        Background blue = Background.ofLevels(List.of(0, 51, 255));
        assertThat(Pixels.toUnitPlanes(ByteBuffer.wrap(rgba), 0, 2, blue)).containsExactly(0, 1, 0.2f, 1, 1, 1);
        double[] none = {0, 0, 0};
        double[] one = {1, 1, 1};
        assertThat(new ClipView(1, none, one, Filter.BICUBIC, blue).of(ByteBuffer.wrap(new byte[4]), 1, 1))
                .containsExactly(0, 0.2f, 1);
    }

    @Test
    void clipSeesTheCentreOfAWidePicture() {
        // left third black, middle white, right black; 12 x 4
        byte[] rgba = new byte[12 * 4 * 4];
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 12; x++) {
                for (int c = 0; c < 3; c++) {
                    rgba[(y * 12 + x) * 4 + c] = (byte) (x >= 4 && x < 8 ? 255 : 0);
                }
                rgba[(y * 12 + x) * 4 + 3] = (byte) 255;
            }
        }
        double[] half = {0.5, 0.5, 0.5};
        float[] view = new ClipView(4, half, half, Filter.BICUBIC, Background.WHITE).of(ByteBuffer.wrap(rgba), 12, 4);
        assertThat(view).hasSize(3 * 4 * 4).containsOnly(1f);
    }

    /** A band is 64 rows: less than one, one and a bit, and several. */
    @ParameterizedTest
    @CsvSource({"40,30,7,5", "33,65,11,65", "50,200,50,20", "9,130,16,260"})
    void aPictureInBandsIsThePictureInOne(int width, int height, int newWidth, int newHeight) {
        byte[] rgba = new byte[width * height * 4];
        new Random(width).nextBytes(rgba);
        float[] planes = Pixels.toUnitPlanes(ByteBuffer.wrap(rgba), 0, width * height, Background.WHITE);
        assertThat(Resample.resize(
                        ByteBuffer.wrap(rgba), width, height, newWidth, newHeight, Filter.BICUBIC, Background.WHITE))
                .isEqualTo(Resample.resize(planes, 3, width, height, newWidth, newHeight, Filter.BICUBIC));
    }

    private static float[] floats(JsonNode array) {
        float[] values = new float[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) array.path(i).asDouble();
        }
        return values;
    }
}
