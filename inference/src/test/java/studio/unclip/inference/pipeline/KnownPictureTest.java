package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import studio.unclip.inference.diffusion.KnownPixels;

class KnownPictureTest {
    private static final int SIZE = 4;

    /** New at the left, from there a soft edge; the decoder is told to paint the new column only. */
    private static KnownPicture picture() {
        float[] planes = new float[3 * SIZE * SIZE];
        float[] repaint = new float[SIZE * SIZE];
        float[] sketch = new float[SIZE * SIZE];
        for (int i = 0; i < repaint.length; i++) {
            planes[i] = i;
            repaint[i] = new float[] {1, 0.6f, 0.3f, 0}[i % SIZE];
            sketch[i] = i % SIZE == 0 ? 1 : 0;
        }
        return new KnownPicture(planes, repaint, sketch, true, SIZE);
    }

    @Test
    void whatIsSoInAnyPartIsPaintedAtASmallerSize() {
        KnownPixels small = picture().at(2);
        assertThat(small.repaint()).containsExactly(1, 0.3f, 1, 0.3f);
        assertThat(small.planes()).startsWith(2.5f, 4.5f, 10.5f, 12.5f);
        assertThat(small.free(1)).as("a soft edge is free").isTrue();
    }

    @Test
    void aDecoderBeforeUpsamplersIsToldWhatLiesUnderTheSoftEdge() {
        KnownPixels told = picture().sketched().at(2);
        assertThat(told.repaint()).containsExactly(1, 0, 1, 0);
        assertThat(told.free(1)).isFalse();
        assertThat(told.planes()).isEqualTo(picture().at(2).planes());
    }

    @Test
    void masksOfAnotherSizeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new KnownPicture(new float[12], new float[4], new float[3], false, 2))
                .withMessage("12, 4 and 3 values at 2");
    }
}
