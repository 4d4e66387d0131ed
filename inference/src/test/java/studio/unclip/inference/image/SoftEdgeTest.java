package studio.unclip.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoftEdgeTest {

    @Test
    void theMaskIsOneAndTheEdgeFallsInAStraightLine() {
        float[] values = new float[11 * 11];
        values[5 * 11 + 5] = 0.1f;
        SoftEdge.outward(values, 11, 11, 3);
        assertThat(java.util.Arrays.copyOfRange(values, 5 * 11, 6 * 11))
                .containsExactly(0, 0, 0.25f, 0.5f, 0.75f, 1, 0.75f, 0.5f, 0.25f, 0, 0);
        assertThat(values[4 * 11 + 4]).isBetween(0.646f, 0.647f);
    }

    @Test
    void withoutReachThereIsNoEdge() {
        float[] values = {0, 0.5f, 0, 1};
        SoftEdge.outward(values, 4, 1, 0);
        assertThat(values).containsExactly(0, 1, 0, 1);
    }
}
