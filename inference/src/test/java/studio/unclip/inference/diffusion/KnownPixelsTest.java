package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Known pixels that replace the sample. */
class KnownPixelsTest {
    private static final float[] PLANES = {0.5f, -0.25f, 1, 0.75f};
    private static final KnownPixels KNOWN = new KnownPixels(PLANES, new float[] {0, 0.5f, 1, 0}, false);

    private static Sampler sampler() {
        return Samplers.create(
                "ddim",
                new NoiseSchedule(ScheduleConfig.of(
                        Map.of("_class_name", "DDIMScheduler", "beta_start", 0.00085, "beta_end", 0.012))),
                10,
                0,
                PLANES.length);
    }

    @Test
    void what_is_known_follows_the_forward_process_with_the_loops_first_noise() {
        Sampler sampler = sampler();
        Constraint kept = KNOWN.replacing(sampler);
        float[] noise = {1, -2, 3, 0.5f};
        kept.onStart(new Start.Noise(), noise.clone());
        for (int level = 1; level < 10; level++) {
            float[] sample = {9, 9, 9, 9};
            kept.onSample(level, sample);
            for (int i : new int[] {0, 3}) {
                assertThat(sample[i])
                        .as("place %s at level %s", i, level)
                        .isCloseTo(
                                (float) (Math.sqrt(sampler.signal(level)) * PLANES[i]
                                        + Math.sqrt(1 - sampler.signal(level)) * noise[i]),
                                within(1e-5f));
            }
            assertThat(sample[2]).as("what is to be painted").isEqualTo(9);
            assertThat(sample[1] == 9).as("a soft edge at level %s", level).isEqualTo(level > 5);
        }
    }

    @Test
    void in_the_end_it_is_exactly_what_it_was() {
        Constraint kept = KNOWN.replacing(sampler());
        kept.onStart(new Start.Noise(), new float[] {1, -2, 3, 0.5f});
        float[] sample = {9, 9, 9, 9};
        kept.onSample(10, sample);
        assertThat(sample).containsExactly(PLANES[0], 9, 9, PLANES[3]);
    }

    @Test
    void a_loop_that_begins_in_a_picture_goes_on_with_the_noise_that_is_on_it() {
        Sampler sampler = sampler();
        Constraint kept = KNOWN.replacing(sampler);
        float[] noise = {1, -2, 3, 0.5f};
        float[] begun = new float[4];
        for (int i = 0; i < 4; i++) {
            begun[i] = (float) (Math.sqrt(sampler.signal(4)) * PLANES[i] + Math.sqrt(1 - sampler.signal(4)) * noise[i]);
        }
        kept.onStart(new Start.At(4, begun), begun);
        float[] sample = {9, 9, 9, 9};
        kept.onSample(5, sample);
        assertThat(sample[3])
                .isCloseTo(
                        (float) (Math.sqrt(sampler.signal(5)) * PLANES[3]
                                + Math.sqrt(1 - sampler.signal(5)) * noise[3]),
                        within(1e-5f));
    }
}
