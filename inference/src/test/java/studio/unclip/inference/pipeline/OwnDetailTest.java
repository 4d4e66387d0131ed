package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

/** What a model left as it was is the original to the bit, whatever the model made of it. */
class OwnDetailTest {
    private static final int SMALL = 16;
    private static final int LARGE = 64;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whereNothingChangedThePictureIsItselfAtAnySize(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 15; i++) {
            Picture picture = noise(1 + random.nextInt(300), 1 + random.nextInt(300), random);
            WholeView view = WholeView.of(picture, LARGE);
            OwnDetail detail = new OwnDetail(view, view.at(SMALL), view.at(SMALL), SMALL, 1, Optional.empty());
            float[] anything = planes(random);
            assertThat(detail.laid(LARGE, anything, anything)).isEqualTo(picture);
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 64", "300, 200", "37, 91", "1, 1"})
    void outsideTheMaskThePictureIsItself(int width, int height) {
        Random random = new Random(width);
        Picture picture = noise(width, height, random);
        PixelRect free = new PixelRect(width / 3, height / 3, Math.max(1, width / 3), Math.max(1, height / 3));
        WholeView view = WholeView.of(picture, LARGE);
        Mask mask = Mask.rectangle(width, height, free);
        OwnDetail detail = new OwnDetail(view, view.at(SMALL), black(SMALL), SMALL, 1, Optional.of(mask));
        ByteBuffer laid = detail.laid(LARGE, planes(random), planes(random)).rgba();
        for (int i = 0; i < width * height; i++) {
            if (mask.at(i % width, i / width) == 0) {
                assertThat(laid.getInt(i * 4)).isEqualTo(picture.rgba().getInt(i * 4));
            }
            assertThat(laid.get(i * 4 + 3)).isEqualTo(picture.rgba().get(i * 4 + 3));
        }
    }

    /** One picture, never two: of what was there no outline is left. */
    @Test
    void whatChangedIsWhatTheModelMadeAlone() {
        Random random = new Random(9);
        Picture picture = opaque(noise(LARGE, LARGE, random));
        WholeView view = WholeView.of(picture, LARGE);
        float[] far = view.at(SMALL);
        for (int k = 0; k < far.length; k++) {
            far[k] = far[k] > 0 ? -1 : 1;
        }
        OwnDetail detail = new OwnDetail(view, view.at(SMALL), far, SMALL, 1, Optional.empty());
        assertThat(detail.laid(LARGE, black(LARGE), planes(random))).isEqualTo(opaque(plain(LARGE, LARGE)));
    }

    @Test
    void betweenTheStagesItIsThePicturesOwnViewWhereNothingChanged() {
        Random random = new Random(4);
        WholeView view = WholeView.of(noise(100, 80, random), LARGE);
        OwnDetail detail = new OwnDetail(view, view.at(SMALL), view.at(SMALL), SMALL, 1, Optional.empty());
        float[] anything = planes(random);
        float[] merged = detail.at(LARGE, anything, anything);
        float[] own = view.at(LARGE);
        for (int k = 0; k < own.length; k++) {
            assertThat(merged[k]).isBetween(own[k] - 1e-5f, own[k] + 1e-5f);
        }
    }

    private static float[] planes(Random random) {
        float[] planes = new float[3 * LARGE * LARGE];
        for (int k = 0; k < planes.length; k++) {
            planes[k] = random.nextFloat() * 2 - 1;
        }
        return planes;
    }

    private static float[] black(int size) {
        float[] planes = new float[3 * size * size];
        Arrays.fill(planes, -1);
        return planes;
    }

    private static Picture noise(int width, int height, Random random) {
        byte[] rgba = new byte[width * height * 4];
        random.nextBytes(rgba);
        return Picture.of(width, height, rgba);
    }

    private static Picture plain(int width, int height) {
        return Picture.of(width, height, new byte[width * height * 4]);
    }

    private static Picture opaque(Picture picture) {
        byte[] rgba = picture.toRgba();
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(picture.width(), picture.height(), rgba);
    }
}
