package studio.unclip.app.panel.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.edit.LayerEdit;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;
import studio.unclip.inference.api.Sampling;

class HistoryViewModelTest {
    private final Workspace workspace = Workspaces.empty(16, 16);
    private final List<String> used = new ArrayList<>();
    private final HistoryViewModel history = new HistoryViewModel(workspace, new HistoryUses() {
        @Override
        public void compare(HistoryEntry before, HistoryEntry after) {
            used.add("compare " + before.label() + " with " + after.label());
        }

        @Override
        public void makeAgain(HistoryEntry state, Recipe recipe) {
            used.add("again " + recipe.prompt());
        }

        @Override
        public void change(Recipe recipe) {
            used.add("change " + recipe.prompt());
        }

        @Override
        public void copy(Recipe recipe) {
            used.add("copy " + recipe.prompt());
        }
    });

    private void place(String name) {
        workspace.apply(new PlacePicture(name, Raster.filled(4, 4, 0xff0000ff), 0, 0), name, Optional.empty());
    }

    private String rows() {
        StringBuilder text = new StringBuilder();
        for (HistoryViewModel.Row row : history.rows()) {
            text.append(row.current() ? ">" : row.onPath() ? " " : "-")
                    .append(row.title())
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

    /** Ten strokes of a mask are one thing that was done; undo still takes them back one by one. */
    @Test
    void the_same_done_several_times_in_a_row_is_one_row() {
        place("owl");
        place("stroke");
        place("stroke");
        place("stroke");
        place("fox");
        assertThat(rows()).isEqualTo("""
                 Empty canvas
                 owl
                 stroke × 3
                >fox
                """);
        assertThat(history.rows()).allMatch(row -> row.lines().lane() == 0);
        workspace.undo();
        workspace.undo();
        assertThat(rows()).as("the one on the canvas has a row").isEqualTo("""
                 Empty canvas
                 owl
                >stroke × 2
                 stroke
                 fox
                """);
        place("crow");
        assertThat(rows()).as("and so has one that a branch leaves").isEqualTo("""
                 Empty canvas
                 owl
                 stroke × 2
                -stroke
                -fox
                >crow
                """);
        history.jump(history.rows().get(2));
        assertThat(workspace.history().current().label()).isEqualTo("stroke");
    }

    @Test
    void a_starred_state_keeps_its_row_among_others_like_it() {
        place("stroke");
        place("stroke");
        history.star(history.rows().getLast());
        place("stroke");
        place("stroke");
        assertThat(rows()).isEqualTo("""
                 Empty canvas
                 stroke × 2
                >stroke × 2
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

    private HistoryViewModel.Row row(String label) {
        return history.rows().stream()
                .filter(row -> row.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    /** The tree as text: the row's own lane is a star, a line that passes a bar, one that leaves a backslash. */
    private String tree() {
        StringBuilder text = new StringBuilder();
        for (HistoryViewModel.Row row : history.rows()) {
            BranchLanes.Lines lines = row.lines();
            for (int lane = 0; lane < lines.width(); lane++) {
                int bit = 1 << lane;
                text.append(
                        lane == lines.lane()
                                ? '*'
                                : (lines.forks() & bit) != 0 ? '\\' : (lines.from() & bit) != 0 ? '|' : ' ');
            }
            text.append(' ').append(row.title()).append('\n');
        }
        return text.toString();
    }

    @Test
    void branches_have_lanes_and_the_way_to_the_canvas_is_the_first() {
        place("a");
        place("b");
        workspace.undo();
        place("c");
        place("d");
        workspace.jump(history.rows().getFirst().id());
        place("e");
        assertThat(tree()).isEqualTo("""
                *\\ Empty canvas
                |*\\ a
                ||* b
                |* c
                |* d
                * e
                """);
        history.jump(row("b"));
        assertThat(tree()).isEqualTo("""
                * \\ Empty canvas
                *\\| a
                *|| b
                 *| c
                 *| d
                  * e
                """);
    }

    @Test
    void many_branches_share_the_last_lane_and_a_thousand_states_are_quick() {
        for (int i = 0; i < 1_000; i++) {
            // Takes no time of its own, unlike a thousand layers.
            workspace.apply(new LayerEdit.Rename(new LayerId(1), "state " + i), "state " + i, Optional.empty());
            if (i % 3 == 0) {
                workspace.undo();
            }
        }
        assertThat(history.rows()).hasSize(1_001).allMatch(row -> row.lines().width() <= BranchLanes.MOST);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            workspace.undo();
            workspace.redo();
        }
        assertThat((System.nanoTime() - start) / 40_000_000.0)
                .as("milliseconds a step")
                .isLessThan(30);
    }

    @Test
    void a_star_is_told_and_taken_away_again() {
        place("owl");
        history.star(row("owl"));
        assertThat(row("owl").starred()).isTrue();
        assertThat(row("owl").spoken()).isEqualTo("owl, on the canvas, starred");
        history.star(row("owl"));
        assertThat(row("owl").starred()).isFalse();
    }

    @Test
    void two_states_are_compared_the_older_one_first() {
        place("owl");
        place("fox");
        history.compare(row("fox"), row("owl"));
        history.compareWithCanvas(row("Empty canvas"));
        assertThat(used).containsExactly("compare owl with fox", "compare Empty canvas with fox");
    }

    @Test
    void a_recipe_can_be_used_again_and_what_is_none_cannot() {
        Recipe recipe = new Recipe(
                "starter",
                "1",
                new ImageRequest.Generate("an owl", Conditioning.DIFFUSION_PRIOR, Sampling.of(7)),
                Map.of());
        workspace.apply(
                new PlacePicture("owl", Raster.filled(4, 4, 0xff0000ff), 0, 0),
                "an owl",
                Optional.of(RecipeJson.write(recipe)));
        workspace.apply(
                new PlacePicture("fox", Raster.filled(4, 4, 0xff0000ff), 0, 0),
                "a fox",
                Optional.of("of another kind"));
        history.makeAgain(row("an owl"));
        history.change(row("an owl"));
        history.copyRecipe(row("an owl"));
        history.makeAgain(row("a fox"));
        assertThat(used).containsExactly("again an owl", "change an owl", "copy an owl");
        assertThat(history.recipe(row("a fox"))).isEmpty();
    }
}
