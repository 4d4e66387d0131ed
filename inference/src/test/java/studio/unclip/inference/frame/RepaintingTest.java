package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;

class RepaintingTest {

    @Test
    void betweenMaskAndKnownPixelsLiesASoftEdge() {
        Mask mask = Mask.rectangle(1024, 1024, new PixelRect(400, 400, 300, 300));
        Repainting place = new Repainting(whole(mask, 1024), Picture.of(1024, 1024, new byte[4 << 20]), mask);
        float[] repaint = place.repaint();
        // A tenth of the diagonal: 42 pixels.
        assertThat(repaint[500 * 1024 + 400]).isEqualTo(1);
        assertThat(repaint[500 * 1024 + 399]).isBetween(0.97f, 0.98f);
        assertThat(repaint[500 * 1024 + 378]).isBetween(0.45f, 0.55f);
        assertThat(repaint[500 * 1024 + 356]).isZero();
        for (int x = 0; x < 400; x++) {
            assertThat(repaint[500 * 1024 + x]).isLessThanOrEqualTo(repaint[500 * 1024 + x + 1]);
        }
    }

    /** At the picture's own scale, where the model sees it shrunk: what is masked wholly, and nothing further than the edge. */
    @Test
    void itIsAlsoSaidOfThePicturesOwnPixels() {
        PixelRect box = new PixelRect(80, 60, 40, 50);
        Mask mask = Mask.rectangle(256, 256, box);
        Context context = new Context(Frame.of(new PixelRect(0, 0, 256, 256), 64), box);
        Repainting place = new Repainting(context, Picture.of(256, 256, new byte[256 * 256 * 4]), mask);
        PixelRect changed = Repainting.changed(context, new PixelRect(0, 0, 256, 256));
        assertThat(changed.contains(box)).isTrue();
        PixelRect part = new PixelRect(-20, 10, 200, 240);
        float[] repaint = place.repaint(part);
        for (int y = part.y(); y < part.bottom(); y++) {
            for (int x = part.x(); x < part.right(); x++) {
                float value = repaint[(y - part.y()) * part.width() + x - part.x()];
                assertThat(value).isBetween(0f, 1f);
                if (x >= 82 && x < 118 && y >= 62 && y < 108) {
                    assertThat(value).as("masked %d %d", x, y).isGreaterThan(0.99f);
                } else if (x < changed.x() - 8
                        || x >= changed.right() + 8
                        || y < changed.y() - 8
                        || y >= changed.bottom() + 8) {
                    assertThat(value).as("far %d %d", x, y).isLessThan(0.01f);
                }
            }
        }
        assertThat(repaint[50 * 200 + 5]).as("beyond the picture").isZero();
    }

    /** A thin line across a picture changes the tiles that it runs through, not all of the rectangle around it. */
    @Test
    void partsFarFromWhatIsMaskedDoNotChange() {
        byte[] values = new byte[1024 * 1024];
        for (int i = 60; i < 960; i++) {
            values[i * 1024 + i] = (byte) 255;
        }
        Mask mask = Mask.of(1024, 1024, values);
        PixelRect picture = new PixelRect(0, 0, 1024, 1024);
        Context context = new Context(Frame.of(picture, 256), mask.area().orElseThrow());
        Repainting place = new Repainting(context, Picture.of(1024, 1024, new byte[4 << 20]), mask);
        int changing = 0;
        List<Tile> tiles = Tile.of(picture, 128);
        for (Tile tile : tiles) {
            boolean changes = Repainting.changes(context, picture, mask, tile.kept());
            changing += changes ? 1 : 0;
            if (!changes) {
                assertThat(place.repaint(tile.kept())).as("%s", tile.kept()).containsOnly(0);
            }
        }
        assertThat(changing).isBetween(10, tiles.size() / 2);
    }

    @Test
    void mostOfWhatIsShownBesideTheMaskStaysKnown() {
        Mask mask = Mask.rectangle(40, 40, new PixelRect(10, 10, 20, 20));
        Repainting place = new Repainting(whole(mask, 40), Picture.of(40, 40, new byte[6400]), mask);
        int known = 0;
        for (float value : place.repaint()) {
            known += value == 0 ? 1 : 0;
        }
        assertThat(known).isGreaterThan(place.repaint().length / 4);
    }

    /** What lies beyond the picture is as known as the edge that is carried on there. */
    @Test
    void beyondThePictureItIsMaskedWhereItsEdgeIs() {
        Mask mask = Mask.rectangle(64, 32, new PixelRect(20, 0, 20, 10));
        Context context = new Context(
                new Frame(new PixelRect(0, -16, 64, 64), 64), mask.area().orElseThrow());
        float[] repaint = new Repainting(context, Picture.of(64, 32, new byte[64 * 32 * 4]), mask).repaint();
        assertThat(repaint[30]).isEqualTo(1);
        assertThat(repaint[0]).isZero();
        assertThat(repaint[63 * 64 + 30]).isZero();
    }

    @Test
    void theMaskedPartIsFilledFromItsSurroundings() {
        byte[] rgba = new byte[64 * 64 * 4];
        Arrays.fill(rgba, (byte) 255);
        Mask mask = Mask.rectangle(64, 64, new PixelRect(20, 20, 24, 24));
        for (int y = 20; y < 44; y++) {
            Arrays.fill(rgba, (y * 64 + 20) * 4, (y * 64 + 44) * 4, (byte) 0);
        }
        Repainting place = new Repainting(whole(mask, 64), Picture.of(64, 64, rgba), mask);
        for (int side : new int[] {8, 32, 64}) {
            assertThat(place.filled(side)).hasSize(3 * side * side).containsOnly(1);
            assertThat(place.closed(side)).hasSize(3 * side * side).containsOnly(1);
        }
    }

    /** Where the model sees the picture shrunk, the detail it cannot hold comes back outside the mask. */
    @ParameterizedTest
    @ValueSource(ints = {16, 20, 32, 44, 52, 64, 128, 192})
    void aModelThatChangesNothingChangesNothingThatIsKnown(int side) {
        Random random = new Random(side);
        Picture picture = noise(300, 260, random);
        PixelRect box = new PixelRect(100 + side / 3, 90 + side / 3, side / 4, side / 4);
        Mask mask = Mask.rectangle(300, 260, box);
        Context context = new Context(new Frame(new PixelRect(100, 90, side, side), 64), box);
        Repainting place = new Repainting(context, picture, mask);
        Patch patch = place.patch(place.planes());
        PixelRect soft = new PixelRect(box.x() - 40, box.y() - 40, box.width() + 80, box.height() + 80);
        int compared = 0;
        for (int y = patch.area().y(); y < patch.area().bottom(); y++) {
            for (int x = patch.area().x(); x < patch.area().right(); x++) {
                PixelRect one = new PixelRect(x, y, 1, 1);
                if (side == 64 || !soft.contains(one)) {
                    compared++;
                    assertThat(patch.pixels()
                                    .read(one.translate(
                                            -patch.area().x(), -patch.area().y())))
                            .isEqualTo(picture.read(one));
                }
            }
        }
        assertThat(compared).isGreaterThan(side >= 64 ? 1000 : -1);
    }

    @Test
    void theLargestPictureIsReadByRegionAndNoMoreOfItThanIsShown() {
        Counting source = new Counting(16_384);
        Mask mask = Mask.rectangle(16_384, 16_384, new PixelRect(9_000, 4_000, 700, 500));
        List<Context> contexts = Context.of(mask, 1024, 0.5, Optional.empty());
        assertThat(contexts).hasSize(1);
        Repainting place = new Repainting(contexts.getFirst(), source, mask);
        Patch patch = place.patch(place.planes());
        int side = contexts.getFirst().frame().square().width();
        assertThat(side).isEqualTo(3072);
        assertThat(patch.area()).isEqualTo(new PixelRect(8_736, 3_736, 1_228, 1_028));
        assertThat(source.read).isEqualTo((long) side * side + 1_228L * 1_028);
        assertThat(source.largest).as("pixels at a time").isLessThanOrEqualTo(2 << 20);
    }

    private static Context whole(Mask mask, int size) {
        return new Context(
                Frame.of(new PixelRect(0, 0, mask.width(), mask.height()), size),
                mask.area().orElseThrow());
    }

    private static Picture noise(int width, int height, Random random) {
        byte[] rgba = new byte[width * height * 4];
        random.nextBytes(rgba);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }

    /** A picture that is nowhere held. */
    private static final class Counting implements PictureSource {
        private final int side;
        private long read;
        private long largest;

        Counting(int side) {
            this.side = side;
        }

        @Override
        public int width() {
            return side;
        }

        @Override
        public int height() {
            return side;
        }

        @Override
        public Picture read(PixelRect region) {
            requireInside(region);
            long pixels = (long) region.width() * region.height();
            read += pixels;
            largest = Math.max(largest, pixels);
            byte[] rgba = new byte[(int) (pixels * 4)];
            Arrays.fill(rgba, (byte) 200);
            return Picture.of(region.width(), region.height(), rgba);
        }
    }
}
