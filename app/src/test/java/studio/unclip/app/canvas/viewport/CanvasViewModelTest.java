package studio.unclip.app.canvas.viewport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.geom.IntSize;

class CanvasViewModelTest {
    private final Workspace workspace = Workspaces.empty(400, 400);
    private final CanvasViewModel model = new CanvasViewModel(workspace);

    @Test
    void the_picture_keeps_fitting_while_the_window_is_resized_until_a_person_zooms() {
        model.resize(new IntSize(448, 448), 1);
        assertThat(model.transform().get().zoom()).isEqualTo(1);
        model.resize(new IntSize(848, 848), 1);
        assertThat(model.transform().get().zoom()).isEqualTo(2);

        model.zoom(1, 100, 100);
        double chosen = model.transform().get().zoom();
        model.resize(new IntSize(448, 448), 1);
        assertThat(model.transform().get().zoom()).isEqualTo(chosen);

        model.fit();
        assertThat(model.transform().get().zoom()).isEqualTo(1);
    }

    @Test
    void the_margin_is_as_wide_for_the_eye_on_a_finer_screen() {
        model.resize(new IntSize(400 + 2 * 48, 400 + 2 * 48), 2);
        assertThat(model.transform().get()).isEqualTo(new ViewTransform(1, 48, 48));
    }

    @Test
    void actual_size_is_one_device_pixel_a_pixel_about_the_middle_of_the_view() {
        model.resize(new IntSize(264, 264), 1);
        model.oneToOne();

        assertThat(model.transform().get()).isEqualTo(new ViewTransform(1, -68, -68));
        assertThat(model.zoomText().get()).isEqualTo("100 %");
    }

    @Test
    void a_document_of_another_size_is_shown_whole() {
        model.resize(new IntSize(448, 448), 1);
        model.zoom(8, 0, 0);
        workspace.fitEmptyCanvas(new IntSize(200, 100));

        assertThat(model.transform().get().zoom()).isEqualTo(2);
    }
}
