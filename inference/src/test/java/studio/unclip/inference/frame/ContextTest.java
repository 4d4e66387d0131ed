package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

class ContextTest {

    @Test
    void placesFarApartAreSeenEachByItself() {
        Mask mask = masked(3000, 2000, new PixelRect(10, 10, 100, 100), new PixelRect(2800, 1800, 60, 90));
        List<Context> contexts = Context.of(mask, 1024, 0.5, Optional.empty());
        assertThat(contexts)
                .extracting(Context::box)
                .containsExactly(new PixelRect(10, 10, 100, 100), new PixelRect(2800, 1800, 60, 90));
        assertThat(contexts).extracting(one -> one.frame().square().width()).containsExactly(512, 512);
    }

    @Test
    void placesInSightOfEachOtherAreSeenTogether() {
        Mask mask = masked(1024, 1024, new PixelRect(100, 100, 60, 60), new PixelRect(260, 120, 60, 60));
        assertThat(Context.of(mask, 1024, 0.5, Optional.empty()))
                .extracting(Context::box)
                .containsExactly(new PixelRect(100, 100, 220, 80));
    }

    /** Whatever is masked lies in the box of one context, and no context shows what another one paints. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eachMaskedPixelIsPaintedOnceAndSeenByNoOther(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            int width = 1 + random.nextInt(700);
            int height = 1 + random.nextInt(700);
            PixelRect[] rectangles = new PixelRect[1 + random.nextInt(5)];
            for (int i = 0; i < rectangles.length; i++) {
                int x = random.nextInt(width);
                int y = random.nextInt(height);
                rectangles[i] = new PixelRect(
                        x,
                        y,
                        1 + random.nextInt(Math.min(40, width - x)),
                        1 + random.nextInt(Math.min(40, height - y)));
            }
            Mask mask = masked(width, height, rectangles);
            List<Context> contexts = Context.of(mask, 64, 0.5, Optional.empty());
            for (PixelRect rectangle : rectangles) {
                assertThat(contexts.stream().filter(one -> one.box().contains(rectangle)))
                        .hasSize(1);
            }
            for (Context one : contexts) {
                assertThat(one.frame().square().contains(one.box())).isTrue();
                for (Context other : contexts) {
                    assertThat(one.equals(other) || !one.frame().square().meets(other.box()))
                            .isTrue();
                }
            }
        }
    }

    @Test
    void whatAPersonChoseIsGrownToTheNextWholeScale() {
        Mask mask = masked(3000, 2000, new PixelRect(10, 10, 5, 5), new PixelRect(1200, 900, 5, 5));
        List<Context> contexts = Context.of(mask, 1024, 0.5, Optional.of(new PixelRect(0, 0, 1300, 1300)));
        assertThat(contexts).hasSize(1);
        assertThat(contexts.getFirst().frame().square()).isEqualTo(new PixelRect(0, -24, 2048, 2048));
    }

    @Test
    void moreOfTheSurroundingsIsShownWhereThePackWantsIt() {
        Mask mask = masked(4000, 4000, new PixelRect(1500, 1500, 900, 900));
        assertThat(Context.of(mask, 1024, 0.5, Optional.empty())
                        .getFirst()
                        .frame()
                        .square()
                        .width())
                .isEqualTo(2048);
        assertThat(Context.of(mask, 1024, 1, Optional.empty())
                        .getFirst()
                        .frame()
                        .square()
                        .width())
                .isEqualTo(3072);
    }

    private static Mask masked(int width, int height, PixelRect... rectangles) {
        byte[] values = new byte[width * height];
        for (PixelRect one : rectangles) {
            for (int y = one.y(); y < one.bottom(); y++) {
                java.util.Arrays.fill(values, y * width + one.x(), y * width + one.right(), (byte) 255);
            }
        }
        return Mask.of(width, height, values);
    }
}
