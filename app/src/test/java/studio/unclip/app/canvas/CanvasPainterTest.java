package studio.unclip.app.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;

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
        new CanvasPainter().paint(workspace.document().get(), transform, VIEW, buffer, 1);
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
        paint(new ViewTransform(8, -40, -40));

        // View pixel (0, 0) is document pixel 5; blue begins at document pixel 8, view pixel 24.
        assertThat(at(0, 0)).isEqualTo(RED);
        assertThat(at(23, 23)).isEqualTo(RED);
        assertThat(at(24, 24)).isEqualTo(0xff0000ff);
        assertThat(at(39, 29)).isEqualTo(0xff0000ff);
    }
}
