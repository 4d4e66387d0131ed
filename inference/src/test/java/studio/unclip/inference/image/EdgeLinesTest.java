package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EdgeLinesTest {
    private static final int CELLS = 256;

    /** Cells' means of a line at this place that turns over so many cells, from bright to dark. */
    private static float[] line(double at, double over, float bright, float dark) {
        float[] profile = new float[3 * CELLS];
        for (int i = 0; i < profile.length; i++) {
            double sum = 0;
            for (int part = 0; part < 16; part++) {
                double place = i % CELLS + (part + 0.5) / 16;
                sum += Math.clamp((place - at) / over + 0.5, 0, 1) / 16;
            }
            profile[i] = (float) (bright + sum * (dark - bright));
        }
        return profile;
    }

    private static EdgeLines of(float[] old, float[] fresh, float[] shift) {
        return EdgeLines.of(old, fresh, fresh, shift);
    }

    private static float[] none() {
        return new float[CELLS];
    }

    @Test
    void aCrispLineIsFoundToHalfAPixelOfAFullPicture() {
        for (double off = -1.5; off <= 1.5; off += 0.3) {
            float[] shift = of(line(100.2, 0.2, 0.7f, -0.4f), line(100.2 + off, 0.2, 0.7f, -0.4f), none())
                    .shift();
            assertThat(shift[100]).as("off by %.1f", off).isCloseTo((float) off, within(0.15f));
            assertThat(shift[60]).as("far from it").isZero();
        }
    }

    /** Whole cells compared with whole cells would find half a cell here: colours mixed between two look soft. */
    @Test
    void aSoftLineBesideACrispOneIsNoShift() {
        EdgeLines lines = of(line(100, 5, 0.7f, -0.4f), line(100, 0.2, 0.7f, -0.4f), none());
        assertThat(lines.shift()[100]).isCloseTo(0, within(0.1f));
    }

    @Test
    void aCrispLineIsMadeAsSoftAsThePicturesAndASoftOneAsCrisp() {
        float[] soft = line(100, 6, 0.7f, -0.4f);
        float[] crisp = line(100, 1, 0.7f, -0.4f);
        assertThat(distance(soft, taken(soft, crisp))).isLessThan(0.65 * distance(soft, crisp));
        assertThat(distance(crisp, taken(crisp, soft))).isLessThan(0.65 * distance(crisp, soft));
    }

    /** Above the line the sky grows paler over some cells, on one side of the edge only. */
    @Test
    void hazeAlongALineMovesItNot() {
        float[] hazy = line(100.4, 0.4, 0.7f, -0.4f);
        for (int i = 0; i < hazy.length; i++) {
            int above = 100 - i % CELLS;
            hazy[i] -= above >= 0 && above < 8 ? 0.12f * (8 - above) / 8 : 0;
        }
        EdgeLines lines = of(line(100.4, 0.4, 0.7f, -0.4f), hazy, none());
        assertThat(lines.shift()[100]).isCloseTo(0, within(0.15f));
    }

    /** Below the line it has not turned to its end yet, on one side of the edge: that makes it softer, and moves it not. */
    @Test
    void softnessMovesNoLine() {
        for (double at = 100.2; at < 101; at += 0.1) {
            float[] soft = line(at, 0.3, 0.7f, -0.4f);
            for (int i = 0; i < soft.length; i++) {
                int below = i % CELLS - (int) at;
                soft[i] += below >= 1 && below < 4 ? 0.2f / below : 0;
            }
            EdgeLines lines = of(line(at, 0.3, 0.7f, -0.4f), soft, none());
            float middle = (float) at - 0.5f;
            int above = (int) middle;
            float[] softness = lines.softness();
            float moved = softness[above] + (middle - above) * (softness[above + 1] - softness[above]);
            assertThat(moved).as("at %.1f", at).isCloseTo(0, within(0.05f));
        }
    }

    @Test
    void nothingIsFoldedOver() {
        float[] softness = of(line(100, 8, 0.7f, -0.4f), line(100, 0.2, 0.7f, -0.4f), none())
                .softness();
        for (int cell = 1; cell < CELLS; cell++) {
            assertThat(softness[cell] - softness[cell - 1]).as("cell %d", cell).isGreaterThan(-1);
        }
    }

    /** A gradient that is a little darker on the other side is no line that lies lower. */
    @Test
    void aGradientHasNoLine() {
        EdgeLines lines = of(line(100, 60, 0.7f, -0.4f), line(102, 60, 0.7f, -0.4f), none());
        assertThat(lines.shift()).containsOnly(0);
        assertThat(lines.softness()).containsOnly(0);
    }

    @Test
    void whatHasOtherColoursIsAnotherLine() {
        EdgeLines lines = of(line(100, 0.2, 0.7f, -0.4f), line(102, 0.2, 0.7f, 0.2f), none());
        assertThat(lines.shift()).containsOnly(0);
    }

    @Test
    void whereNothingIsKnownNothingIsFound() {
        float[] old = line(100, 0.2, 0.7f, -0.4f);
        float[] fresh = line(101, 0.2, 0.7f, -0.4f);
        for (int c = 0; c < 3; c++) {
            fresh[c * CELLS + 101] = Float.NaN;
        }
        assertThat(of(old, fresh, none()).shift()).containsOnly(0);
    }

    /** Grounds with a ripple: a tenth of the way is made twice. */
    @Test
    void whatRipplesBesideALineLeavesTheShiftKnown() {
        float[] old = line(100, 1, 0.7f, -0.4f);
        float[] fresh = line(101, 1, 0.7f, -0.4f);
        for (int c = 0; c < 3; c++) {
            fresh[c * CELLS + 96] -= 0.15f;
        }
        EdgeLines lines = of(old, fresh, none());
        assertThat(lines.shift()[100]).isCloseTo(1, within(0.15f));
        for (float softness : lines.softness()) {
            assertThat(softness).isFinite();
        }
    }

    private static float[] taken(float[] old, float[] fresh) {
        EdgeLines lines = of(old, fresh, none());
        float[] taken = fresh.clone();
        for (int cell = 0; cell < CELLS; cell++) {
            float at = Math.clamp(cell + lines.shift()[cell] + lines.softness()[cell], 0, CELLS - 1);
            int below = (int) at;
            int above = Math.min(CELLS - 1, below + 1);
            for (int c = 0; c < 3; c++) {
                int plane = c * CELLS;
                taken[plane + cell] = (1 - at + below) * fresh[plane + below] + (at - below) * fresh[plane + above];
            }
        }
        return taken;
    }

    private static double distance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum;
    }
}
