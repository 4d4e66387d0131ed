package studio.unclip.app.panel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;

class HistoryViewModelTest {
    private final Workspace workspace = Workspaces.empty(16, 16);
    private final HistoryViewModel history = new HistoryViewModel(workspace);

    private void place(String name) {
        workspace.apply(new PlacePicture(name, Raster.filled(4, 4, 0xff0000ff), 0, 0), name, Optional.empty());
    }

    private String rows() {
        StringBuilder text = new StringBuilder();
        for (HistoryViewModel.Row row : history.rows()) {
            text.append(row.current() ? ">" : row.onPath() ? " " : "-")
                    .append(row.label())
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void every_state_has_a_row_and_the_one_on_the_canvas_is_marked() {
        place("owl");
        place("fox");
        assertThat(rows()).isEqualTo("""
                 Empty canvas
                 owl
                >fox
                """);
    }

    @Test
    void what_was_undone_stays_and_can_be_gone_back_to() {
        place("owl");
        place("fox");
        workspace.undo();
        assertThat(rows()).isEqualTo("""
                 Empty canvas
                >owl
                 fox
                """);
        history.jump(history.rows().get(2));
        assertThat(workspace.document().get().layers()).hasSize(3);
        assertThat(rows()).endsWith(">fox\n");
    }

    @Test
    void a_branch_that_was_left_is_still_there_and_looks_left() {
        place("owl");
        workspace.undo();
        place("fox");
        assertThat(rows()).isEqualTo("""
                 Empty canvas
                -owl
                >fox
                """);
    }

    @Test
    void going_to_the_first_state_shows_the_empty_canvas() {
        place("owl");
        history.jump(history.rows().getFirst());
        assertThat(workspace.empty().get()).isTrue();
        assertThat(workspace.canRedo().get()).isTrue();
    }

    @Test
    void another_document_has_its_own_history() {
        workspace.fitEmptyCanvas(new IntSize(4, 4));
        place("owl");
        assertThat(rows()).isEqualTo("""
                 Empty canvas
                >owl
                """);
    }
}
