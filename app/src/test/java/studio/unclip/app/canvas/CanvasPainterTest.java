package studio.unclip.app.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.Mask;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.SetPixels;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;

class CanvasPainterTest {
    private static final IntSize VIEW = new IntSize(40, 30);
    private static final int RED = 0xffcc2211;

    private final Workspace workspace = Workspaces.empty(16, 16);
    private final int[] buffer = new int[VIEW.width() * VIEW.height()];

    private int at(int x, int y) {
        return buffer[y * VIEW.width() + x];
    }

    private void paint(ViewTransform transform) {
        java.util.Arrays.fill(buffer, 0x12345678);
        CanvasPainter.Look look = new CanvasPainter.Look(transform, VIEW, 1);
        new CanvasPainter().paint(new CanvasPainter.Scene(workspace.document().get()), look, look.all(), buffer);
    }

    private void place(int argb, int x, int y, int side) {
        workspace.apply(new PlacePicture("a", Raster.filled(side, side, argb), x, y), "a", Optional.empty());
    }

    @Test
    void around_the_document_the_window_shows_through() {
        place(RED, 0, 0, 16);
        paint(new ViewTransform(1, 10, 5));

        assertThat(at(9, 5)).isZero();
        assertThat(at(10, 4)).isZero();
        assertThat(at(10, 5)).isEqualTo(RED);
        assertThat(at(25, 20)).isEqualTo(RED);
        assertThat(at(26, 20)).isZero();
        assertThat(at(25, 21)).isZero();
    }

    @Test
    void transparent_places_lie_on_a_checkerboard_that_is_opaque_and_has_two_shades() {
        paint(new ViewTransform(1, 8, 8));

        assertThat(at(8, 8)).isNotEqualTo(at(16, 8));
        assertThat(at(8, 8)).isEqualTo(at(16, 16));
        assertThat(at(8, 8) >>> 24).isEqualTo(255);
    }

    @Test
    void half_transparent_colour_is_mixed_with_the_checkerboard() {
        place(0x80000000, 0, 0, 16);
        paint(new ViewTransform(1, 8, 8));

        int light = at(8, 8) & 0xff;
        assertThat(light).isBetween(124, 130);
        assertThat(at(8, 8) >>> 24).isEqualTo(255);
    }

    @Test
    void a_document_larger_than_the_view_fills_it_from_the_right_place() {
        place(RED, 0, 0, 16);
        place(0xff0000ff, 8, 8, 8);
        paint(new ViewTransform(8, -40, -40)); // Large enough for lines between pixels.

        // View pixel (0, 0) is document pixel 5; blue begins at document pixel 8, view pixel 24.
        assertThat(at(1, 1)).isEqualTo(RED);
        assertThat(at(23, 23)).isEqualTo(RED);
        assertThat(at(25, 25)).isEqualTo(0xff0000ff);
        assertThat(at(39, 29)).isEqualTo(0xff0000ff);
    }

    private static Document noise(int width, int height, long seed) {
        Random random = new Random(seed);
        byte[] rgba = new byte[width * height * 4];
        random.nextBytes(rgba);
        Document document = Document.of(Raster.of(width, height, rgba), "noise");
        MaskRaster spot = MaskRaster.filled(30, 22, 255);
        return document.withMask(new Mask(MaskMap.EMPTY.withRaster(spot, 11, 7)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.09, 0.2, 0.37, 0.5, 0.81, 1, 1.5, 3, 8.4, 21})
    void painting_only_what_shows_a_changed_area_gives_what_painting_everything_does(double zoom) {
        IntSize view = new IntSize(180, 140);
        for (double displayScale = 1; displayScale <= 3; displayScale += 0.25) {
            Document before = noise(333, 290, 1);
            CanvasPainter.Look look = new CanvasPainter.Look(new ViewTransform(zoom, -7, 9), view, displayScale);
            int[] part = new int[(int) view.area()];
            CanvasPainter painter = new CanvasPainter();
            painter.paint(new CanvasPainter.Scene(before), look, look.all(), part);
            Random random = new Random(7);
            Document now = before;
            for (int i = 0; i < 12; i++) {
                int side = 1 + random.nextInt(25);
                IntRect area = new IntRect(random.nextInt(300) - 4, random.nextInt(280) - 4, side, side);
                LayerId layer = now.layers().getFirst().id();
                TileMap pixels = now.pixelLayer(layer)
                        .orElseThrow()
                        .pixels()
                        .withRaster(Raster.filled(side, side, random.nextInt()), area.x(), area.y());
                now = new SetPixels(layer, pixels).apply(now);
                MaskRaster spot = MaskRaster.filled(side, side, random.nextInt(256));
                now = now.withMask(new Mask(now.mask().coverage().withRaster(spot, area.x(), area.y())));
                painter.paint(new CanvasPainter.Scene(now), look, look.showing(area), part);
            }
            int[] whole = new int[part.length];
            new CanvasPainter().paint(new CanvasPainter.Scene(now), look, look.all(), whole);
            assertThat(part).as("display scale %s", displayScale).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xffffffff, 0xff000000, 0xffe02f5f, 0xff808080, 0xff2f5fe0})
    void the_mask_is_seen_on_every_colour(int argb) {
        Document plain = Document.of(Raster.filled(40, 30, argb), "plain");
        Document masked = plain.withMask(new Mask(MaskMap.EMPTY.withRaster(MaskRaster.filled(20, 14, 255), 8, 6)));
        CanvasPainter.Look look = new CanvasPainter.Look(new ViewTransform(1, 0, 0), VIEW, 1);
        new CanvasPainter().paint(new CanvasPainter.Scene(masked), look, look.all(), buffer);

        assertThat(at(8, 10)).as("the edge inside").isEqualTo(0xffffffff);
        assertThat(at(7, 10)).as("the edge outside").isEqualTo(0xff000000);
        assertThat(at(30, 25)).as("far outside").isEqualTo(argb);
        long changed = 0;
        for (int y = 7; y < 19; y++) {
            for (int x = 9; x < 27; x++) {
                changed += distance(at(x, y), argb) > 24 ? 1 : 0;
            }
        }
        assertThat(changed).as("pixels inside that look clearly different").isGreaterThan(12 * 18 / 12);

        new CanvasPainter()
                .paint(new CanvasPainter.Scene(masked, false, Optional.empty(), 0), look, look.all(), buffer);
        assertThat(at(8, 10)).as("not shown").isEqualTo(argb);
    }

    private static int distance(int a, int b) {
        return Math.abs((a >> 16 & 0xff) - (b >> 16 & 0xff))
                + Math.abs((a >> 8 & 0xff) - (b >> 8 & 0xff))
                + Math.abs((a & 0xff) - (b & 0xff));
    }

    @Test
    void left_of_the_wipe_the_other_document_is_seen() {
        Document blue = Document.of(Raster.filled(40, 30, 0xff0000ff), "blue");
        Document red = Document.of(Raster.filled(40, 30, RED), "red");
        CanvasPainter.Look look = new CanvasPainter.Look(new ViewTransform(1, 0, 0), VIEW, 1);
        new CanvasPainter()
                .paint(new CanvasPainter.Scene(red, true, Optional.of(blue), 0.25), look, look.all(), buffer);

        assertThat(at(9, 12)).isEqualTo(0xff0000ff);
        assertThat(at(10, 12)).isEqualTo(RED);
    }

    @Test
    void pixels_that_are_large_have_lines_between_them() {
        place(RED, 0, 0, 16);
        paint(new ViewTransform(10, 0, 0));
        assertThat(at(5, 5)).isEqualTo(RED);
        assertThat(at(10, 5)).isNotEqualTo(RED);
        assertThat(at(5, 20)).isNotEqualTo(RED);
        paint(new ViewTransform(7, 0, 0));
        assertThat(at(7, 5)).isEqualTo(RED);
    }
}
