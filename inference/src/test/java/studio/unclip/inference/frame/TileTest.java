package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

class TileTest {
    private static final int SIZE = 64;

    /** An upsampler that gives back what it sees, each pixel four times: tiles must put the picture together again. */
    @ParameterizedTest
    @CsvSource({"64, 64", "1, 1", "30, 100", "65, 64", "211, 157", "500, 20"})
    void withAnUpsamplerThatRepeatsPixelsThePictureIsRepeatedPixels(int width, int height) {
        Picture picture = noise(width, height);
        Picture large = together(picture, SIZE, 2, 0);
        byte[] rgba = large.toRgba();
        byte[] old = picture.toRgba();
        for (int y = 0; y < 2 * height; y++) {
            for (int x = 0; x < 2 * width; x++) {
                int at = (y * 2 * width + x) * 4;
                int from = (y / 2 * width + x / 2) * 4;
                assertThat(Arrays.copyOfRange(rgba, at, at + 4)).isEqualTo(Arrays.copyOfRange(old, from, from + 4));
            }
        }
    }

    /** One that makes every tile brighter or darker by a few levels: nothing jumps where two meet. */
    @Test
    void tilesThatDifferGoOverIntoEachOtherWithoutAStep() {
        byte[] grey = new byte[500 * 300 * 4];
        Arrays.fill(grey, (byte) 128);
        for (int i = 3; i < grey.length; i += 4) {
            grey[i] = (byte) 255;
        }
        Picture large = together(Picture.of(500, 300, grey), 256, 4, 5);
        for (int y = 1; y < large.height(); y++) {
            for (int x = 1; x < large.width(); x++) {
                int here = at(large, x, y);
                assertThat(Math.abs(here - at(large, x - 1, y))).isLessThanOrEqualTo(1);
                assertThat(Math.abs(here - at(large, x, y - 1))).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void tilesKeepAllOfThePictureAndNothingBeyond() {
        PixelRect picture = new PixelRect(0, 0, 300, 90);
        List<Tile> tiles = Tile.of(picture, SIZE);
        PixelRect all = tiles.stream().map(Tile::kept).reduce(PixelRect::union).orElseThrow();
        assertThat(all).isEqualTo(picture);
        assertThat(tiles)
                .allSatisfy(tile ->
                        assertThat(tile.frame().square().contains(tile.kept())).isTrue());
    }

    /** @param uneven how many levels neighbouring tiles are lighter or darker */
    private static Picture together(Picture picture, int size, int factor, int uneven) {
        Mosaic mosaic = new Mosaic(picture.width() * factor, picture.height() * factor);
        int number = 0;
        for (Tile tile : Tile.of(picture.bounds(), size)) {
            Picture seen = tile.frame().back(tile.frame().read(picture), tile.kept());
            int off = number++ % 2 == 0 ? uneven : -uneven;
            byte[] large = new byte[seen.width() * seen.height() * factor * factor * 4];
            for (int i = 0; i < large.length; i++) {
                int y = i / 4 / (seen.width() * factor) / factor;
                int x = i / 4 % (seen.width() * factor) / factor;
                int value = seen.rgba().get((y * seen.width() + x) * 4 + i % 4) & 0xff;
                large[i] = (byte) (i % 4 == 3 ? value : value + off);
            }
            mosaic.lay(
                    tile.kept().x() * factor,
                    tile.kept().y() * factor,
                    Picture.of(seen.width() * factor, seen.height() * factor, large),
                    (x, y) -> tile.share((x + 0.5) / factor, (y + 0.5) / factor));
        }
        return mosaic.read(mosaic.bounds());
    }

    private static int at(Picture picture, int x, int y) {
        return picture.rgba().get((y * picture.width() + x) * 4) & 0xff;
    }

    private static Picture noise(int width, int height) {
        byte[] rgba = new byte[width * height * 4];
        new Random(4).nextBytes(rgba);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
