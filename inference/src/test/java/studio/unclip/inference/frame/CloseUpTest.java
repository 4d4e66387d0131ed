package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

class CloseUpTest {
    private static final double LONGER = 0.75;
    private static final double SHORTER = 0.55;

    /** The mask of a hat, much wider than high: what is shown is chosen by its height, in its middle. */
    @Test
    void ofAFlatMaskTheMiddleIsShown() {
        CloseUp close = of(Mask.rectangle(1024, 1024, new PixelRect(180, 100, 692, 150)));
        assertThat(close.whole()).isFalse();
        assertThat(close.context().frame().square()).isEqualTo(new PixelRect(398, 47, 256, 256));
        assertThat(close.mask().area()).contains(new PixelRect(414, 100, 224, 150));
        assertThat(close.context().box()).isEqualTo(new PixelRect(414, 100, 224, 150));
    }

    @Test
    void ofAnUprightOneToo() {
        CloseUp close = of(Mask.rectangle(1024, 1024, new PixelRect(500, 150, 150, 692)));
        assertThat(close.context().frame().square()).isEqualTo(new PixelRect(447, 368, 256, 256));
    }

    /** A box just above a power of two is not shown at the next one, where what is drawn would not fit. */
    @Test
    void whatFitsIsShownWhole() {
        Mask mask = Mask.rectangle(1024, 1024, new PixelRect(300, 300, 300, 280));
        CloseUp close = of(mask);
        assertThat(close.whole()).isTrue();
        assertThat(close.mask()).isEqualTo(mask);
        assertThat(close.context().frame().square()).isEqualTo(new PixelRect(258, 248, 384, 384));
    }

    @Test
    void aPaintedPlaceIsShownWhereMostOfItIs() {
        byte[] values = new byte[1000 * 500];
        for (int x = 100; x < 900; x++) {
            for (int y = 200; y < (x < 400 ? 300 : 205); y++) {
                values[y * 1000 + x] = (byte) 255;
            }
        }
        PixelRect square = of(Mask.of(1000, 500, values)).context().frame().square();
        assertThat(square.x() + square.width() / 2).isBetween(250, 300);
    }

    /** Whatever is masked: what is painted in a close look is masked, in sight, and not along a side within the picture. */
    @ParameterizedTest
    @ValueSource(ints = {64, 256, 1024})
    void whatIsPaintedIsInSight(int size) {
        Random random = new Random(size);
        for (int i = 0; i < 300; i++) {
            int width = 1 + random.nextInt(1500);
            int height = 1 + random.nextInt(1500);
            int x = random.nextInt(width);
            int y = random.nextInt(height);
            PixelRect box = new PixelRect(x, y, 1 + random.nextInt(width - x), 1 + random.nextInt(height - y));
            CloseUp close = of(Mask.rectangle(width, height, box), size);
            PixelRect square = close.context().frame().square();
            PixelRect painted = close.mask().area().orElseThrow();
            assertThat(close.context().box()).isEqualTo(painted);
            assertThat(box.contains(painted)).isTrue();
            assertThat(square.contains(painted)).isTrue();
            assertThat(close.whole()).isEqualTo(painted.equals(box));
            assertThat(painted.x() > square.x() || square.x() <= 0).isTrue();
            assertThat(painted.bottom() < square.bottom() || square.bottom() >= height)
                    .isTrue();
        }
    }

    private static CloseUp of(Mask mask) {
        return of(mask, 1024);
    }

    private static CloseUp of(Mask mask, int size) {
        return CloseUp.of(mask, LONGER, SHORTER, size);
    }
}
