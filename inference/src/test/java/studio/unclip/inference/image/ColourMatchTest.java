package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ColourMatchTest {
    private static final int PIXELS = 1000;

    @Test
    void equalPicturesNeedNothing() {
        float[] planes = noise(0.4f, 0);
        assertThat(ColourMatch.between(planes, planes, all())).isEmpty();
    }

    @Test
    void whatIsALittleDarkerIsBroughtBack() {
        float[] before = noise(0.2f, 0);
        float[] after = before.clone();
        for (int i = 0; i < after.length; i++) {
            after[i] -= 0.05f;
        }
        float[] matched =
                ColourMatch.between(before, after, all()).orElseThrow().applied(after, ones());
        assertThat(mean(matched)).isBetween(mean(before) - 0.003, mean(before) + 0.003);
        assertThat(mean(after)).isLessThan(mean(before) - 0.04);
    }

    @Test
    void whatIsMuchDarkerIsMovedByFourAtMost() {
        float[] before = flat(0.3f);
        float[] after = flat(0.1f); // about eight and a half L* darker
        float[] matched =
                ColourMatch.between(before, after, all()).orElseThrow().applied(after, ones());
        assertThat(lightness(matched) - lightness(after)).isBetween(3.9, 4.1);
    }

    @Test
    void aDeviationIsStretchedByATenthAtMostAndNotOnFlatGround() {
        float[] before = noise(0.3f, 0);
        float[] after = noise(0.2f, 0);
        float[] matched =
                ColourMatch.between(before, after, all()).orElseThrow().applied(after, ones());
        assertThat(deviation(matched) / deviation(after)).isBetween(1.05, 1.15);

        float[] flatAfter = noise(0.01f, 0.1f);
        float[] moved =
                ColourMatch.between(flat(0.15f), flatAfter, all()).orElseThrow().applied(flatAfter, ones());
        assertThat(deviation(moved) / deviation(flatAfter)).isBetween(0.95, 1.05);
    }

    @Test
    void anotherThingTellsNothing() {
        assertThat(ColourMatch.between(flat(0.9f), flat(-0.9f), all())).isEmpty();
        // A sixth shows something else: the rest decides.
        float[] before = flat(0.3f);
        float[] after = flat(0.25f);
        for (int i = 0; i < PIXELS / 6; i++) {
            after[i] = after[PIXELS + i] = after[2 * PIXELS + i] = -1;
        }
        float[] matched =
                ColourMatch.between(before, after, all()).orElseThrow().applied(after, ones());
        assertThat(matched[PIXELS - 1]).isBetween(0.295f, 0.305f);
    }

    @Test
    void whatIsNotPaintedStaysAsItIs() {
        float[] after = flat(0.2f);
        float[] matched =
                ColourMatch.between(flat(0.3f), after, all()).orElseThrow().applied(after, new float[PIXELS]);
        assertThat(matched).isEqualTo(after);
    }

    @Test
    void aFewPixelsTellNothing() {
        boolean[] few = new boolean[PIXELS];
        Arrays.fill(few, 0, 63, true);
        assertThat(ColourMatch.between(flat(0.3f), flat(0.2f), few)).isEmpty();
    }

    /** Known values: sRGB red, white and mid grey. */
    @Test
    void labIsCies() {
        double[] lab = new double[3];
        Lab.of(1, -1, -1, lab);
        assertThat(lab[0]).isBetween(53.23, 53.25);
        assertThat(lab[1]).isBetween(80.08, 80.11);
        assertThat(lab[2]).isBetween(67.19, 67.23);
        Lab.of(1, 1, 1, lab);
        assertThat(lab[0]).isBetween(99.99, 100.01);
        assertThat(lab[1]).isBetween(-0.02, 0.02);
        Random random = new Random(1);
        float[] rgb = new float[3];
        for (int i = 0; i < 200; i++) {
            float r = random.nextFloat() * 2 - 1;
            float g = random.nextFloat() * 2 - 1;
            float b = random.nextFloat() * 2 - 1;
            Lab.of(r, g, b, lab);
            Lab.toRgb(lab, rgb, 1, 0);
            assertThat(rgb).containsExactly(new float[] {r, g, b}, org.assertj.core.data.Offset.offset(1e-4f));
        }
    }

    private static boolean[] all() {
        boolean[] all = new boolean[PIXELS];
        Arrays.fill(all, true);
        return all;
    }

    private static float[] ones() {
        float[] ones = new float[PIXELS];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static float[] flat(float value) {
        float[] planes = new float[3 * PIXELS];
        Arrays.fill(planes, value);
        return planes;
    }

    /** Grey, evenly spread. */
    private static float[] noise(float reach, float middle) {
        float[] planes = new float[3 * PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            float value = middle + reach * (2f * i / PIXELS - 1);
            planes[i] = planes[PIXELS + i] = planes[2 * PIXELS + i] = value;
        }
        return planes;
    }

    private static double mean(float[] planes) {
        double sum = 0;
        for (float value : planes) {
            sum += value;
        }
        return sum / planes.length;
    }

    private static double deviation(float[] planes) {
        double mean = mean(planes);
        double sum = 0;
        for (float value : planes) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum / planes.length);
    }

    private static double lightness(float[] planes) {
        double[] lab = new double[3];
        Lab.of(planes[0], planes[PIXELS], planes[2 * PIXELS], lab);
        return lab[0];
    }
}
