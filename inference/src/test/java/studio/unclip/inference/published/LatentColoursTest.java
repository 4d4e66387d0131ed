package studio.unclip.inference.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The map from latents to colours, on encoders that are a few lines. */
class LatentColoursTest {
    private static final int SIDE = 32;
    private static final int SCALE = 4;

    /** Latents: twice red plus a half, green less blue, blue; and one that is always the same. */
    private static float[] mixed(float[] picture) {
        int places = SIDE * SIDE;
        float[] latents = new float[4 * places];
        for (int i = 0; i < places; i++) {
            float[] mean = new float[3];
            for (int colour = 0; colour < 3; colour++) {
                for (int pixel = 0; pixel < SCALE * SCALE; pixel++) {
                    int y = i / SIDE * SCALE + pixel / SCALE;
                    int x = i % SIDE * SCALE + pixel % SCALE;
                    mean[colour] += picture[(colour * SIDE * SCALE + y) * SIDE * SCALE + x] / (SCALE * SCALE);
                }
            }
            latents[i] = 2 * mean[0] + 0.5f;
            latents[places + i] = mean[1] - mean[2];
            latents[2 * places + i] = mean[2];
            latents[3 * places + i] = 7;
        }
        return latents;
    }

    @Test
    void a_linear_encoder_is_turned_round() {
        List<List<Double>> rows = new LatentColours(4, SCALE).of(LatentColoursTest::mixed);
        List<List<Double>> expected = List.of(List.of(0.5, 0.0, 0.0), List.of(0.0, 1.0, 1.0), List.of(0.0, 0.0, 1.0));
        List<Double> constants = List.of(-0.25, 0.0, 0.0);
        for (int colour = 0; colour < 3; colour++) {
            List<Double> row = rows.get(colour);
            assertThat(row).hasSize(5);
            for (int channel = 0; channel < 3; channel++) {
                assertThat(row.get(channel)).isCloseTo(expected.get(colour).get(channel), Offset.offset(1e-3));
            }
            assertThat(row.get(3) * 7 + row.get(4))
                    .as("what is always the same is a constant too, however it is shared out")
                    .isCloseTo(constants.get(colour), Offset.offset(1e-3));
        }
    }

    @Test
    void the_same_encoder_gives_the_same_map() {
        assertThat(new LatentColours(4, SCALE).of(LatentColoursTest::mixed))
                .isEqualTo(new LatentColours(4, SCALE).of(LatentColoursTest::mixed));
    }
}
