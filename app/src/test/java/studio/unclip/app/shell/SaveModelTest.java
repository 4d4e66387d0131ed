package studio.unclip.app.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.ResultTarget;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;

class SaveModelTest {
    @TempDir
    Path folder;

    private final Workspace workspace = Workspaces.empty(8, 8);
    private final List<Notice> notices = new ArrayList<>();
    private final List<Path> remembered = new ArrayList<>();
    private final List<String> suggested = new ArrayList<>();
    private final List<Runnable> background = new ArrayList<>();
    private Optional<Path> answer = Optional.empty();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
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
            new DocumentWriter(new PictureExport("Test"), pool),
            background::add,
            Runnable::run,
            notices::add);

    @AfterEach
    void endPool() {
        pool.close();
    }

    private Recipe place(long seed) {
        return place("an owl at night", seed);
    }

    private Recipe place(String prompt, long seed) {
        Recipe recipe = new Recipe(
                "unclip-starter",
                "0.1.0",
                new ImageRequest.Generate(
                        prompt,
                        Conditioning.DIFFUSION_PRIOR,
                        new Sampling(seed, 1, Map.of(), NoiseOrder.STREAM_PER_STAGE)),
                Map.of());
        new ResultTarget(workspace, Ask.of((ImageRequest.Generate) recipe.request()), Runnable::run, Runnable::run)
                .place(
                        new Candidate(
                                0,
                                new Result.Whole(ScriptedGenerator.picture(seed)),
                                recipe,
                                OptionalDouble.empty(),
                                Set.of()),
                        why -> fail(why.sentence()));
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
            assertThat(notice.text()).contains("folder.png", "a folder has this name", "still on the canvas");
        });
        assertThat(save.unsaved()).isTrue();
        assertThat(save.canSave().get()).as("it can be tried again").isTrue();
        assertThat(inTheWay.resolve("kept")).exists();
    }

    @Test
    void a_picture_that_has_a_file_is_saved_there_again_without_a_question() throws IOException {
        place(1);
        Path file = folder.resolve("owl.png");
        answer = Optional.of(file);
        save.save();
        finish();
        assertThat(save.file().get()).contains(file);

        place(2);
        save.save();
        finish();
        assertThat(suggested).as("asked once").hasSize(1);
        assertThat(PictureReader.read(file)).isEqualTo(ScriptedGenerator.picture(2));
        assertThat(save.unsaved()).isFalse();

        answer = Optional.of(folder.resolve("copy.png"));
        save.saveAs();
        finish();
        assertThat(suggested).hasSize(2);
        assertThat(PictureReader.read(folder.resolve("copy.png"))).isEqualTo(ScriptedGenerator.picture(2));
    }

    @Test
    void another_prompts_picture_does_not_take_the_place_of_the_saved_one() throws IOException {
        place("an owl", 1);
        answer = Optional.of(folder.resolve("owl.png"));
        save.save();
        finish();

        place("a fox", 2);
        assertThat(save.file().get()).isEmpty();
        answer = Optional.of(folder.resolve("fox.png"));
        save.save();
        finish();
        assertThat(suggested).containsExactly("an-owl.png", "a-fox.png");
        assertThat(PictureReader.read(folder.resolve("owl.png"))).isEqualTo(ScriptedGenerator.picture(1));
    }

    @Test
    void a_file_that_somebody_else_has_written_since_is_asked_about() throws IOException {
        place(1);
        Path file = folder.resolve("owl.png");
        answer = Optional.of(file);
        save.save();
        finish();
        Files.writeString(file, "theirs");

        answer = Optional.empty();
        save.save();
        finish();
        assertThat(suggested).hasSize(2);
        assertThat(file).hasContent("theirs");
    }

    @Test
    void a_name_that_ends_in_jpg_gives_a_jpeg_of_that_name() throws IOException {
        place(1);
        Path file = folder.resolve("eule.jpg");
        answer = Optional.of(file);
        save.save();
        finish();

        assertThat(notices).containsExactly(new Notice("Saved eule.jpg", false));
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).startsWith(0xFF, 0xD8, 0xFF);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("trainedAlgorithmicMedia");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_kind_of_file_that_is_not_written_is_refused_and_nothing_is_made() {
        place(1);
        answer = Optional.of(folder.resolve("eule.WebP"));
        save.save();
        finish();

        assertThat(notices)
                .singleElement()
                .satisfies(notice -> assertThat(notice.text()).contains("eule.WebP was not saved", ".png or .jpg"));
        assertThat(folder).isEmptyDirectory();
        assertThat(save.canSave().get()).isTrue();
    }

    @Test
    void a_point_in_a_name_is_no_ending() {
        place(1);
        answer = Optional.of(folder.resolve("owl v1.2"));
        save.save();
        finish();
        assertThat(folder.resolve("owl v1.2.png")).exists();
    }

    @Test
    void what_is_to_happen_after_saving_happens_only_when_it_is_saved() {
        List<String> done = new ArrayList<>();
        place(1);
        save.saveThen(() -> done.add("thought better of it"));
        finish();
        answer = Optional.of(folder.resolve("no/such/owl.png"));
        save.saveThen(() -> done.add("refused"));
        finish();
        assertThat(done).isEmpty();

        answer = Optional.of(folder.resolve("owl.png"));
        save.saveThen(() -> done.add("saved"));
        assertThat(done).isEmpty();
        finish();
        assertThat(done).containsExactly("saved");
    }

    @Test
    void steps_that_were_undone_and_are_in_no_file_are_work_too() {
        assertThat(save.unsavedHistory()).isFalse();
        place(1);
        assertThat(save.unsavedHistory()).as("it is on the canvas").isFalse();
        workspace.undo();
        assertThat(save.unsaved()).isFalse();
        assertThat(save.unsavedHistory()).isTrue();

        workspace.redo();
        answer = Optional.of(folder.resolve("owl.png"));
        save.save();
        finish();
        workspace.undo();
        assertThat(save.unsavedHistory()).as("it is in a file").isFalse();
    }

    @Test
    void a_disk_that_refuses_is_named_with_its_cause_and_without_our_own_file_names() {
        place(1);
        answer = Optional.of(folder.resolve("gone/owl.png"));
        save.save();
        finish();
        assertThat(notices.getLast().text())
                .contains("owl.png", "not saved", "the folder " + folder.resolve("gone") + " does not exist")
                .doesNotContain(".tmp", ".saving");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_takes_no_files_is_said_to_be_one() {
        place(1);
        answer = Optional.of(Path.of("/proc/owl.png"));
        save.save();
        finish();
        assertThat(notices.getLast().text())
                .contains("owl.png", "not saved", "the folder /proc takes no files")
                .doesNotContain(".tmp", ".saving");
    }

    @ParameterizedTest
    @CsvSource({
        "an owl,an-owl.png",
        "'  Wow! A/B\\C:*? ',wow-a-b-c.png",
        "'...',picture.png",
        "eine Möwe über Köln,eine-möwe-über-köln.png"
    })
    void the_suggested_name_comes_from_the_prompt_and_fits_every_disk(String prompt, String expected) {
        assertThat(PictureName.suggestion(prompt)).isEqualTo(expected);
    }
}
