package studio.unclip.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Recipe;

class SaveModelTest {
    @TempDir
    Path folder;

    private final Workspace workspace = Workspaces.empty(8, 8);
    private final List<Notice> notices = new ArrayList<>();
    private final List<Path> remembered = new ArrayList<>();
    private final List<String> suggested = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private Optional<Path> answer = Optional.empty();
    private final SaveModel save = new SaveModel(
            workspace,
            new SavePlaces() {
                @Override
                public Optional<Path> ask(String name) {
                    suggested.add(name);
                    return answer;
                }

                @Override
                public void remember(Path file) {
                    remembered.add(file);
                }
            },
            new PictureExport("Test"),
            background::add,
            Runnable::run,
            notices::add);

    private Recipe place(long seed) {
        Recipe recipe = new Recipe(
                Recipe.GENERATE,
                "unclip-starter",
                "0.1.0",
                "an owl at night",
                Conditioning.DIFFUSION_PRIOR,
                seed,
                NoiseOrder.STREAM_PER_STAGE,
                Map.of(),
                Map.of());
        ResultTarget.now(workspace)
                .place(new Candidate(0, ScriptedGenerator.picture(seed), recipe, OptionalDouble.empty(), Set.of()), workspace);
        return recipe;
    }

    private void finish() {
        List.copyOf(background).forEach(Runnable::run);
        background.clear();
    }

    @Test
    void the_file_holds_the_pictures_every_pixel_and_its_recipe() throws IOException {
        Recipe recipe = place(70_000);
        answer = Optional.of(folder.resolve("mine"));
        save.save();
        assertThat(save.saving().get()).isTrue();
        finish();

        Path file = folder.resolve("mine.png");
        assertThat(PictureReader.read(file)).isEqualTo(ScriptedGenerator.picture(70_000));
        assertThat(RecipeReader.read(file)).isEqualTo(recipe);
        assertThat(suggested).containsExactly("an-owl-at-night.png");
        assertThat(notices).containsExactly(new Notice("Saved mine.png", false));
        assertThat(remembered).containsExactly(file);
        assertThat(save.unsaved()).isFalse();
    }

    @Test
    void there_is_nothing_to_save_on_an_empty_canvas() {
        assertThat(save.canSave().get()).isFalse();
        save.save();
        assertThat(suggested).isEmpty();
        assertThat(save.unsaved()).isFalse();
    }

    @Test
    void thinking_better_of_it_writes_nothing() {
        place(1);
        save.save();
        finish();
        assertThat(notices).isEmpty();
        assertThat(save.unsaved()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_is_saved_is_what_was_on_the_canvas_when_it_was_asked_for() throws IOException {
        place(1);
        answer = Optional.of(folder.resolve("a.png"));
        save.save();
        place(2);
        finish();

        assertThat(PictureReader.read(folder.resolve("a.png"))).isEqualTo(ScriptedGenerator.picture(1));
        assertThat(save.unsaved()).as("the second picture is in no file").isTrue();
        workspace.undo();
        assertThat(save.unsaved()).isFalse();
    }

    @Test
    void a_file_the_person_was_not_asked_about_is_not_replaced() throws IOException {
        place(1);
        Files.writeString(folder.resolve("mine.png"), "kept");
        answer = Optional.of(folder.resolve("mine"));
        save.save();
        finish();
        assertThat(folder.resolve("mine.png")).hasContent("kept");
        assertThat(notices)
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("mine.png was not saved", "already"));

        answer = Optional.of(folder.resolve("mine.png"));
        save.save();
        finish();
        assertThat(PictureReader.read(folder.resolve("mine.png"))).isEqualTo(ScriptedGenerator.picture(1));
    }

    @Test
    void a_disk_that_refuses_is_told_and_the_old_file_stays() throws IOException {
        place(1);
        Path inTheWay = Files.createDirectory(folder.resolve("folder.png"));
        Files.writeString(inTheWay.resolve("kept"), "kept");
        answer = Optional.of(inTheWay);
        save.save();
        finish();

        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.problem()).isTrue();
            assertThat(notice.text()).contains("folder.png was not saved", "still on the canvas");
        });
        assertThat(save.unsaved()).isTrue();
        assertThat(save.canSave().get()).as("it can be tried again").isTrue();
        assertThat(inTheWay.resolve("kept")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "an owl,an-owl.png",
        "'  Wow! A/B\\C:*? ',wow-a-b-c.png",
        "'...',picture.png",
        "eine Möwe über Köln,eine-möwe-über-köln.png"
    })
    void the_suggested_name_comes_from_the_prompt_and_fits_every_disk(String prompt, String expected) {
        assertThat(SaveModel.fileName(prompt)).isEqualTo(expected);
    }
}
