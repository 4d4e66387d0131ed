package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PyramidFillTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 61, 64})
    void whatIsKnownStaysAndTheRestLiesBetween(int side) {
        Random random = new Random(side);
        float[] planes = new float[3 * side * side];
        float[] known = new float[side * side];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = random.nextFloat() * 2 - 1;
            known[i % known.length] = random.nextInt(3) == 0 ? 1 : 0;
        }
        known[0] = 1;
        float[] filled = PyramidFill.fill(planes, known, side, 0);
        for (int c = 0; c < 3; c++) {
            float least = 1;
            float most = -1;
            for (int i = 0; i < known.length; i++) {
                if (known[i] == 1) {
                    least = Math.min(least, planes[c * known.length + i]);
                    most = Math.max(most, planes[c * known.length + i]);
                }
            }
            for (int i = 0; i < known.length; i++) {
                float value = filled[c * known.length + i];
                if (known[i] == 1) {
                    assertThat(value).isEqualTo(planes[c * known.length + i]);
                }
                assertThat(value).isBetween(least - 1e-5f, most + 1e-5f);
            }
        }
    }

    /** A hole in a ramp is filled by the ramp: no step, no grey. */
    @Test
    void aRampGoesOn() {
        int side = 64;
        float[] planes = new float[3 * side * side];
        float[] known = new float[side * side];
        Arrays.fill(known, 1);
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i % side / 32f - 1;
        }
        for (int y = 20; y < 44; y++) {
            Arrays.fill(known, y * side + 20, y * side + 44, 0);
        }
        float[] filled = PyramidFill.fill(planes, known, side, 0);
        for (int x = 20; x < 44; x++) {
            assertThat(filled[32 * side + x] - planes[32 * side + x]).isBetween(-0.15f, 0.15f);
        }
    }

    @Test
    void whereNothingIsKnownItIsTheOtherwise() {
        float[] filled = PyramidFill.fill(new float[3 * 25], new float[25], 5, 0.25f);
        for (float value : filled) {
            assertThat(value).isBetween(0.2499f, 0.2501f);
        }
    }
}
