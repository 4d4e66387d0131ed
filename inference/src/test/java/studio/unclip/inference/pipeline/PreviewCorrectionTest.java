package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.Picture;

class PreviewCorrectionTest {
    /** Half way the previews are 20 levels too dark, at the end 10 too light. */
    private final PreviewCorrection correction =
            PreviewCorrection.of(new Picture[] {grey(100), grey(100)}, new Picture[] {grey(120), grey(90)});

    @Test
    void atTheStopsThePreviewIsTheFinishedPicture() {
        assertThat(level(correction.on(grey(100), 0.5))).isEqualTo(120);
        assertThat(level(correction.on(grey(100), 1))).isEqualTo(90);
    }

    @Test
    void atZeroNothingIsAdded() {
        assertThat(correction.on(grey(100), 0)).isEqualTo(grey(100));
    }

    @Test
    void betweenStopsWhatIsMissedChangesEvenly() {
        assertThat(level(correction.on(grey(100), 0.25))).isEqualTo(110);
        assertThat(level(correction.on(grey(100), 0.75))).isEqualTo(105);
    }

    @Test
    void levelsStayLevels() {
        assertThat(level(correction.on(grey(250), 0.5))).isEqualTo(255);
        assertThat(level(correction.on(grey(5), 1))).isZero();
    }

    private static Picture grey(int level) {
        byte[] rgba = new byte[16];
        for (int i = 0; i < 16; i++) {
            rgba[i] = i % 4 == 3 ? (byte) 255 : (byte) level;
        }
        return Picture.of(2, 2, rgba);
    }

    private static int level(Picture picture) {
        assertThat(picture.toRgba()[3]).isEqualTo((byte) 255);
        return Byte.toUnsignedInt(picture.toRgba()[8]);
    }
}
