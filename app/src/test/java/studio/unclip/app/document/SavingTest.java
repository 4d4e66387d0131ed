package studio.unclip.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Recipe;

@Timeout(180)
class SavingTest {
    @TempDir
    Path folder;

    @TempDir
    Path journals;

    private Desk desk;
    private Documents documents;

    @BeforeEach
    void open() {
        desk = new Desk(journals);
        documents = desk.documents;
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private void save() {
        documents.save();
        desk.finish();
    }

    private boolean unsaved() {
        return documents.modified().get();
    }

    private void paint(int colour, int x) {
        desk.workspace.apply(new PlacePicture("dot", Raster.filled(2, 2, colour), x, 3), "dot", Optional.empty());
    }

    @Test
    void a_generated_pictures_file_holds_its_every_pixel_and_its_recipe() throws IOException {
        Recipe recipe = desk.generate("an owl at night", 70_000);
        desk.saveTo(folder.resolve("mine"));
        documents.save();
        assertThat(documents.free().get()).isFalse();
        desk.finish();

        Path file = folder.resolve("mine.png");
        assertThat(PictureReader.read(file)).isEqualTo(ScriptedPictures.picture(70_000));
        assertThat(RecipeReader.read(file)).isEqualTo(recipe);
        assertThat(desk.suggested).containsExactly(Path.of("an-owl-at-night.png"));
        assertThat(desk.notices).containsExactly(new Notice("Saved mine.png", false));
        assertThat(desk.remembered).containsExactly(file);
        assertThat(desk.recentTold).containsExactly(List.of(file));
        assertThat(unsaved()).isFalse();
        assertThat(documents.name().get()).isEqualTo("mine.png");
    }

    @Test
    void there_is_nothing_to_save_on_an_empty_canvas() {
        assertThat(documents.canSave().get()).isFalse();
        save();
        assertThat(desk.suggested).isEmpty();
        assertThat(unsaved()).isFalse();
        assertThat(documents.name().get()).isEmpty();
    }

    @Test
    void thinking_better_of_it_writes_nothing() {
        desk.generate("an owl", 1);
        save();
        assertThat(desk.notices).isEmpty();
        assertThat(unsaved()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_is_saved_is_what_was_on_the_canvas_when_it_was_asked_for() throws IOException {
        desk.generate("an owl", 1);
        desk.saveTo(folder.resolve("a.png"));
        documents.save();
        desk.generate("an owl", 2);
        desk.finish();

        assertThat(PictureReader.read(folder.resolve("a.png"))).isEqualTo(ScriptedPictures.picture(1));
        assertThat(unsaved()).as("the second picture is in no file").isTrue();
        desk.workspace.undo();
        assertThat(unsaved()).isFalse();
    }

    @Test
    void a_file_the_person_was_not_asked_about_is_not_replaced() throws IOException {
        desk.generate("an owl", 1);
        Files.writeString(folder.resolve("mine.png"), "kept");
        desk.saveTo(folder.resolve("mine"));
        save();
        assertThat(folder.resolve("mine.png")).hasContent("kept");
        assertThat(desk.lastNotice().text()).contains("mine.png was not saved", "already");

        desk.saveTo(folder.resolve("mine.png"));
        save();
        assertThat(PictureReader.read(folder.resolve("mine.png"))).isEqualTo(ScriptedPictures.picture(1));
    }

    @Test
    void a_disk_that_refuses_is_told_and_the_old_file_stays() throws IOException {
        desk.generate("an owl", 1);
        Path inTheWay = Files.createDirectory(folder.resolve("folder.png"));
        Files.writeString(inTheWay.resolve("kept"), "kept");
        desk.saveTo(inTheWay);
        save();

        assertThat(desk.lastNotice().problem()).isTrue();
        assertThat(desk.lastNotice().text())
                .startsWith("folder.png was not saved: ")
                .contains("a folder has this name", "is kept")
                .doesNotContainPattern("folder.png.*folder.png");
        assertThat(unsaved()).isTrue();
        assertThat(documents.canSave().get()).as("it can be tried again").isTrue();
        assertThat(inTheWay.resolve("kept")).exists();
    }

    @Test
    void a_picture_that_has_a_file_is_saved_there_again_without_a_question() throws IOException {
        desk.generate("an owl", 1);
        Path file = folder.resolve("owl.png");
        desk.saveTo(file);
        save();
        assertThat(documents.file().get()).contains(file);

        desk.generate("an owl", 2);
        save();
        assertThat(desk.suggested).as("asked once").hasSize(1);
        assertThat(PictureReader.read(file)).isEqualTo(ScriptedPictures.picture(2));
        assertThat(unsaved()).as("the new picture covers the old one").isFalse();

        desk.saveTo(folder.resolve("copy.png"));
        documents.saveAs();
        desk.finish();
        assertThat(desk.suggested).hasSize(2);
        assertThat(PictureReader.read(folder.resolve("copy.png"))).isEqualTo(ScriptedPictures.picture(2));
    }

    @Test
    void another_prompts_picture_does_not_take_the_place_of_the_saved_one() throws IOException {
        desk.generate("an owl", 1);
        desk.saveTo(folder.resolve("owl.png"));
        save();

        desk.generate("a fox", 2);
        assertThat(documents.file().get()).isEmpty();
        desk.saveTo(folder.resolve("fox.png"));
        save();
        assertThat(desk.suggested)
                .extracting(path -> path.getFileName().toString())
                .first()
                .isEqualTo("an-owl.png");
        assertThat(desk.suggested.getLast().getFileName().toString()).startsWith("a-fox");
        assertThat(PictureReader.read(folder.resolve("owl.png"))).isEqualTo(ScriptedPictures.picture(1));
    }

    @Test
    void a_file_that_somebody_else_has_written_since_is_asked_about() throws IOException {
        desk.generate("an owl", 1);
        Path file = folder.resolve("owl.png");
        desk.saveTo(file);
        save();
        Files.writeString(file, "theirs");

        desk.saveTo = Optional.empty();
        desk.generate("an owl", 2);
        save();
        assertThat(desk.suggested).hasSize(2);
        assertThat(file).hasContent("theirs");
        assertThat(desk.lastNotice().text()).contains("owl.png was changed by another program");
    }

    @Test
    void layers_that_a_picture_file_does_not_hold_are_said_and_still_asked_about() {
        desk.generate("an owl", 1);
        paint(0xffff0000, 2);
        desk.saveTo(folder.resolve("owl.png"));
        save();
        assertThat(desk.suggested)
                .as("a picture of layers is offered what keeps them")
                .containsExactly(Path.of("an-owl.ora"));
        assertThat(desk.lastNotice().text())
                .startsWith("Saved owl.png: the picture as it looks.")
                .contains(".ora");
        assertThat(unsaved()).isTrue();
        assertThat(documents.unkept()).isEqualTo(AtStake.Work.LAYERS);

        desk.saveTo(folder.resolve("owl.ora"));
        save();
        assertThat(desk.suggested.getLast()).isEqualTo(folder.resolve("owl.ora"));
        assertThat(unsaved()).isFalse();
        assertThat(documents.name().get()).isEqualTo("owl.ora");
    }

    @Test
    void an_own_file_is_saved_again_whatever_is_drawn_and_an_export_leaves_it_the_documents() throws IOException {
        desk.generate("an owl", 1);
        Path own = folder.resolve("owl.ora");
        desk.saveTo(own);
        save();
        desk.generate("a fox", 2);
        assertThat(documents.file().get()).contains(own);
        assertThat(documents.unkept()).isEqualTo(AtStake.Work.CHANGED);

        desk.saveTo(folder.resolve("fox.png"));
        documents.export();
        desk.finish();
        assertThat(PictureReader.read(folder.resolve("fox.png"))).isEqualTo(ScriptedPictures.picture(2));
        assertThat(documents.file().get()).contains(own);
        assertThat(unsaved()).as("its own file is older").isTrue();

        save();
        assertThat(desk.suggested).hasSize(2);
        assertThat(unsaved()).isFalse();
        desk.workspace.undo();
        assertThat(unsaved()).as("the file shows another state").isTrue();
    }

    @Test
    void a_copy_to_share_tells_that_it_was_generated_and_nothing_else() throws IOException {
        desk.generate("a secret owl", 1);
        Path file = folder.resolve("shared.png");
        desk.saveTo(file);
        documents.share();
        desk.finish();

        assertThat(PictureReader.read(file)).isEqualTo(ScriptedPictures.picture(1));
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("trainedAlgorithmicMedia").doesNotContain("secret", "unclip-recipe");
        assertThat(unsaved()).as("a copy is not the document's file").isTrue();
        assertThat(desk.recentTold).isEmpty();
    }

    @Test
    void a_copy_to_share_of_what_no_model_made_has_no_mark_and_no_colour_under_what_is_transparent()
            throws IOException {
        desk.workspace.apply(
                new PlacePicture("hidden", Raster.filled(8, 8, 0x00123456), 0, 0), "hidden", Optional.empty());
        Path file = folder.resolve("shared.png");
        desk.saveTo(file);
        documents.share();
        desk.finish();

        assertThat(PictureReader.read(file).toRgba()).containsOnly(0);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("trainedAlgorithmicMedia");
    }

    @Test
    void what_is_to_happen_after_saving_happens_only_when_it_is_saved() {
        List<String> done = new ArrayList<>();
        desk.unsaved = Unsaved.Choice.SAVE;
        desk.generate("an owl", 1);
        AtStake stake = new AtStake(false, 0, documents.unkept());
        documents.settle(stake, Unsaved.Before.CLOSING, () -> done.add("thought better of it"));
        desk.finish();
        desk.saveTo(folder.resolve("no/such/owl.png"));
        documents.settle(stake, Unsaved.Before.CLOSING, () -> done.add("refused"));
        desk.finish();
        assertThat(done).isEmpty();

        desk.saveTo(folder.resolve("owl.png"));
        documents.settle(stake, Unsaved.Before.CLOSING, () -> done.add("saved"));
        assertThat(done).isEmpty();
        desk.finish();
        assertThat(done).containsExactly("saved");
    }

    @Test
    void steps_that_were_undone_and_are_in_no_file_are_work_too() {
        assertThat(documents.unkept()).isEqualTo(AtStake.Work.NONE);
        desk.generate("an owl", 1);
        assertThat(documents.unkept()).as("it is on the canvas").isEqualTo(AtStake.Work.UNSAVED);
        desk.workspace.undo();
        assertThat(unsaved()).isFalse();
        assertThat(documents.unkept()).isEqualTo(AtStake.Work.HISTORY);

        desk.workspace.redo();
        desk.saveTo(folder.resolve("owl.png"));
        save();
        desk.workspace.undo();
        assertThat(documents.unkept()).as("it is in a file").isEqualTo(AtStake.Work.NONE);
    }

    @Test
    void a_disk_that_refuses_is_named_with_its_cause_and_without_our_own_file_names() {
        desk.generate("an owl", 1);
        desk.saveTo(folder.resolve("gone/owl.png"));
        save();
        assertThat(desk.lastNotice().text())
                .contains("owl.png", "not saved", "the folder " + folder.resolve("gone") + " does not exist")
                .doesNotContain(".tmp", ".saving");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_takes_no_files_is_said_to_be_one() {
        desk.generate("an owl", 1);
        desk.saveTo(Path.of("/proc/owl.png"));
        save();
        assertThat(desk.lastNotice().text())
                .contains("owl.png", "not saved", "the folder /proc takes no files")
                .doesNotContain(".tmp", ".saving");
    }
}
