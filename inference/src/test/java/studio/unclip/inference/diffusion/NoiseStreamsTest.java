package studio.unclip.inference.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseStreamsTest {

    /**
     * Computed apart, in Python, from the words of docs/decisions/0002 and the class's documentation. Fixed for ever: a
     * change here changes every picture ever made.
     */
    @ParameterizedTest
    @CsvSource({"7,decoder,0,3049751229", "4294967295,prior,1,2721743999", "0,upsampler-256,0,91120030"})
    void theSeedOfAStreamIsTheDocumentedHash(long seed, String stage, int window, long expected) {
        assertThat(NoiseStreams.seedOf(seed, stage, window)).isEqualTo(expected);
    }

    @Test
    void everyStageWindowAndSeedHasAStreamOfItsOwn() {
        Set<Long> seeds = new HashSet<>();
        int count = 0;
        for (String stage : new String[] {"prior", "decoder", "upsampler-256", "upsampler-1024"}) {
            for (int seed = 0; seed < 50; seed++) {
                for (int window = 0; window < 10; window++) {
                    seeds.add(NoiseStreams.seedOf(seed, stage, window));
                    count++;
                }
            }
        }
        assertThat(seeds).hasSize(count).allMatch(seed -> seed >= 0 && seed <= 0xFFFF_FFFFL);
    }

    @Test
    void aStreamDoesNotDependOnWhatWasDrawnFromOthers() {
        NoiseStreams untouched = NoiseStreams.perStage(9);
        NoiseStreams used = NoiseStreams.perStage(9);
        used.stream("prior", 0).normal(new float[1000]);
        used.stream("decoder", 1).normal(new float[17]);
        assertThat(numbers(used.stream("decoder", 0))).containsExactly(numbers(untouched.stream("decoder", 0)));
    }

    @Test
    void oneStreamGoesOnWhereItWas() {
        NoiseStreams one = NoiseStreams.oneStream(9);
        float[] first = numbers(one.stream("prior", 0));
        float[] second = numbers(one.stream("decoder", 0));
        TorchRandom torch = new TorchRandom(9);
        assertThat(first).containsExactly(numbers(torch));
        assertThat(second).containsExactly(numbers(torch));
    }

    private static float[] numbers(TorchRandom stream) {
        float[] numbers = new float[64];
        stream.normal(numbers);
        return numbers;
    }
}
