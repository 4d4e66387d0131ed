package studio.unclip.editor.paint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

class StrokeTest {
    private static final IntRect CANVAS = new IntRect(0, 0, 400, 400);
    private static final int BLACK = 0xff000000;

    private static List<Dab> dabs(Brush brush, double... points) {
        List<Dab> all = new ArrayList<>();
        StrokeSampler sampler = StrokeSampler.begin(brush);
        for (int i = 0; i < points.length; i += 2) {
            StrokePoint point = new StrokePoint(points[i], points[i + 1], 1, i * 4_000_000L);
            StrokeSampler.Sampled sampled = i == points.length - 2 && i > 0 ? sampler.end(point) : sampler.move(point);
            sampler = sampled.next();
            all.addAll(sampled.dabs());
        }
        return all;
    }

    private static MaskMap mask(Brush brush, List<Dab> dabs) {
        MaskStroke stroke = new MaskStroke(MaskMap.EMPTY, MaskMap.FULL, brush, 255, CANVAS);
        stroke.add(dabs);
        return stroke.mask();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.4, 1})
    void aStrokeNeverDarkensItself(double hardness) {
        Brush brush = Brush.round(40, hardness).withOpacity(0.5).withSpacing(0.05);
        List<Dab> once = dabs(brush, 50, 200, 350, 200);
        List<Dab> often = dabs(brush, 50, 200, 350, 200, 50, 200, 350, 200, 50, 200, 350, 200);
        MaskMap first = mask(brush, once);
        MaskMap again = mask(brush, often);
        for (int y = 0; y < 400; y++) {
            for (int x = 60; x < 340; x++) {
                assertThat(again.value(x, y)).isBetween(first.value(x, y) - 1, Math.min(128, first.value(x, y) + 5));
            }
        }
        assertThat(again.value(200, 200)).isBetween(127, 128);
    }

    @Test
    void overManyDabsFlowReachesTheOpacityAndNoMore() {
        Brush brush = Brush.round(40, 1).withOpacity(0.6).withFlow(0.05);
        Dab dab = new Dab(200, 200, 20, 1, 1);
        assertThat(mask(brush, List.of(dab)).value(200, 200)).isEqualTo(Math.round(255 * 0.6f * 0.05f));
        List<Dab> many = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            many.add(dab);
        }
        assertThat(mask(brush, many).value(200, 200)).isEqualTo(153);
    }

    @Test
    void faintDabsAddUpInsteadOfBeingRoundedAway() {
        // A hundred dabs of a thousandth: 1 - 0.999^100 = 9.5 %; in 8 bits every one of them would be rounded to 0.
        Brush brush = Brush.round(40, 1).withFlow(0.001);
        List<Dab> dabs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            dabs.add(new Dab(200, 200, 20, 1, 1));
        }
        assertThat(mask(brush, dabs).value(200, 200)).isEqualTo(24);
    }

    @Test
    void laterDabsGiveTheSamePixelsAsAllAtOnce() {
        Brush brush = Brush.round(31, 0.2).withOpacity(0.7).withFlow(0.5);
        List<Dab> dabs = dabs(brush, 100, 100, 300, 250, 120, 300);
        TileMap base = TileMap.of(Raster.filled(400, 400, 0x80336699), 0, 0);
        ColourStroke slow = new ColourStroke(base, MaskMap.FULL, brush, OptionalInt.of(0xc0ff2010), CANVAS);
        ColourStroke fast = new ColourStroke(base, MaskMap.FULL, brush, OptionalInt.of(0xc0ff2010), CANVAS);
        dabs.forEach(dab -> slow.add(List.of(dab)));
        fast.add(dabs);
        assertThat(slow.pixels().toRaster(CANVAS)).isEqualTo(fast.pixels().toRaster(CANVAS));
        assertThat(fast.pixels().toRaster(CANVAS)).isNotEqualTo(base.toRaster(CANVAS));
    }

    @Test
    void untouchedTilesAndPixelsStayAsTheyAre() {
        TileMap base = TileMap.of(Raster.filled(400, 400, 0x00123456), 0, 0);
        ColourStroke stroke = new ColourStroke(base, MaskMap.FULL, Brush.round(20, 0.5), OptionalInt.of(BLACK), CANVAS);
        stroke.add(List.of(new Dab(50, 50, 10, 0.5, 1)));
        assertThat(stroke.pixels().tile(1, 1)).isSameAs(base.tile(1, 1));
        assertThat(stroke.pixels().tile(0, 0)).isNotSameAs(base.tile(0, 0));
        assertThat(stroke.pixels().argb(200, 200)).isEqualTo(0x00123456);
        assertThat(stroke.pixels().argb(50, 50)).isEqualTo(BLACK);
        assertThat(base.argb(50, 50)).as("the base itself").isEqualTo(0x00123456);
    }

    @Test
    void dabsLieAtEvenDistancesWhateverThePointerRate() {
        Brush brush = Brush.round(20, 1).withSpacing(0.25);
        double[] points = new double[2 * 41];
        for (int i = 0; i <= 40; i++) {
            points[2 * i] = 50 + i * 7.3;
            points[2 * i + 1] = 100;
        }
        for (List<Dab> dabs : List.of(dabs(brush, 50, 100, 342, 100), dabs(brush, points))) {
            assertThat(dabs).hasSize(59); // 292 pixels / 5, and the first
            for (int i = 1; i < dabs.size(); i++) {
                assertThat(dabs.get(i).canvasX() - dabs.get(i - 1).canvasX()).isCloseTo(5, within(1e-6));
            }
        }
    }

    @Test
    void pressureActsOnSizeAndOpacity() {
        Brush brush = Brush.round(40, 1).withPressure(new PressureCurve(0.25, 1), new PressureCurve(0, 2));
        Dab dab = StrokeSampler.begin(brush)
                .move(new StrokePoint(10, 10, 0.5, 0))
                .dabs()
                .getFirst();
        assertThat(dab.radius()).isEqualTo(20 * (0.25 + 0.75 * 0.5));
        assertThat(dab.strength()).isEqualTo(0.25);
    }

    @Test
    void smoothingTrailsBehindButArrivesAtTheEnd() {
        Brush brush = Brush.round(4, 1).withSmoothing(1);
        StrokeSampler sampler = StrokeSampler.begin(brush);
        sampler = sampler.move(new StrokePoint(0, 0, 1, 0)).next();
        sampler = sampler.move(new StrokePoint(100, 0, 1, 8_000_000)).next();
        assertThat(sampler.last().orElseThrow().canvasX()).isBetween(1.0, 20.0);
        List<Dab> end = sampler.end(new StrokePoint(100, 0, 1, 16_000_000)).dabs();
        assertThat(end.getLast().canvasX()).isCloseTo(100, within(0.5));
    }

    @Test
    void aHardDabCoversItsDisc() {
        MaskMap mask = mask(Brush.round(100, 1), List.of(new Dab(200, 200, 50, 1, 1)));
        double sum = 0;
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 400; x++) {
                int value = mask.value(x, y);
                sum += value / 255.0;
                double distance = Math.hypot(x + 0.5 - 200, y + 0.5 - 200);
                if (distance < 49.5) {
                    assertThat(value).isEqualTo(255);
                } else if (distance > 50.5) {
                    assertThat(value).isZero();
                }
            }
        }
        assertThat(sum).isCloseTo(Math.PI * 50 * 50, within(5.0));
    }

    @Test
    void aSoftSelectionLetsPaintThroughInProportion() {
        MaskMap half = MaskMap.uniform(128);
        MaskStroke stroke = new MaskStroke(MaskMap.EMPTY, half, Brush.round(40, 1), 255, CANVAS);
        stroke.add(List.of(new Dab(100, 100, 20, 1, 1)));
        assertThat(stroke.mask().value(100, 100)).isEqualTo(128);
    }

    @Test
    void inkOverIsTheStandardsSourceOver() {
        assertThat(PaintArithmetic.over(0xff000000, 0xffffffff, 0.5f)).isEqualTo(0xff808080);
        assertThat(PaintArithmetic.over(0x00336699, 0xffff0000, 0.25f))
                .as("nothing below to mix with")
                .isEqualTo(0x40ff0000);
        // αs = αb = 128/255: αo = 191.75/255, the white's weight is 128/191.75.
        assertThat(PaintArithmetic.over(0x80000000, 0x80ffffff, 1)).isEqualTo(0xc0aaaaaa);
        assertThat(PaintArithmetic.over(0x12345678, 0xffffffff, 0)).isEqualTo(0x12345678);
        assertThat(PaintArithmetic.erase(0x80336699, 1)).isEqualTo(0x00336699);
    }
}
