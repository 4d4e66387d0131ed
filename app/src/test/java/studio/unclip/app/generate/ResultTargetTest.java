package studio.unclip.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

class ResultTargetTest {
    private final Workspace workspace = Workspaces.empty(1024, 1024);

    private static Candidate candidate(String prompt, long seed) {
        Recipe recipe = new Recipe(
                Recipe.GENERATE,
                "unclip-starter",
                "0.1.0",
                prompt,
                Conditioning.DIFFUSION_PRIOR,
                seed,
                NoiseOrder.STREAM_PER_STAGE,
                Map.of(),
                Map.of());
        return new Candidate(0, ScriptedGenerator.picture(seed), recipe, OptionalDouble.of(0.3), Set.of());
    }

    @Test
    void a_candidate_becomes_one_layer_and_one_entry_with_its_recipe() {
        Candidate owl = candidate("an owl at night", 7);
        ResultTarget.now(workspace).place(owl, workspace);

        HistoryEntry entry = workspace.history().current();
        assertThat(workspace.history().size()).isEqualTo(2);
        assertThat(entry.label()).isEqualTo("an owl at night");
        assertThat(RecipeJson.read(entry.recipe().orElseThrow())).isEqualTo(owl.recipe());
        Layer top = workspace.document().get().layers().getLast();
        assertThat(top.properties().name()).isEqualTo("an owl at night");
        assertThat(top.properties().provenance()).isPresent();
        assertThat(entry.thumbnail()).isPresent();
    }

    @Test
    void the_first_picture_decides_how_large_the_canvas_is() {
        ResultTarget.now(workspace).place(candidate("an owl", 7), workspace);
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(8, 8));

        workspace.undo();
        assertThat(workspace.empty().get()).isTrue();
    }

    @Test
    void a_result_that_finds_another_document_lands_on_it_as_a_new_layer() {
        ResultTarget target = ResultTarget.now(workspace);
        assertThat(target.changedSince(workspace)).isFalse();
        workspace.apply(
                new PlacePicture("sketch", Raster.filled(20, 20, 0xff00ff00), 0, 0), "Sketch", Optional.empty());
        assertThat(target.changedSince(workspace)).isTrue();

        target.place(candidate("an owl", 7), workspace);

        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(1024, 1024));
        assertThat(workspace.document().get().layers())
                .extracting(layer -> layer.properties().name())
                .containsExactly("Background", "sketch", "an owl");
    }

    @Test
    void a_long_prompt_is_shortened_in_the_label_but_not_in_the_recipe() {
        String prompt = "a very ".repeat(20) + "long prompt";
        ResultTarget.now(workspace).place(candidate(prompt, 7), workspace);

        HistoryEntry entry = workspace.history().current();
        assertThat(entry.label().length()).isLessThanOrEqualTo(60);
        assertThat(entry.label()).endsWith("…");
        assertThat(RecipeJson.read(entry.recipe().orElseThrow()).prompt()).isEqualTo(prompt);
    }
}
