package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.PixelRect;

class WindowTest {
    private static final PixelRect CANVAS = new PixelRect(0, 0, 48, 32);

    private static Window window(PixelRect square, PixelRect... fresh) {
        return new Window(new Frame(square, 16), CANVAS, List.of(fresh));
    }

    @Test
    void whatIsNewInAnyPartIsPaintedAndAroundItTheShareFalls() {
        Window window = window(new PixelRect(0, 0, 32, 32), new PixelRect(21, 0, 11, 32));
        float[] repaint = window.repaint(8);
        // Two canvas pixels each: column 10 holds the canvas's 20 and 21, of which one is new.
        assertThat(repaint[10]).isEqualTo(1);
        assertThat(repaint[15]).isEqualTo(1);
        assertThat(repaint[9]).isBetween(0.01f, 0.99f);
        for (int x = 1; x < 16; x++) {
            assertThat(repaint[5 * 16 + x]).isGreaterThanOrEqualTo(repaint[5 * 16 + x - 1]);
        }
        assertThat(repaint[5 * 16]).isZero();
    }

    @Test
    void beyondTheCanvasIsAsAtItsEdge() {
        Window window = window(new PixelRect(-8, 0, 64, 64), new PixelRect(40, 0, 8, 32));
        float[] repaint = window.repaint(4);
        assertThat(repaint[0]).isZero();
        assertThat(repaint[15 * 16]).isZero();
        assertThat(repaint[12]).isEqualTo(1);
        assertThat(repaint[15]).isEqualTo(1);
        assertThat(repaint[15 * 16 + 15]).isEqualTo(1);
    }

    @Test
    void whatChangesIsTheNewPartAndABandWithinTheSquareAndTheCanvas() {
        Window window = window(new PixelRect(16, 0, 32, 32), new PixelRect(40, 0, 8, 32), new PixelRect(16, 24, 24, 8));
        List<PixelRect> touched = window.touched(4);
        long pixels = 0;
        for (int i = 0; i < touched.size(); i++) {
            pixels += Rectangles.pixels(touched.get(i));
            assertThat(window.frame().square().contains(touched.get(i))).isTrue();
            for (int k = 0; k < i; k++) {
                assertThat(touched.get(i).meets(touched.get(k))).isFalse();
            }
        }
        // All but the 20 by 20 pixels that lie further away.
        assertThat(pixels).isEqualTo(32 * 32 - 20 * 20);
    }
}
