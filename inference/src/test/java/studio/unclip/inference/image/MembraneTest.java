package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembraneTest {

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 96, 512})
    void aFlatPartOfAnotherShadeTakesTheGroundsShade(int side) {
        float[] before = flat(side, 0.3f);
        float[] mended = Membrane.mended(before, laid(before, flat(side, 0.2f), side), part(side), side);
        for (float value : mended) {
            assertThat(value).isBetween(0.295f, 0.305f);
        }
    }

    /** The ground is dark on the left and light on the right; the part is of one shade between. */
    @Test
    void theStepOfEachSideIsCarriedInFromThere() {
        int side = 128;
        float[] before = new float[3 * side * side];
        for (int i = 0; i < before.length; i++) {
            before[i] = -0.1f + 0.2f * (i % side) / (side - 1);
        }
        float[] mended = Membrane.mended(before, laid(before, flat(side, 0), side), part(side), side);
        int row = side / 2 * side;
        assertThat(mended[row + side / 4 + 1]).isLessThan(-0.03f);
        assertThat(mended[row + 3 * side / 4 - 2]).isGreaterThan(0.03f);
        assertThat(mended[row + side / 2]).isBetween(-0.02f, 0.02f);
    }

    /** A thing that the border cuts gives nothing of its colour, and none is given to it. */
    @Test
    void anotherThingStaysAsItIs() {
        int side = 64;
        float[] before = flat(side, 0.6f);
        float[] painted = laid(before, flat(side, -0.6f), side);
        assertThat(Membrane.mended(before, painted, part(side), side)).isSameAs(painted);
    }

    @Test
    void whatIsAsItWasNeedsNothing() {
        int side = 64;
        Random random = new Random(5);
        float[] noise = new float[3 * side * side];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat() * 2 - 1;
        }
        assertThat(Membrane.mended(noise, noise, part(side), side)).isSameAs(noise);
    }

    @Test
    void whatLiesOutsideIsLeftAlone() {
        int side = 64;
        float[] before = flat(side, 0.3f);
        float[] painted = flat(side, 0.15f);
        float[] mended = Membrane.mended(before, painted, part(side), side);
        for (int i = 0; i < mended.length; i++) {
            if (part(side)[i % (side * side)] < 1) {
                assertThat(mended[i]).isEqualTo(0.15f);
            }
        }
        assertThat(mended).isNotEqualTo(painted);
    }

    /** The middle half of the side, with a soft edge beside it. */
    private static float[] part(int side) {
        float[] part = new float[side * side];
        for (int y = side / 4; y < 3 * side / 4; y++) {
            Arrays.fill(part, y * side + side / 4, y * side + 3 * side / 4, 1);
            part[y * side + side / 4 - 1] = 0.5f;
        }
        return part;
    }

    private static float[] laid(float[] outside, float[] inside, int side) {
        float[] laid = outside.clone();
        float[] part = part(side);
        for (int i = 0; i < laid.length; i++) {
            if (part[i % part.length] >= 1) {
                laid[i] = inside[i];
            }
        }
        return laid;
    }

    private static float[] flat(int side, float value) {
        float[] planes = new float[3 * side * side];
        Arrays.fill(planes, value);
        return planes;
    }
}
