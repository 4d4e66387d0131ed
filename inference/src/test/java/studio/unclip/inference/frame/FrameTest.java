package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

class FrameTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsReadAtItsOwnScaleIsLaidBackBitForBit(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            Picture picture = noise(1 + random.nextInt(200), 1 + random.nextInt(200), random);
            PixelRect box = within(picture.bounds(), random);
            int size = 64;
            Frame frame = Frame.around(box, picture.bounds(), size);
            PixelRect part = frame.square().intersect(picture.bounds());
            Picture back = frame.back(frame.read(picture), part);
            if (frame.isExact()) {
                assertThat(back).isEqualTo(picture.read(part));
            }
            assertThat(frame.square().contains(box)).isTrue();
        }
    }

    /** A ramp comes back where it was: a shift by a pixel would show as a step in its values. */
    @ParameterizedTest
    @ValueSource(ints = {8, 12, 16, 20, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 128, 192})
    void nothingIsShiftedAtAnyScale(int side) {
        Picture ramp = ramp(256, 256);
        PixelRect square = new PixelRect(32, 16, side, side);
        Frame frame = new Frame(square, 64);
        Picture back = frame.back(frame.read(ramp), square);
        PixelRect middle = new PixelRect(side / 4, side / 4, Math.max(1, side / 2), Math.max(1, side / 2));
        Picture was = ramp.read(square).read(middle);
        Picture is = back.read(middle);
        double sum = 0;
        for (int i = 0; i < was.rgba().limit(); i += 4) {
            sum += (was.rgba().get(i) & 0xff) - (is.rgba().get(i) & 0xff);
        }
        assertThat(sum / (was.rgba().limit() / 4.0)).isBetween(-0.35, 0.35);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 129, 1000, 16_384})
    void aWholePictureIsSeenAtAWholeScaleWithHardlyAnythingBeside(int longer) {
        for (PixelRect picture : new PixelRect[] {
            new PixelRect(0, 0, longer, 1 + longer / 3), new PixelRect(0, 0, 1 + longer / 2, longer)
        }) {
            Frame frame = Frame.whole(picture, 64);
            assertThat(frame.square().contains(picture)).isTrue();
            assertThat(frame.size()).isLessThanOrEqualTo(64);
            assertThat(frame.square().width() - longer).isLessThan(frame.shrunk());
        }
    }

    @Test
    void aPartIsThePartOfTheWhole() {
        Random random = new Random(3);
        for (int side : new int[] {20, 32, 44, 64, 128, 192}) {
            Picture picture = noise(300, 300, random);
            Frame frame = new Frame(new PixelRect(50, 60, side, side), 64);
            float[] planes = frame.read(picture);
            Picture whole = frame.back(planes, frame.square());
            for (int i = 0; i < 20; i++) {
                PixelRect part = within(frame.square(), random);
                assertThat(frame.back(planes, part)).isEqualTo(whole.read(part.translate(-50, -60)));
            }
        }
    }

    @Test
    void theEdgesAreCarriedOn() {
        Picture picture = noise(10, 10, new Random(1));
        Frame frame = Frame.of(picture.bounds(), 16);
        assertThat(frame.square()).isEqualTo(new PixelRect(-3, -3, 16, 16));
        float[] planes = frame.read(picture);
        float corner = planes[3 * 16 + 3];
        assertThat(planes[0]).isEqualTo(corner);
        assertThat(planes[2 * 16 + 3]).isEqualTo(corner);
    }

    @Test
    void aMaskIsSeenByItsLargestValue() {
        Mask mask = Mask.rectangle(100, 100, new PixelRect(3, 3, 1, 1));
        Frame shrunk = new Frame(new PixelRect(0, 0, 32, 32), 16);
        float[] values = shrunk.read(mask);
        assertThat(values[16 + 1]).isEqualTo(1f);
        Frame enlarged = new Frame(new PixelRect(0, 0, 8, 8), 16);
        float[] large = enlarged.read(mask);
        assertThat(large[6 * 16 + 6]).isEqualTo(1f);
        assertThat(large[7 * 16 + 7]).isEqualTo(1f);
        assertThat(large[8 * 16 + 8]).isZero();
    }

    /** Where a pixel of the model's shows parts of several, all of them count. */
    @Test
    void aMaskIsSeenByItsLargestValueWherePixelsAreCutToo() {
        Frame frame = new Frame(new PixelRect(0, 0, 40, 40), 64);
        float[] values = frame.read(Mask.rectangle(100, 100, new PixelRect(3, 3, 2, 1)));
        // Columns 3 and 4 are 4.8 to 8 of the model's, row 3 is 4.8 to 6.4.
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                assertThat(values[y * 64 + x]).isEqualTo(x >= 4 && x < 8 && y >= 4 && y < 7 ? 1 : 0);
            }
        }
    }

    @Test
    void aCloseLookIsASixteenthOrAWholeScale() {
        PixelRect canvas = new PixelRect(0, 0, 5000, 3000);
        PixelRect box = new PixelRect(1000, 1000, 1, 1);
        assertThat(Frame.close(box, canvas, 400, 1024).square()).isEqualTo(new PixelRect(809, 809, 384, 384));
        assertThat(Frame.close(box, canvas, 20, 1024).square().width()).isEqualTo(128);
        assertThat(Frame.close(box, canvas, 1024, 1024).square().width()).isEqualTo(1024);
        assertThat(Frame.close(box, canvas, 2900, 1024).square().width()).isEqualTo(2048);
        assertThatThrownBy(() -> new Frame(new PixelRect(0, 0, 400, 400), 1024)).hasMessageContaining("no square");
    }

    @Test
    void aSmallThingIsSeenEnlargedAndALargeOneShrunk() {
        PixelRect canvas = new PixelRect(0, 0, 1024, 1024);
        assertThat(Frame.around(new PixelRect(500, 500, 20, 20), canvas, 1024).square())
                .isEqualTo(new PixelRect(382, 382, 256, 256));
        assertThat(Frame.around(new PixelRect(0, 0, 1000, 1000), canvas, 1024).square())
                .isEqualTo(canvas);
        PixelRect wide = new PixelRect(0, 0, 5000, 3000);
        assertThat(Frame.around(new PixelRect(4000, 100, 900, 700), wide, 1024).square())
                .isEqualTo(new PixelRect(2952, 0, 2048, 2048));
    }

    private static PixelRect within(PixelRect outer, Random random) {
        int x = random.nextInt(outer.width());
        int y = random.nextInt(outer.height());
        return new PixelRect(
                outer.x() + x,
                outer.y() + y,
                1 + random.nextInt(outer.width() - x),
                1 + random.nextInt(outer.height() - y));
    }

    private static Picture noise(int width, int height, Random random) {
        byte[] rgba = new byte[width * height * 4];
        random.nextBytes(rgba);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }

    private static Picture ramp(int width, int height) {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++) {
            rgba[i * 4] = (byte) (i % width);
            rgba[i * 4 + 1] = (byte) (i / width);
            rgba[i * 4 + 3] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
