package studio.unclip.editor.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.GroupLayer;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.LayerProperties;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

/** Documents for tests, and their comparison pixel by pixel. */
public final class Documents {
    private static final List<String> BLENDS =
            List.of("normal", "multiply", "color-dodge", "exclusion", "hue", "luminosity", "soft-light");

    private Documents() {}

    /** A picture of noise in blocks, so that neighbouring pixels are alike as in a painting. */
    public static Raster picture(Random random, int width, int height, boolean opaque) {
        byte[] rgba = new byte[width * height * 4];
        int block = 1 + random.nextInt(9);
        int columns = width / block + 1;
        int[] colours = random.ints((long) columns * (height / block + 1)).toArray();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int colour = colours[y / block * columns + x / block] + x + (y << 9);
                int at = (y * width + x) * 4;
                rgba[at] = (byte) (colour >> 16);
                rgba[at + 1] = (byte) (colour >> 8);
                rgba[at + 2] = (byte) colour;
                rgba[at + 3] = opaque ? (byte) 255 : (byte) (colour >> 24);
            }
        }
        return Raster.owning(width, height, rgba);
    }

    private static MaskMap mask(Random random, IntSize size) {
        byte[] values = new byte[size.width() * size.height()];
        random.nextBytes(values);
        MaskMap map = MaskMap.of(MaskRaster.owning(size.width(), size.height(), values), 0, 0);
        return random.nextBoolean() ? map.invert() : map;
    }

    /** Layers and groups with everything a document can have. */
    public static Document random(long seed) {
        Random random = new Random(seed);
        IntSize size = new IntSize(1 + random.nextInt(700), 1 + random.nextInt(600));
        long[] next = {1};
        List<Layer> layers = layers(random, size, 0, next);
        Mask mask = random.nextBoolean() ? Mask.EMPTY : new Mask(mask(random, size));
        Selection selection = random.nextBoolean() ? Selection.ALL : new Selection(mask(random, size));
        return new Document(size, layers, mask, selection, next[0] + random.nextInt(5));
    }

    private static List<Layer> layers(Random random, IntSize size, int depth, long[] next) {
        List<Layer> layers = new ArrayList<>();
        for (int n = random.nextInt(4); n >= 0; n--) {
            LayerProperties properties = new LayerProperties(
                    new LayerId(next[0]++),
                    "L\u00e4yer <\"&'> " + random.nextInt(100) + " \uD83C\uDFA8",
                    random.nextInt(101) / 100f,
                    random.nextInt(4) > 0,
                    random.nextInt(4) == 0,
                    BlendMode.ofCssName(BLENDS.get(random.nextInt(BLENDS.size())))
                            .orElseThrow(),
                    random.nextInt(3) > 0
                            ? Optional.empty()
                            : Optional.of(new LayerMask(mask(random, size), random.nextBoolean())),
                    random.nextInt(3) > 0
                            ? Optional.empty()
                            : Optional.of(new Provenance("{\"prompt\": \"an owl " + random.nextInt(9) + "\"}")));
            if (depth < 2 && random.nextInt(4) == 0) {
                layers.add(new GroupLayer(properties, layers(random, size, depth + 1, next)));
            } else {
                TileMap pixels = random.nextInt(5) == 0
                        ? TileMap.EMPTY
                        : TileMap.of(
                                picture(random, 1 + random.nextInt(600), 1 + random.nextInt(500), random.nextBoolean()),
                                random.nextInt(500) - 300,
                                random.nextInt(500) - 300);
                layers.add(new PixelLayer(properties, pixels));
            }
        }
        return layers;
    }

    /** Ten-layer-like documents: opaque below, strokes above. */
    public static Document opaque(long seed, int width, int height) {
        return Document.of(picture(new Random(seed), width, height, true), "Background");
    }

    /** Everything equal, every pixel and mask value included. */
    public static void assertSame(Document actual, Document expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        assertThat(actual.nextLayer()).isEqualTo(expected.nextLayer());
        assertSame(actual.mask().coverage(), expected.mask().coverage());
        assertSame(actual.selection().coverage(), expected.selection().coverage());
        assertSame(actual.layers(), expected.layers());
    }

    private static void assertSame(List<Layer> actual, List<Layer> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            LayerProperties a = actual.get(i).properties();
            LayerProperties e = expected.get(i).properties();
            assertThat(a.withMask(Optional.empty())).isEqualTo(e.withMask(Optional.empty()));
            assertThat(a.mask().isPresent()).isEqualTo(e.mask().isPresent());
            if (a.mask().isPresent()) {
                assertThat(a.mask().get().enabled()).isEqualTo(e.mask().get().enabled());
                assertSame(a.mask().get().coverage(), e.mask().get().coverage());
            }
            switch (expected.get(i)) {
                case GroupLayer group -> assertSame(((GroupLayer) actual.get(i)).children(), group.children());
                case PixelLayer pixels -> assertSame(((PixelLayer) actual.get(i)).pixels(), pixels.pixels());
            }
        }
    }

    public static void assertSame(TileMap actual, TileMap expected) {
        IntRect area = actual.bounds().union(expected.bounds());
        if (!area.isEmpty()) {
            assertThat(actual.toRaster(area).equals(expected.toRaster(area)))
                    .as("pixels of %s", area)
                    .isTrue();
        }
    }

    private static void assertSame(MaskMap actual, MaskMap expected) {
        assertThat(actual.background()).isEqualTo(expected.background());
        IntRect area = actual.tileBounds().union(expected.tileBounds());
        if (!area.isEmpty()) {
            assertThat(actual.toRaster(area).equals(expected.toRaster(area)))
                    .as("mask values of %s", area)
                    .isTrue();
        }
    }
}
