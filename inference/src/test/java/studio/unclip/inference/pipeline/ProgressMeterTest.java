package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(meter.fraction()).isZero();
        assertThat(meter.timeLeft().toMillis()).isEqualTo(2000);
        steps(meter, 0, "prior", 10);
        steps(meter, 0, "decoder", 15);
        assertThat(meter.fraction()).isCloseTo(0.2, within(1e-9));
        assertThat(meter.fraction(0)).isCloseTo(0.4, within(1e-9));
        assertThat(meter.fraction(1)).isZero();
        assertThat(meter.done(0, "decoder")).isEqualTo(15);
        steps(meter, 0, "decoder", 15);
        steps(meter, 0, "upsampler", 2);
        assertThat(meter.fraction(0)).isEqualTo(1);
        steps(meter, 1, "prior", 10);
        steps(meter, 1, "decoder", 30);
        steps(meter, 1, "upsampler", 1);
        assertThat(meter.timeLeft().toMillis()).isEqualTo(150);
        steps(meter, 1, "upsampler", 1);
        assertThat(meter.fraction()).isEqualTo(1);
    }

    @Test
    void aCandidateThatIsGivenUpTakesItsShareWithIt() {
        ProgressMeter meter = new ProgressMeter(PARTS, 4, new StepCosts());
        meter.givenUp(1);
        assertThat(meter.fraction()).isCloseTo(0.25, within(1e-9));
        assertThat(meter.fraction(1)).isEqualTo(1);
        for (int candidate : new int[] {0, 2, 3}) {
            PARTS.forEach(part -> steps(meter, candidate, part.stage(), part.steps()));
        }
        assertThat(meter.fraction()).isEqualTo(1);
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

    /** A fresh engine has never run the stages: what they cost shows only while they run, and changes with the load. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void progressNeverFallsWhateverStepsTurnOutToCostAndInWhateverOrderTheyCome(long seed) {
        Random random = new Random(seed);
        StepCosts costs = new StepCosts();
        ProgressMeter meter = new ProgressMeter(PARTS, 3, costs);
        List<int[]> all = new ArrayList<>();
        for (int candidate = 0; candidate < 3; candidate++) {
            for (int part = 0; part < PARTS.size(); part++) {
                all.addAll(Collections.nCopies(PARTS.get(part).steps(), new int[] {candidate, part}));
            }
        }
        if (seed % 2 == 0) {
            Collections.shuffle(all, random);
        }
        double last = 0;
        double[] lastOf = new double[3];
        for (int[] step : all) {
            String stage = PARTS.get(step[1]).stage();
            costs.learn(stage, 1_000_000L << random.nextInt(12));
            meter.stepDone(step[0], stage);
            assertThat(meter.fraction()).isBetween(last, 1.0);
            assertThat(meter.fraction(step[0])).isBetween(lastOf[step[0]], 1.0);
            last = meter.fraction();
            lastOf[step[0]] = meter.fraction(step[0]);
        }
        assertThat(last).isEqualTo(1);
        assertThat(lastOf).containsOnly(1);
        assertThat(meter.timeLeft()).isZero();
    }

    private static void steps(ProgressMeter meter, int candidate, String stage, int count) {
        for (int step = 0; step < count; step++) {
            meter.stepDone(candidate, stage);
        }
    }
}
