package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.ImageRequest.DiffWay;
import studio.unclip.inference.api.ImageRequest.TextDiff;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;

/** What a slider needs again is found once; what would give another way is found anew. */
class DiffMemoryTest {
    private final AtomicInteger found = new AtomicInteger();
    private final DiffMemory memory = new DiffMemory();

    private static TextDiff diff(int grey, String from, double theta, long seed) {
        byte[] rgba = new byte[16];
        Arrays.fill(rgba, (byte) grey);
        return new TextDiff(
                Picture.of(2, 2, rgba), from, "a lion", DiffWay.PRIOR, theta, Optional.empty(), Sampling.of(seed));
    }

    private void ask(TextDiff request) throws PackException {
        memory.of(request, asked -> {
            found.incrementAndGet();
            assertThat(asked.theta()).isZero();
            TextFeatures text = new TextFeatures(new float[1], new float[1], new boolean[1]);
            return new DiffGround(
                    asked.from().isBlank() ? asked.from("a cat") : asked,
                    WholeView.of(asked.picture(), 4),
                    new float[1],
                    new float[1],
                    text,
                    text,
                    new HashMap<>());
        });
    }

    @Test
    void anotherThetaOrMaskOfTheSameIsFoundOnce() throws Exception {
        ask(diff(7, "a cat", 0.2, 1));
        ask(diff(7, "a cat", 0.9, 1));
        TextDiff masked = diff(7, "a cat", 0.9, 1);
        ask(new TextDiff(
                masked.picture(),
                masked.from(),
                masked.to(),
                masked.way(),
                1,
                Optional.of(Mask.of(2, 2, new byte[] {1, 0, 0, 0})),
                masked.sampling()));
        assertThat(found).hasValue(1);
    }

    @Test
    void whatTheCaptionerSaidMayBeSaidToIt() throws Exception {
        ask(diff(7, "", 0.2, 1));
        ask(diff(7, "a cat", 0.2, 1));
        assertThat(found).hasValue(1);
    }

    @Test
    void anotherPictureCaptionOrSeedIsFoundAnew() throws Exception {
        ask(diff(7, "a cat", 0.2, 1));
        ask(diff(8, "a cat", 0.2, 1));
        ask(diff(8, "a dog", 0.2, 1));
        ask(diff(8, "a dog", 0.2, 2));
        memory.forget();
        ask(diff(8, "a dog", 0.2, 2));
        assertThat(found).hasValue(5);
    }
}
