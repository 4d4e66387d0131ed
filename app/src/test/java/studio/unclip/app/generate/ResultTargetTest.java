package studio.unclip.app.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;

class ResultTargetTest {
    private final Workspace workspace = Workspaces.empty(1024, 1024);

    private static Candidate candidate(String prompt, long seed) {
        return candidate(0, prompt, seed);
    }

    private static Candidate candidate(int index, String prompt, long seed) {
        Recipe recipe = new Recipe(
                "unclip-starter",
                "0.1.0",
                new ImageRequest.Generate(
                        prompt,
                        Conditioning.DIFFUSION_PRIOR,
                        new Sampling(seed, 1, Map.of(), NoiseOrder.STREAM_PER_STAGE)),
                Map.of());
        return new Candidate(
                index, new Result.Whole(ScriptedGenerator.picture(seed)), recipe, OptionalDouble.of(0.3), Set.of());
    }

    @Test
    void a_candidate_becomes_one_layer_and_one_entry_with_its_recipe() {
        Candidate owl = candidate("an owl at night", 7);
        new ResultTarget(workspace).place(owl);

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
        new ResultTarget(workspace).place(candidate("an owl", 7));
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(8, 8));

        workspace.undo();
        assertThat(workspace.empty().get()).isTrue();
    }

    @Test
    void a_result_that_finds_another_document_lands_on_it_as_a_new_layer() {
        ResultTarget target = new ResultTarget(workspace);
        workspace.apply(
                new PlacePicture("sketch", Raster.filled(20, 20, 0xff00ff00), 0, 0), "Sketch", Optional.empty());

        target.place(candidate("an owl", 7));

        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(1024, 1024));
        assertThat(workspace.document().get().layers())
                .extracting(layer -> layer.properties().name())
                .containsExactly("Background", "sketch", "an owl");
    }

    @Test
    void a_long_prompt_is_shortened_in_the_label_but_not_in_the_recipe() {
        String prompt = "a very ".repeat(20) + "long prompt";
        new ResultTarget(workspace).place(candidate(prompt, 7));

        HistoryEntry entry = workspace.history().current();
        assertThat(entry.label().length()).isLessThanOrEqualTo(60);
        assertThat(entry.label()).endsWith("…");
        assertThat(RecipeJson.read(entry.recipe().orElseThrow()).prompt()).isEqualTo(prompt);
    }

    @Test
    void trying_one_candidate_after_the_other_is_one_entry_each_and_one_layer_in_all() {
        ResultTarget target = new ResultTarget(workspace);
        Candidate first = candidate(0, "an owl", 7);
        Candidate second = candidate(1, "an owl", 8);
        for (int round = 0; round < 6; round++) {
            target.place(first);
            assertThat(target.shows(0)).isTrue();
            assertThat(target.shows(1)).isFalse();
            target.place(second);
            assertThat(target.shows(0)).isFalse();
            assertThat(target.shows(1)).isTrue();
        }

        assertThat(workspace.history().size()).isEqualTo(3);
        List<Layer> layers = workspace.document().get().layers();
        assertThat(layers).hasSize(2);
        assertThat(RecipeJson.read(layers.getLast()
                                .properties()
                                .provenance()
                                .orElseThrow()
                                .text())
                        .seed())
                .isEqualTo(8);
        workspace.undo();
        assertThat(target.shows(0)).isTrue();
    }

    @Test
    void a_candidate_lands_on_top_of_what_was_done_since() {
        ResultTarget target = new ResultTarget(workspace);
        target.place(candidate(0, "an owl", 7));
        workspace.apply(new PlacePicture("sketch", Raster.filled(2, 2, 0xff00ff00), 0, 0), "Sketch", Optional.empty());
        target.place(candidate(1, "an owl", 8));

        assertThat(workspace.document().get().layers())
                .extracting(layer -> layer.properties().name())
                .containsExactly("Background", "an owl", "sketch", "an owl");
    }
}
