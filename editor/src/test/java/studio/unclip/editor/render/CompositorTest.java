package studio.unclip.editor.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.pixel.Raster;

class CompositorTest {
    private static int[] render(Compositor compositor, Document document, IntRect output, double scale) {
        int[] pixels = new int[output.width() * output.height()];
        java.util.Arrays.fill(pixels, 0x12345678);
        compositor.renderOutput(document, output, scale, pixels, 0, output.width());
        return pixels;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 2, 3.7, 8, 0.75, 0.5, 0.31, 0.25, 0.07, 0.01})
    void regionsRenderedOneByOneFitTogether(double scale) {
        for (long seed = 0; seed < 4; seed++) {
            RandomEdits random = new RandomEdits(seed);
            Document document = random.document(300, 290);
            IntRect output = Compositor.outputRect(document.bounds(), scale).grow(5);
            output = new IntRect(output.x(), output.y(), Math.min(output.width(), 500), Math.min(output.height(), 500));
            int[] whole = render(new Compositor(), document, output, scale);
            int[] stitched = new int[whole.length];
            Compositor compositor = new Compositor();
            for (int y = 0; y < output.height(); ) {
                int height = Math.min(1 + random.below(200), output.height() - y);
                for (int x = 0; x < output.width(); ) {
                    int width = Math.min(1 + random.below(200), output.width() - x);
                    compositor.renderOutput(
                            document,
                            new IntRect(output.x() + x, output.y() + y, width, height),
                            scale,
                            stitched,
                            y * output.width() + x,
                            output.width());
                    x += width;
                }
                y += height;
            }
            assertThat(stitched).isEqualTo(whole);
        }
    }

    @Test
    void rightAboveAHalfEveryPixelOfALevelIsSeen() {
        Document document = Document.of(Raster.filled(512, 512, 0xff808080), "grey");
        int[] pixels = render(new Compositor(), document, new IntRect(0, 0, 300, 300), 300 / 512.0);
        assertThat(pixels).containsOnly(0xff808080);
    }

    @Test
    void aZoomedOutViewShowsTheMean() {
        byte[] board = new byte[16 * 16 * 4];
        for (int i = 0; i < 256; i++) {
            byte value = (byte) ((i % 16 + i / 16) % 2 == 0 ? 255 : 0);
            board[4 * i] = value;
            board[4 * i + 1] = value;
            board[4 * i + 2] = value;
            board[4 * i + 3] = (byte) 255;
        }
        Document document = Document.of(Raster.owning(16, 16, board), "board");
        for (double scale : new double[] {0.5, 0.25, 0.125}) {
            int side = (int) (16 * scale);
            assertThat(render(new Compositor(), document, new IntRect(0, 0, side, side), scale))
                    .containsOnly(0xff808080);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.51, 0.6, 0.7, 0.83, 0.99})
    void aShrunkPixelIsTheMeanOfTheAreaItCovers(double scale) {
        Document document = Document.of(new RandomEdits(8).picture(200, 150), "noise");
        int[] full = render(new Compositor(), document, document.bounds(), 1);
        IntRect output = new IntRect(0, 0, (int) (200 * scale), (int) (150 * scale));
        int[] shrunk = render(new Compositor(), document, output, scale);
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                for (int shift = 0; shift < 32; shift += 8) {
                    double mean = mean(full, x / scale, (x + 1) / scale, y / scale, (y + 1) / scale, shift);
                    int ours = (shrunk[y * output.width() + x] >>> shift) & 0xff;
                    assertThat(Math.abs(ours - mean)).isLessThan(1.6);
                }
            }
        }
    }

    private static double mean(int[] pixels, double left, double right, double top, double bottom, int shift) {
        double sum = 0;
        for (int y = (int) top; y < Math.min(bottom, 150); y++) {
            for (int x = (int) left; x < Math.min(right, 200); x++) {
                double covered =
                        (Math.min(right, x + 1) - Math.max(left, x)) * (Math.min(bottom, y + 1) - Math.max(top, y));
                sum += covered * ((pixels[y * 200 + x] >>> shift) & 0xff);
            }
        }
        return sum / ((right - left) * (bottom - top));
    }

    @Test
    void transparentColoursDoNotBleedIntoTheMean() {
        byte[] board = new byte[4 * 4 * 4];
        for (int i = 0; i < 16; i++) {
            board[4 * i] = (byte) 255; // red everywhere, but visible only in every other column
            board[4 * i + 1] = (byte) (i % 2 == 0 ? 255 : 0);
            board[4 * i + 3] = (byte) (i % 2 == 0 ? 0 : 255);
        }
        Document document = Document.of(Raster.owning(4, 4, board), "board");
        assertThat(render(new Compositor(), document, new IntRect(0, 0, 2, 2), 0.5))
                .containsOnly(0x80800000);
    }

    @Test
    void enlargedPixelsAreBlocks() {
        Document document = Document.of(new RandomEdits(3).picture(9, 7), "picture");
        int[] one = render(new Compositor(), document, document.bounds(), 1);
        int[] three = render(new Compositor(), document, new IntRect(0, 0, 27, 21), 3);
        for (int y = 0; y < 21; y++) {
            for (int x = 0; x < 27; x++) {
                assertThat(three[y * 27 + x]).isEqualTo(one[y / 3 * 9 + x / 3]);
            }
        }
    }

    @Test
    void outsideTheDocumentIsTransparent() {
        Document document = Document.blank(new IntSize(10, 10), "layer");
        document = new PlacePicture("large", Raster.filled(600, 600, 0xffffffff), -300, -300).apply(document);
        int[] pixels = render(new Compositor(), document, new IntRect(-5, -5, 20, 20), 1);
        for (int i = 0; i < pixels.length; i++) {
            boolean inside = new IntRect(0, 0, 10, 10).contains(i % 20 - 5, i / 20 - 5);
            assertThat(pixels[i]).isEqualTo(inside ? 0xffffffff : 0);
        }
    }

    @Test
    void onlyTilesThatChangedAreMadeAnew() {
        Document document = Document.of(new RandomEdits(1).picture(1024, 1024), "picture");
        Compositor compositor = new Compositor();
        render(compositor, document, document.bounds(), 1);
        assertThat(compositor.tilesMade()).isEqualTo(16);
        LayerId layer = document.layers().getFirst().id();
        Document selected = new SelectionEdit.Rectangle(new IntRect(300, 300, 5, 5), Combine.REPLACE).apply(document);
        Document changed = new FillEdit.Area(layer, 0xffff0000).apply(selected);
        render(compositor, changed, document.bounds(), 1);
        assertThat(compositor.tilesMade()).as("one dirty tile").isEqualTo(17);
        Document renamed = new LayerEdit.SetLocked(layer, true).apply(new LayerEdit.Rename(layer, "x").apply(changed));
        render(compositor, renamed, document.bounds(), 1);
        assertThat(compositor.tilesMade()).as("names and locks are not seen").isEqualTo(17);
        render(compositor, new LayerEdit.SetOpacity(layer, 0.5f).apply(changed), document.bounds(), 1);
        assertThat(compositor.tilesMade()).as("all").isEqualTo(33);
    }

    @Test
    void workIsDoneInSlices() {
        Document document = Document.of(new RandomEdits(1).picture(1024, 1024), "picture");
        Compositor compositor = new Compositor();
        int slices = 1;
        while (!compositor.prepare(document, document.bounds(), 1, 1)) {
            slices++;
        }
        assertThat(slices).as("one tile a slice when there is no time").isEqualTo(16);
        render(compositor, document, document.bounds(), 1);
        assertThat(compositor.tilesMade()).as("nothing left to make").isEqualTo(16);
    }

    @Test
    void aCacheTooSmallForTheViewStillGivesTheRightPicture() {
        Document document = new RandomEdits(5).document(600, 600);
        Compositor small = new Compositor(600_000);
        for (double scale : new double[] {1, 0.4, 1}) {
            IntRect output = Compositor.outputRect(document.bounds(), scale);
            assertThat(render(small, document, output, scale))
                    .isEqualTo(render(new Compositor(), document, output, scale));
        }
    }

    @Test
    void aGroupIsIsolated() {
        // Multiply inside a group has nothing below it there: it must not darken the layer under the group.
        Document document = Document.of(Raster.filled(4, 4, 0xff808080), "grey");
        document = new PlacePicture("red", Raster.filled(4, 4, 0xffff0000), 0, 0).apply(document);
        LayerId red = document.layers().getLast().id();
        document = new LayerEdit.SetBlend(red, studio.unclip.editor.document.BlendMode.MULTIPLY).apply(document);
        assertThat(Flattener.flatten(document).argb(1, 1)).isEqualTo(0xff800000);
        document = new LayerEdit.Group(java.util.List.of(red), "group").apply(document);
        assertThat(Flattener.flatten(document).argb(1, 1)).isEqualTo(0xffff0000);
        LayerId group = document.layers().getLast().id();
        document = new LayerEdit.SetOpacity(group, 0.5f).apply(document);
        assertThat(Flattener.flatten(document).argb(1, 1)).isEqualTo(0xffc04040);
    }

    @Test
    void manyTranslucentLayersAreRoundedOnce() {
        // 40 layers at 10 %: 255 - 255 * 0.9^40 = 251.2; rounding at each layer would stop at 250 or earlier.
        Document document = Document.of(Raster.filled(2, 2, 0xff000000), "black");
        for (int i = 0; i < 40; i++) {
            document = new PlacePicture("white", Raster.filled(2, 2, 0xffffffff), 0, 0).apply(document);
            LayerId top = document.layers().getLast().id();
            document = new LayerEdit.SetOpacity(top, 0.1f).apply(document);
        }
        assertThat(Flattener.flatten(document).argb(0, 0)).isEqualTo(0xfffbfbfb);
    }

    @Test
    void mergingKeepsTheLook() {
        for (long seed = 0; seed < 20; seed++) {
            Document document = Document.of(new RandomEdits(seed).picture(40, 40), "lower");
            document = new PlacePicture("upper", new RandomEdits(seed + 100).picture(30, 30), 5, 5).apply(document);
            LayerId upper = document.layers().getLast().id();
            document = new LayerEdit.SetOpacity(upper, 0.6f).apply(document);
            document = new LayerEdit.SetBlend(upper, studio.unclip.editor.document.BlendMode.SCREEN).apply(document);
            Document merged = new LayerEdit.MergeDown(upper).apply(document);
            assertThat(merged.layers()).hasSize(1);
            assertThat(Flattener.flatten(merged)).isEqualTo(Flattener.flatten(document));
            assertThat(merged.layer(upper)).isEqualTo(Optional.empty());
        }
    }
}
