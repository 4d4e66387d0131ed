package studio.unclip.inference.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t"})
    void anEmptyPromptIsRefused(String prompt) {
        assertThatThrownBy(() -> ImageRequest.Generate.of(prompt, 1, 1))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.field()).isEqualTo("prompt"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0x1_0000_0000L, Long.MIN_VALUE})
    void aSeedOutside32BitsIsRefused(long seed) {
        assertThatThrownBy(() -> ImageRequest.Generate.of("an owl", seed, 1))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        e -> assertThat(e.field()).isEqualTo("seed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, ImageRequest.MAX_CANDIDATES + 1})
    void tooFewOrTooManyCandidatesAreRefused(int candidates) {
        assertThatThrownBy(() -> ImageRequest.Generate.of("an owl", 0, candidates))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void candidateSeedsFollowEachOtherAndWrap() {
        assertThat(Seeds.ofCandidate(7, 0)).isEqualTo(7);
        assertThat(Seeds.ofCandidate(7, 3)).isEqualTo(10);
        assertThat(Seeds.ofCandidate(Seeds.MAX, 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 50.1, Double.NaN, Double.POSITIVE_INFINITY})
    void guidanceOutsideItsRangeIsRefusedAndTheRangeNamed(double guidance) {
        assertThatThrownBy(() -> StageSettings.DEFAULTS.withGuidance(guidance))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Guidance must be 0 to 50");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -5, 1001})
    void stepsOutsideTheirRangeAreRefused(int steps) {
        assertThatThrownBy(() -> StageSettings.DEFAULTS.withSteps(steps))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("1 to 1000");
    }

    @Test
    void aPictureKeepsItsOwnBytes() {
        byte[] bytes = {1, 2, 3, 4};
        Picture picture = Picture.of(1, 1, bytes);
        bytes[0] = 9;
        picture.toRgba()[1] = 9;
        assertThat(picture.toRgba()).containsExactly(1, 2, 3, 4);
        assertThat(picture.rgba().isReadOnly()).isTrue();
    }
}
