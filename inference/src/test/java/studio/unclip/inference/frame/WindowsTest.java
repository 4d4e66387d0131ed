package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.PixelRect;

class WindowsTest {
    private static final int SIZE = 64;

    /** Every new pixel is painted once, and no old one, whatever grows in which direction. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theNewSidesArePaintedOnceEach(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 25; i++) {
            PixelRect canvas = new PixelRect(0, 0, 1 + random.nextInt(400), 1 + random.nextInt(400));
            PixelRect old = within(canvas, random);
            int[] painted = new int[canvas.width() * canvas.height()];
            for (Window window : Windows.around(old, canvas, SIZE, 0.25)) {
                for (PixelRect one : window.fresh()) {
                    assertThat(window.frame().square().contains(one)).isTrue();
                    for (int y = one.y(); y < one.bottom(); y++) {
                        for (int x = one.x(); x < one.right(); x++) {
                            painted[y * canvas.width() + x]++;
                        }
                    }
                }
            }
            for (int p = 0; p < painted.length; p++) {
                boolean wasThere = old.contains(new PixelRect(p % canvas.width(), p / canvas.width(), 1, 1));
                assertThat(painted[p]).isEqualTo(wasThere ? 0 : 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 0.8})
    void everyWindowKnowsEnoughBeforeItIsPainted(double overlap) {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            PixelRect canvas = new PixelRect(0, 0, 130 + random.nextInt(500), 130 + random.nextInt(500));
            PixelRect old = new PixelRect(
                    random.nextInt(canvas.width() - 128), random.nextInt(canvas.height() - 128), 128, 128);
            List<PixelRect> finished = new ArrayList<>(List.of(old));
            for (Window window : Windows.around(old, canvas, SIZE, overlap)) {
                PixelRect square = window.frame().square();
                long known = finished.stream()
                        .filter(square::meets)
                        .mapToLong(one -> Rectangles.pixels(one.intersect(square)))
                        .sum();
                double least = Math.min(128, square.width() * overlap - 1);
                assertThat(known).as("%s of %s", window, old).isGreaterThanOrEqualTo((long) (least * least));
                finished.addAll(window.fresh());
            }
        }
    }

    @Test
    void aSceneThatFitsIsSeenWhole() {
        PixelRect old = new PixelRect(16, 16, 64, 64);
        List<Window> zoomed = Windows.around(old, new PixelRect(0, 0, 96, 96), SIZE, 0.25);
        assertThat(zoomed).hasSize(1);
        assertThat(zoomed.getFirst().frame().square()).isEqualTo(new PixelRect(-16, -16, 128, 128));
        List<Window> small = Windows.around(new PixelRect(0, 0, 20, 12), new PixelRect(0, 0, 30, 12), SIZE, 0.25);
        assertThat(small).hasSize(1);
        assertThat(small.getFirst().frame().square().width())
                .isEqualTo(small.getFirst().frame().size() / 2);
    }

    @Test
    void aLargePictureIsPaintedAlongItsNewSidesOnly() {
        PixelRect old = new PixelRect(0, 0, 900, 600);
        List<Window> windows = Windows.around(old, new PixelRect(0, 0, 1000, 600), SIZE, 0.25);
        assertThat(windows).hasSizeBetween(2, 4);
        assertThat(windows).allSatisfy(window -> {
            assertThat(window.frame().square().right()).isEqualTo(1000);
            assertThat(window.frame().square().width()).isEqualTo(6 * SIZE);
        });
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 0.25", "65, 64, 0.25", "1000, 64, 0.25", "200, 64, 0.5", "10, 64, 0.25"})
    void squaresReachFromEdgeToEdgeAndShareEnough(int length, int side, double overlap) {
        int[] starts = Windows.starts(length, side, overlap);
        if (length <= side) {
            assertThat(starts).containsExactly(-((side - length) / 2));
            return;
        }
        assertThat(starts[0]).isZero();
        assertThat(starts[starts.length - 1] + side).isEqualTo(length);
        for (int i = 1; i < starts.length; i++) {
            assertThat(starts[i - 1] + side - starts[i]).isGreaterThanOrEqualTo((int) (side * overlap));
        }
    }

    @Test
    void theLargestCanvasIsPlannedInNoTime() {
        PixelRect canvas = new PixelRect(0, 0, 16_384, 16_384);
        List<Window> windows = Windows.around(new PixelRect(8000, 8000, 100, 100), canvas, 1024, 0.25);
        assertThat(windows).hasSizeLessThan(30);
        assertThat(windows.getFirst().known()).contains(new PixelRect(8000, 8000, 100, 100));
    }

    private static PixelRect within(PixelRect outer, Random random) {
        int x = random.nextInt(outer.width());
        int y = random.nextInt(outer.height());
        return new PixelRect(x, y, 1 + random.nextInt(outer.width() - x), 1 + random.nextInt(outer.height() - y));
    }
}
