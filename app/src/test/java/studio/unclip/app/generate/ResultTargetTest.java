package studio.unclip.app.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.ResizeCanvas;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;

class ResultTargetTest {
    private final Workspace workspace = Workspaces.empty(1024, 1024);

    private ResultTarget target() {
        return target("an owl");
    }

    private ResultTarget target(String prompt) {
        return new ResultTarget(
                workspace, Ask.of(ImageRequest.Generate.of(prompt, 7, 2)), Runnable::run, Runnable::run);
    }

    private static void place(ResultTarget target, Candidate candidate) {
        target.place(candidate, new ResultTarget.Told(why -> fail(why.sentence()), () -> {}, () -> {}));
    }

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
                index, new Result.Whole(ScriptedPictures.picture(seed)), recipe, OptionalDouble.of(0.3), Set.of());
    }

    @Test
    void a_candidate_becomes_one_layer_and_one_entry_with_its_recipe() {
        Candidate owl = candidate("an owl at night", 7);
        place(target("an owl at night"), owl);

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
        place(target(), candidate("an owl", 7));
        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(8, 8));

        workspace.undo();
        assertThat(workspace.empty().get()).isTrue();
    }

    @Test
    void a_result_that_finds_another_document_lands_on_it_as_a_new_layer() {
        ResultTarget target = target();
        workspace.apply(
                new PlacePicture("sketch", Raster.filled(20, 20, 0xff00ff00), 0, 0), "Sketch", Optional.empty());

        place(target, candidate("an owl", 7));

        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(1024, 1024));
        assertThat(workspace.document().get().layers())
                .extracting(layer -> layer.properties().name())
                .containsExactly("Background", "sketch", "an owl");
    }

    @Test
    void a_long_prompt_is_shortened_in_the_label_but_not_in_the_recipe() {
        String prompt = "a very ".repeat(20) + "long prompt";
        place(target(prompt), candidate(prompt, 7));

        HistoryEntry entry = workspace.history().current();
        assertThat(entry.label().length()).isLessThanOrEqualTo(60);
        assertThat(entry.label()).endsWith("…");
        assertThat(RecipeJson.read(entry.recipe().orElseThrow()).prompt()).isEqualTo(prompt);
    }

    @Test
    void trying_one_candidate_after_the_other_is_one_entry_and_one_layer() {
        ResultTarget target = target();
        Candidate first = candidate(0, "an owl", 7);
        Candidate second = candidate(1, "an owl", 8);
        for (int round = 0; round < 6; round++) {
            place(target, first);
            assertThat(target.shows(0)).isTrue();
            assertThat(target.shows(1)).isFalse();
            place(target, second);
            assertThat(target.shows(0)).isFalse();
            assertThat(target.shows(1)).isTrue();
        }

        assertThat(workspace.history().size()).isEqualTo(2);
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
        assertThat(workspace.empty().get()).isTrue();
    }

    @Test
    void a_candidate_that_something_was_made_from_keeps_its_state() {
        ResultTarget target = target();
        place(target, candidate(0, "an owl", 7));
        Revision owl = workspace.revision();
        workspace.apply(new PlacePicture("sketch", Raster.filled(2, 2, 0xff00ff00), 0, 0), "Sketch", Optional.empty());
        workspace.undo();
        place(target, candidate(1, "an owl", 8));

        assertThat(workspace.document().get().layers()).hasSize(2);
        assertThat(workspace.goTo(owl)).isTrue();
        workspace.redo();
        assertThat(workspace.document().get().layers()).hasSize(3);
    }

    private Candidate painted(int index, Picture pixels, PixelRect area, int width, int height) {
        ImageRequest request = ImageRequest.Generate.of("a hat", 7 + index, 1);
        return new Candidate(
                index,
                new Result.Patches(width, height, 0, 0, List.of(new Patch(area, pixels))),
                new Recipe("unclip-starter", "0.1.0", request, Map.of()),
                OptionalDouble.empty(),
                Set.of());
    }

    /** A hat in nine pixels of a document. */
    private ResultTarget hat(Document asked, int ring, Executor background) {
        return new ResultTarget(
                workspace,
                new Ask(
                        Mode.INPAINT,
                        ImageRequest.Generate.of("a hat", 7, 2),
                        new Destination.Within(asked, Masks.rectangle(new IntRect(2, 2, 3, 3)), new BlendRing(ring)),
                        "a hat"),
                background,
                Runnable::run);
    }

    @Test
    void patches_become_one_layer_and_the_count_says_what_changed_where() {
        place(target(), candidate("an owl", 7));
        Document asked = workspace.document().get();
        ResultTarget target = hat(asked, 1, Runnable::run);
        Picture red = Picture.sharing(
                6, 6, ByteBuffer.wrap(Raster.filled(6, 6, 0xffff0000).toRgba()));
        place(target, painted(0, red, new PixelRect(1, 1, 6, 6), 8, 8));

        assertThat(workspace.document().get().layers())
                .extracting(layer -> layer.properties().name())
                .containsExactly("Background", "an owl", "a hat");
        assertThat(target.changed(0)).hasValueSatisfying(count -> {
            assertThat(count.inMask()).isEqualTo(9);
            assertThat(count.inRing()).isPositive();
            assertThat(count.outside()).isZero();
        });
        assertThat(target.changed(1)).isEmpty();
    }

    @Test
    void patches_that_find_a_canvas_of_another_size_are_a_picture_of_their_own() {
        place(target(), candidate("an owl", 7));
        Document asked = workspace.document().get();
        ResultTarget target = hat(asked, 0, Runnable::run);
        workspace.apply(new ResizeCanvas(new IntSize(20, 10), 0, 0, false), "Larger", Optional.empty());
        Picture red = Picture.sharing(
                6, 6, ByteBuffer.wrap(Raster.filled(6, 6, 0xffff0000).toRgba()));
        place(target, painted(0, red, new PixelRect(1, 1, 6, 6), 8, 8));

        assertThat(workspace.document().get().size()).isEqualTo(new IntSize(20, 10));
        assertThat(workspace.document().get().layers().getLast().properties().name())
                .isEqualTo("a hat");
    }

    @Test
    void patches_that_are_not_laid_in_yet_stay_away_once_another_is_kept() {
        place(target(), candidate("an owl", 7));
        Document asked = workspace.document().get();
        List<Runnable> later = new ArrayList<>();
        ResultTarget target = hat(asked, 0, later::add);
        Picture red = Picture.sharing(
                6, 6, ByteBuffer.wrap(Raster.filled(6, 6, 0xffff0000).toRgba()));
        place(target, painted(0, red, new PixelRect(1, 1, 6, 6), 8, 8));
        later.removeFirst().run();
        Document kept = workspace.document().get();
        assertThat(kept.layers()).hasSize(3);
        place(target, painted(1, red, new PixelRect(1, 1, 6, 6), 8, 8));
        target.stay();
        later.removeFirst().run();
        assertThat(workspace.document().get()).isSameAs(kept);
    }

    private ResultTarget larger(Document asked) {
        return new ResultTarget(
                workspace,
                new Ask(
                        Mode.GENERATE,
                        new ImageRequest.Upscale(ScriptedPictures.picture(7), 2, Sampling.of(7)),
                        new Destination.Instead(asked),
                        "Upscaled 2×"),
                Runnable::run,
                Runnable::run);
    }

    /** Two parts side by side, the left one red, the right one blue. */
    private static Candidate inParts(int width, int height) {
        List<Patch> parts = List.of(
                new Patch(new PixelRect(0, 0, width / 2, height), filled(width / 2, height, 0xffff0000)),
                new Patch(new PixelRect(width / 2, 0, width / 2, height), filled(width / 2, height, 0xff0000ff)));
        return new Candidate(
                0,
                new Result.Patches(width, height, 0, 0, parts),
                new Recipe("unclip-starter", "0.1.0", ImageRequest.Generate.of("any", 7, 1), Map.of()),
                OptionalDouble.empty(),
                Set.of());
    }

    private static Picture filled(int width, int height, int argb) {
        return Picture.sharing(
                width,
                height,
                ByteBuffer.wrap(Raster.filled(width, height, argb).toRgba()));
    }

    @Test
    void a_larger_picture_becomes_the_document_in_one_step_and_undo_has_the_layers_again() {
        place(target(), candidate("an owl", 7));
        workspace.apply(new PlacePicture("hat", Raster.filled(2, 2, 0xff00ff00), 0, 0), "Hat", Optional.empty());
        Document before = workspace.document().get();
        int steps = workspace.history().size();
        ResultTarget target = larger(before);
        place(target, inParts(16, 16));

        Document after = workspace.document().get();
        assertThat(after.size()).isEqualTo(new IntSize(16, 16));
        assertThat(after.layers())
                .extracting(layer -> layer.properties().name())
                .containsExactly("Upscaled 2×");
        Raster seen = Flattener.flatten(after);
        assertThat(seen.argb(3, 5)).isEqualTo(0xffff0000);
        assertThat(seen.argb(12, 15)).isEqualTo(0xff0000ff);
        assertThat(workspace.history().size()).isEqualTo(steps + 1);
        assertThat(target.whole(inParts(16, 16), 1 << 20).width()).isEqualTo(16);

        workspace.undo();
        assertThat(workspace.document().get()).isEqualTo(before);
    }

    @Test
    void a_larger_picture_takes_nothing_away_that_was_painted_meanwhile() {
        place(target(), candidate("an owl", 7));
        ResultTarget target = larger(workspace.document().get());
        workspace.apply(new PlacePicture("hat", Raster.filled(2, 2, 0xff00ff00), 0, 0), "Hat", Optional.empty());
        place(target, inParts(16, 16));

        Document after = workspace.document().get();
        assertThat(after.size()).isEqualTo(new IntSize(8, 8));
        assertThat(after.layers())
                .extracting(layer -> layer.properties().name())
                .endsWith("hat", "Upscaled 2×");
    }

    @Test
    void a_candidate_lands_on_top_of_what_was_done_since() {
        ResultTarget target = target();
        place(target, candidate(0, "an owl", 7));
        workspace.apply(new PlacePicture("sketch", Raster.filled(2, 2, 0xff00ff00), 0, 0), "Sketch", Optional.empty());
        place(target, candidate(1, "an owl", 8));

        assertThat(workspace.document().get().layers())
                .extracting(layer -> layer.properties().name())
                .containsExactly("Background", "an owl", "sketch", "an owl");
    }
}
