package studio.unclip.editor.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.edit.ApplyPatch;
import studio.unclip.editor.edit.ApplyPatch.Target;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

class PatchTest {
    private static final IntSize SIZE = new IntSize(150, 90);

    /** Masks of all kinds: soft, hard, one pixel, at the border, everything but a hole, beyond the document. */
    private static MaskMap mask(RandomEdits random) {
        int x = random.below(150);
        int y = random.below(90);
        MaskRaster soft = random.mask(1 + random.below(40), 1 + random.below(40));
        return switch (random.below(6)) {
            case 0 -> MaskMap.of(MaskRaster.filled(1, 1, 255), x, y);
            case 1 -> MaskMap.of(soft, x, y);
            case 2 -> MaskMap.of(MaskRaster.filled(1 + random.below(60), 1 + random.below(60), 255), x, y);
            case 3 -> MaskMap.of(soft, random.below(2) * 149, random.below(2) * 89);
            case 4 -> MaskMap.FULL.withRaster(MaskRaster.filled(30, 20, 0), x, y);
            default -> MaskMap.of(MaskRaster.filled(1, 1, 1), x, y).withRaster(soft, -10, -10);
        };
    }

    @Test
    void aThousandRandomMasksChangeNothingOutside() {
        RandomEdits random = new RandomEdits(7);
        Document[] documents = {
            Document.of(random.picture(SIZE.width(), SIZE.height()), "with alpha"),
            Document.of(Raster.filled(SIZE.width(), SIZE.height(), 0xff8899aa), "opaque"),
            Document.blank(SIZE, "empty"),
            random.document(SIZE.width(), SIZE.height())
        };
        long changed = 0;
        long ringed = 0;
        for (int i = 0; i < 1000; i++) {
            Document document = documents[i % documents.length];
            MaskMap mask = mask(random);
            Document masked = document.withMask(new Mask(mask));
            BlendRing ring = new BlendRing(random.below(9));
            int x = random.below(60) - 30;
            int y = random.below(60) - 30;
            Patch patch = Patch.inside(masked, ring, random.picture(140, 100), x, y);
            Target target = i % 2 == 0
                    ? new Target.NewLayer("result", Optional.empty())
                    : new Target.Into(random.anyLayer(document));
            Document after = RandomEdits.tryApply(masked, new ApplyPatch(patch, target));
            ChangeCount count = ChangeCount.between(masked, after, mask, ring);
            assertThat(count.outside()).as("mask %d", i).isZero();
            assertThat(count.total()).as("mask %d: every change is counted", i).isEqualTo(differing(masked, after));
            assertOutsideIsBitIdentical(masked, after, mask, ring.width(), i);
            if (target instanceof Target.Into(LayerId id)) {
                assertTheLayerKeepsItsHiddenColoursOutside(masked, after, id, mask, ring.width());
            }
            changed += count.inMask();
            ringed += count.inRing();
        }
        assertThat(changed).as("the patches did something").isGreaterThan(100_000);
        assertThat(ringed).as("and so did the ring").isGreaterThan(10_000);
    }

    private static long differing(Document before, Document after) {
        Raster a = Flattener.flatten(before);
        Raster b = Flattener.flatten(after);
        long count = 0;
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                count += a.argb(x, y) == b.argb(x, y) ? 0 : 1;
            }
        }
        return count;
    }

    /** By the definition of the ring, pixel by pixel, without the code under test. */
    private static void assertOutsideIsBitIdentical(Document before, Document after, MaskMap mask, int ring, int i) {
        Raster a = Flattener.flatten(before);
        Raster b = Flattener.flatten(after);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                if (a.argb(x, y) != b.argb(x, y)) {
                    assertThat(near(mask, x, y, ring))
                            .as("mask %d changed (%d, %d)", i, x, y)
                            .isTrue();
                }
            }
        }
    }

    private static void assertTheLayerKeepsItsHiddenColoursOutside(
            Document before, Document after, LayerId id, MaskMap mask, int ring) {
        if (before.pixelLayer(id).isEmpty()) {
            return;
        }
        Raster a = before.pixelLayer(id).orElseThrow().pixels().toRaster(SIZE.toRect());
        Raster b = after.pixelLayer(id).orElseThrow().pixels().toRaster(SIZE.toRect());
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                if (a.argb(x, y) != b.argb(x, y)) {
                    assertThat(near(mask, x, y, ring)).isTrue();
                }
            }
        }
    }

    private static boolean near(MaskMap mask, int x, int y, int ring) {
        for (int dy = -ring; dy <= ring; dy++) {
            for (int dx = -ring; dx <= ring; dx++) {
                boolean inDocument = SIZE.toRect().contains(x + dx, y + dy);
                if (inDocument && dx * dx + dy * dy <= ring * ring && mask.value(x + dx, y + dy) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void aPatchThatReachesOutsideIsCounted() {
        Document document = Document.of(Raster.filled(300, 300, 0xff000000), "black");
        MaskMap mask = MaskMap.of(MaskRaster.filled(10, 10, 255), 250, 250);
        IntRect area = new IntRect(247, 250, 20, 20);
        Patch careless = new Patch(area, Raster.filled(20, 20, 0xffffffff), MaskRaster.filled(20, 20, 255));
        for (Target target : new Target[] {
            new Target.Into(document.layers().getFirst().id()), new Target.NewLayer("new", Optional.empty())
        }) {
            Document after = new ApplyPatch(careless, target).apply(document);
            ChangeCount bare = ChangeCount.between(document, after, mask, new BlendRing(0));
            assertThat(bare).isEqualTo(new ChangeCount(100, 0, 300, 100, 0));
            ChangeCount ringed = ChangeCount.between(document, after, mask, new BlendRing(1));
            // Ten pixels on each side of the mask, and all but those above it are white now.
            assertThat(ringed.ringDifference()).isCloseTo(100 * 30 / 40.0, within(0.01));
            assertThat(ringed).isEqualTo(new ChangeCount(100, 30, 270, 100, ringed.ringDifference()));
        }
    }

    @Test
    void onePixelThatDiffersByOneLevelIsCounted() {
        Document document = Document.of(Raster.filled(40, 40, 0xff808080), "grey");
        Patch patch =
                new Patch(new IntRect(39, 39, 1, 1), Raster.filled(1, 1, 0xff808081), MaskRaster.filled(1, 1, 255));
        LayerId layer = document.layers().getFirst().id();
        Document after = new ApplyPatch(patch, new Target.Into(layer)).apply(document);
        assertThat(ChangeCount.between(document, after, MaskMap.EMPTY, new BlendRing(4)))
                .isEqualTo(new ChangeCount(0, 0, 1, 0, 0));
    }

    @Test
    void lessThanOneInAHundredIsHardlyAny() {
        assertThat(new ChangeCount(1, 0, 0, 101, 0).hardlyAny()).isTrue();
        assertThat(new ChangeCount(1, 0, 0, 100, 0).hardlyAny()).isFalse();
        assertThat(new ChangeCount(0, 0, 0, 0, 0).hardlyAny()).isFalse();
    }

    @Test
    void theRingFallsLinearlyToNothing() {
        MaskMap mask = MaskMap.of(MaskRaster.filled(10, 100, 255), 0, 0);
        MaskRaster coverage = new BlendRing(4).coverage(mask, new IntRect(0, 0, 20, 100), new IntRect(0, 0, 20, 100));
        int[] expected = {255, 204, 153, 102, 51, 0, 0};
        for (int i = 0; i < expected.length; i++) {
            assertThat(coverage.value(9 + i, 50)).as("%d pixels outside", i).isEqualTo(expected[i]);
        }
        assertThat(new BlendRing(0)
                        .coverage(mask, new IntRect(9, 0, 2, 1), new IntRect(0, 0, 20, 100))
                        .toBytes())
                .containsExactly(255, 0);
    }

    @Test
    void insideTheMaskTheModelsPixelsLandBitForBit() {
        RandomEdits random = new RandomEdits(3);
        Document document = Document.of(random.picture(60, 60), "picture");
        Document masked = document.withMask(new Mask(MaskMap.of(MaskRaster.filled(20, 20, 255), 10, 10)));
        Raster result = random.picture(60, 60);
        LayerId layer = document.layers().getFirst().id();
        Patch patch = Patch.inside(masked, new BlendRing(5), result, 0, 0);
        Document after = new ApplyPatch(patch, new Target.Into(layer)).apply(masked);
        Raster pixels = after.pixelLayer(layer).orElseThrow().pixels().toRaster(document.bounds());
        for (int y = 10; y < 30; y++) {
            for (int x = 10; x < 30; x++) {
                assertThat(pixels.argb(x, y)).isEqualTo(result.argb(x, y));
            }
        }
    }

    @Test
    void picturesOfOtherSizesAreNotCompared() {
        Document small = Document.blank(new IntSize(5, 5), "small");
        Document large = Document.blank(new IntSize(6, 5), "large");
        assertThatThrownBy(() -> ChangeCount.between(small, large, MaskMap.EMPTY, new BlendRing(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
