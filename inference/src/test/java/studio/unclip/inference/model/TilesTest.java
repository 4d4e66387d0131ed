package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cutting and laying of tiles, with networks that are a few lines. */
class TilesTest {
    /** One of 255 in [-1, 1]. */
    private static final float LEVEL = 2 / 255f;

    private static final int SCALE = 8;

    /** What looks at its neighbours alone is the same in tiles, inside the whole as at its edges. */
    @ParameterizedTest
    @CsvSource({"64, 64, 16", "64, 64, 48", "65, 40, 16", "128, 20, 32", "17, 90, 16"})
    void what_sees_no_further_than_the_rim_is_the_same_in_tiles(int width, int height, int side) {
        Sample whole = new Sample(2, height, width);
        float[] values = noise(whole.elements());
        float[] inOne = blurred(values, whole);
        Tiles tiles = new Tiles(whole, whole, side);
        List<float[]> parts = new ArrayList<>();
        float[] inTiles = tiles.map(values, part -> {
            parts.add(part);
            return blurred(part, tiles.from());
        });
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(inTiles).usingComparatorWithPrecision(1e-6f).containsExactly(inOne);
    }

    /**
     * An autoencoder's normalisation and attention look at all of a tile, so that each comes out in a shade of its own. Here
     * all of a tile's mean is lost, where it is most: of a gradient from black to white.
     */
    @ParameterizedTest
    @CsvSource({"128, 64", "128, 32", "64, 32", "96, 64"})
    void a_flat_gradient_has_no_step_over_one_level_even_where_every_tile_loses_its_mean(int places, int side) {
        Sample latent = new Sample(1, places, places);
        Sample picture = new Sample(1, places * SCALE, places * SCALE);
        float[] values = new float[latent.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2f * (i % places) / (places - 1) - 1;
        }
        Tiles tiles = new Tiles(latent, picture, side);
        float[] made = tiles.map(values, part -> withoutMean(enlarged(part, tiles.from(), tiles.to())));
        float own = 2f / (places * SCALE - 1);
        float most = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 1; x < picture.width(); x++) {
                int i = y * picture.width() + x;
                most = Math.max(most, Math.abs(made[i] - made[i - 1]));
                if (y > 0) {
                    most = Math.max(most, Math.abs(made[i] - made[i - picture.width()]));
                }
            }
        }
        assertThat(most).isLessThanOrEqualTo(LEVEL + own);
    }

    @Test
    void one_tile_is_the_work_itself() {
        Sample latent = new Sample(4, 24, 20);
        Tiles tiles = new Tiles(latent, new Sample(3, 48, 40), 24);
        float[] values = noise(latent.elements());
        float[] given = noise(tiles.to().elements());
        assertThat(tiles.from()).isEqualTo(latent);
        assertThat(tiles.map(values, part -> {
                    assertThat(part).isSameAs(values);
                    return given;
                }))
                .isSameAs(given);
    }

    /** An encoder's way: what goes in is the larger. */
    @Test
    void what_comes_out_may_be_smaller() {
        Sample picture = new Sample(1, 40 * SCALE, 56 * SCALE);
        Sample latent = new Sample(1, 40, 56);
        Tiles tiles = new Tiles(picture, latent, 16);
        assertThat(tiles.from()).isEqualTo(new Sample(1, 16 * SCALE, 16 * SCALE));
        assertThat(tiles.to()).isEqualTo(new Sample(1, 16, 16));
        float[] small = noise(latent.elements());
        float[] large = new float[picture.elements()];
        for (int i = 0; i < large.length; i++) {
            large[i] = small[i / picture.width() / SCALE * latent.width() + i % picture.width() / SCALE];
        }
        float[] found = tiles.map(large, part -> {
            float[] first = new float[tiles.to().elements()];
            for (int i = 0; i < first.length; i++) {
                first[i] = part[i / 16 * SCALE * tiles.from().width() + i % 16 * SCALE];
            }
            return first;
        });
        assertThat(found).usingComparatorWithPrecision(1e-6f).containsExactly(small);
    }

    private static float[] noise(int length) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(7);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** The mean of three by three, 0 beyond the edge. */
    private static float[] blurred(float[] values, Sample shape) {
        float[] blurred = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int y = i % shape.places() / shape.width();
            int x = i % shape.width();
            for (int dy = Math.max(-y, -1); dy <= Math.min(shape.height() - 1 - y, 1); dy++) {
                for (int dx = Math.max(-x, -1); dx <= Math.min(shape.width() - 1 - x, 1); dx++) {
                    blurred[i] += values[i + dy * shape.width() + dx] / 9;
                }
            }
        }
        return blurred;
    }

    /** Straight lines between the values, each of which stands in the middle of its square. */
    private static float[] enlarged(float[] values, Sample from, Sample to) {
        int scale = to.width() / from.width();
        float[] large = new float[to.elements()];
        for (int i = 0; i < large.length; i++) {
            int y = i / to.width() / scale;
            double x = Math.clamp((i % to.width() + 0.5) / scale - 0.5, 0, from.width() - 1);
            int left = Math.min((int) x, from.width() - 2);
            float share = (float) (x - left);
            large[i] = values[y * from.width() + left] * (1 - share) + values[y * from.width() + left + 1] * share;
        }
        return large;
    }

    private static float[] withoutMean(float[] values) {
        double mean = 0;
        for (float value : values) {
            mean += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= (float) (mean / values.length);
        }
        return values;
    }
}
