package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final List<ProgressMeter.Part> PARTS = List.of(
            new ProgressMeter.Part("prior", 10),
            new ProgressMeter.Part("decoder", 30),
            new ProgressMeter.Part("upsampler", 2));

    @Test
    void progressWeighsStepsByWhatTheyCost() {
        StepCosts costs = new StepCosts();
        costs.learn("prior", 10_000_000);
        costs.learn("decoder", 20_000_000);
        costs.learn("upsampler", 150_000_000);
        ProgressMeter meter = new ProgressMeter(PARTS, 2, costs);
        // one candidate: 100 + 600 + 300 ms
        assertThat(meter.at(0, "prior", 0).fraction()).isZero();
        assertThat(meter.at(0, "decoder", 15).fraction()).isCloseTo(0.2, within(1e-9));
        assertThat(meter.at(1, "upsampler", 1).fraction()).isCloseTo((1000 + 700 + 150) / 2000.0, within(1e-9));
        assertThat(meter.at(1, "upsampler", 1).timeLeft().toMillis()).isEqualTo(150);
        assertThat(meter.at(1, "upsampler", 2).fraction()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aLargerStageIsAssumedToTakeLongerUntilItHasRun() {
        StepCosts costs = new StepCosts();
        costs.assume("prior", 0);
        costs.assume("decoder", 64);
        costs.assume("upsampler", 1024);
        assertThat(costs.expected("prior")).isLessThan(costs.expected("decoder"));
        assertThat(costs.expected("upsampler")).isEqualTo(16 * costs.expected("decoder"));
        costs.learn("upsampler", 5_000_000);
        costs.assume("upsampler", 1024);
        assertThat(costs.expected("upsampler")).isEqualTo(5_000_000);
    }

    @Test
    void progressNeverGoesBackWhileStepsGoOn() {
        ProgressMeter meter = new ProgressMeter(PARTS, 3, new StepCosts());
        double last = -1;
        for (int candidate = 0; candidate < 3; candidate++) {
            for (ProgressMeter.Part part : PARTS) {
                for (int step = 1; step <= part.steps(); step++) {
                    double now = meter.at(candidate, part.stage(), step).fraction();
                    assertThat(now).isGreaterThan(last);
                    last = now;
                }
            }
        }
        assertThat(last).isCloseTo(1, within(1e-9));
    }
}
