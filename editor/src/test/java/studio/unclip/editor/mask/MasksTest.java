package studio.unclip.editor.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;

class MasksTest {
    private static final IntRect AREA = new IntRect(0, 0, 300, 60);

    private static MaskMap random(long seed) {
        RandomEdits random = new RandomEdits(seed);
        MaskMap mask = MaskMap.EMPTY;
        for (int i = 0; i < 12; i++) {
            int x = random.below(290);
            int y = random.below(50);
            mask = mask.withRaster(random.mask(1 + random.below(8), 1 + random.below(8)), x, y);
        }
        return Masks.combine(MaskMap.EMPTY, mask, Combine.REPLACE, AREA);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20, 64})
    void growingTakesTheLargestValueWithinTheDistance(int radius) {
        for (long seed = 0; seed < 3; seed++) {
            MaskMap mask = random(seed);
            MaskMap grown = Masks.grow(mask, radius, AREA);
            MaskMap shrunk = Masks.shrink(mask, radius, AREA);
            for (int y = 0; y < AREA.height(); y += 3) {
                for (int x = 0; x < AREA.width(); x++) {
                    int largest = 0;
                    int smallest = 255;
                    for (int dy = -radius; dy <= radius; dy++) {
                        for (int dx = -radius; dx <= radius; dx++) {
                            if (dx * dx + dy * dy <= radius * radius && AREA.contains(x + dx, y + dy)) {
                                largest = Math.max(largest, mask.value(x + dx, y + dy));
                                smallest = Math.min(smallest, mask.value(x + dx, y + dy));
                            }
                        }
                    }
                    assertThat(grown.value(x, y)).as("grown at %d, %d", x, y).isEqualTo(largest);
                    assertThat(shrunk.value(x, y)).as("shrunk at %d, %d", x, y).isEqualTo(smallest);
                }
            }
        }
    }

    /** A sliver across a huge picture takes room for the tiles it touches. */
    @Test
    void anOutlineAcrossAHugePictureIsFilled() {
        List<Corner> sliver = List.of(new Corner(10, 0), new Corner(60_000, 59_990), new Corner(59_990, 60_000));
        MaskMap mask = Masks.polygon(sliver, new IntRect(0, 0, 60_000, 60_000));
        assertThat(mask.value(59_990, 59_990)).isEqualTo(255);
        assertThat(mask.value(30_000, 29_995)).isEqualTo(255);
        assertThat(mask.value(30_000, 30_100)).isZero();
        assertThat(mask.value(59_000, 100)).isZero();
        assertThat(mask.count()).isLessThan(1_000);
    }

    @Test
    void featheringIsAGaussianOfHalfTheDistance() {
        MaskMap half = Masks.rectangle(new IntRect(0, 0, 150, 60));
        MaskMap soft = Masks.feather(half, 20, AREA);
        for (int x = 100; x < 200; x++) {
            double expected = 255 * 0.5 * (1 - erf((x + 0.5 - 150) / (10 * Math.sqrt(2))));
            assertThat((double) soft.value(x, 30)).as("column %d", x).isCloseTo(expected, within(1.5));
        }
        assertThat(soft.value(0, 0))
                .as("the document's border does not count as an edge")
                .isEqualTo(255);
        assertThat(Masks.feather(half, 0, AREA)).isSameAs(half);
        MaskMap light = Masks.feather(half.invert(), 20, AREA);
        assertThat(light.value(140, 30) + soft.value(140, 30)).isBetween(254, 256);
    }

    /** Abramowitz and Stegun 7.1.26, within 1.5e-7. */
    private static double erf(double x) {
        double t = 1 / (1 + 0.3275911 * Math.abs(x));
        double y = 1
                - (((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t + 0.254829592)
                        * t
                        * Math.exp(-x * x);
        return Math.signum(x) * y;
    }

    @ParameterizedTest
    @EnumSource(Combine.class)
    void combiningIsPixelByPixelAndOnlyInTheArea(Combine how) {
        MaskMap old = random(1).invert();
        MaskMap shape = random(2);
        IntRect part = new IntRect(20, 10, 270, 40);
        MaskMap joined = Masks.combine(old, shape, how, part);
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 300; x++) {
                int a = old.value(x, y);
                int b = shape.value(x, y);
                int expected = switch (how) {
                    case REPLACE -> b;
                    case ADD -> Math.max(a, b);
                    case SUBTRACT -> Math.min(a, 255 - b);
                    case INTERSECT -> Math.min(a, b);
                };
                assertThat(joined.value(x, y)).isEqualTo(part.contains(x, y) ? expected : a);
            }
        }
    }

    @Test
    void aPolygonCoversItsAreaWithSoftEdges() {
        List<Corner> triangle = List.of(new Corner(10.25, 5.5), new Corner(250.75, 20.25), new Corner(40, 55));
        MaskMap mask = Masks.polygon(triangle, AREA);
        double sum = 0;
        for (int y = 0; y < 60; y++) {
            for (int x = 0; x < 300; x++) {
                sum += mask.value(x, y) / 255.0;
            }
        }
        double area = Math.abs((250.75 - 10.25) * (55 - 5.5) - (40 - 10.25) * (20.25 - 5.5)) / 2;
        assertThat(sum).isCloseTo(area, within(3.0));
        assertThat(mask.value(60, 30)).isEqualTo(255);
        assertThat(mask.value(5, 5)).isZero();
    }

    @Test
    void aCrossingOutlineIsEvenOdd() {
        List<Corner> star = List.of(
                new Corner(50, 0), new Corner(80, 58), new Corner(0, 20), new Corner(100, 20), new Corner(20, 58));
        MaskMap mask = Masks.polygon(star, AREA);
        assertThat(mask.value(50, 30)).as("the middle is crossed twice").isZero();
        assertThat(mask.value(50, 10)).isEqualTo(255);
    }

    @Test
    void invertingTwiceGivesTheMaskBackAndStaysSparse() {
        MaskMap mask = random(4);
        assertThat(mask.invert().count()).isEqualTo(mask.count());
        assertThat(mask.invert().invert().toRaster(AREA)).isEqualTo(mask.toRaster(AREA));
        assertThat(MaskMap.EMPTY.invert()).isSameAs(MaskMap.FULL);
        MaskMap inside = Masks.invert(mask, AREA);
        assertThat(inside.value(400, 0)).isZero();
        assertThat(inside.value(3, 3)).isEqualTo(255 - mask.value(3, 3));
    }
}
