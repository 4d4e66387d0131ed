package studio.unclip.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.picture.PictureExport;
import studio.unclip.editor.file.png.PngWriter;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.Recipe;

/** Two desks stand for two windows, and for the run after a crash. */
@Timeout(180)
class OpeningTest {
    @TempDir
    Path folder;

    @TempDir
    Path journals;

    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(journals);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    /** A picture of an odd shape, every pixel another colour. */
    private static Raster photograph() {
        byte[] rgba = new byte[13 * 5 * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : 3 * i + 7);
        }
        return Raster.owning(13, 5, rgba);
    }

    private Path photographFile(String name) throws IOException {
        return Files.write(folder.resolve(name), PngWriter.encode(photograph(), Metadata.NONE));
    }

    private void open(Path file) {
        desk.documents.open(file);
        desk.finish();
    }

    private void dot(Desk on) {
        on.workspace.apply(new PlacePicture("dot", Raster.filled(2, 2, 0xffff0000), 1, 1), "A dot", Optional.empty());
    }

    private static byte[] look(Document document) {
        return Flattener.flatten(document).toRgba();
    }

    @Test
    void a_photograph_is_a_document_of_its_own_shape_and_what_is_done_to_it_opens_again_as_it_was() throws IOException {
        open(photographFile("photo.png"));
        assertThat(desk.workspace.empty().get()).isFalse();
        assertThat(desk.workspace.document().get().size()).isEqualTo(new IntSize(13, 5));
        assertThat(look(desk.workspace.document().get())).isEqualTo(photograph().toRgba());
        assertThat(desk.documents.modified().get()).isFalse();
        assertThat(desk.documents.name().get()).isEqualTo("photo.png");

        dot(desk);
        assertThat(desk.documents.modified().get()).isTrue();
        byte[] edited = look(desk.workspace.document().get());
        Path own = folder.resolve("photo.ora");
        desk.saveTo(own);
        desk.documents.save();
        desk.finish();
        assertThat(desk.suggested).as("beside the photograph, which stays").containsExactly(own);

        desk.documents.close();
        assertThat(desk.workspace.empty().get()).isTrue();
        open(own);
        assertThat(look(desk.workspace.document().get())).isEqualTo(edited);
        assertThat(desk.workspace.history().entries())
                .extracting(HistoryEntry::label)
                .containsExactly("Opened photo.png", "A dot");
        desk.workspace.undo();
        assertThat(look(desk.workspace.document().get())).isEqualTo(photograph().toRgba());
    }

    @Test
    void a_jpeg_is_never_saved_over_without_a_question() throws IOException {
        Path jpeg = folder.resolve("photo.jpg");
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            new PictureExport(new AtomicFile(), pool)
                    .jpeg(
                            Document.of(photograph(), "photo"),
                            0.9f,
                            0,
                            Metadata.NONE,
                            jpeg,
                            AtomicFile.Existing.KEEP,
                            Watcher.none());
        }
        byte[] before = Files.readAllBytes(jpeg);
        open(jpeg);
        dot(desk);
        desk.documents.save();
        desk.finish();
        assertThat(desk.suggested).containsExactly(folder.resolve("photo.ora"));
        assertThat(jpeg).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space.png", "сова.png", "owl 🦉.png", "a#b%20c.png"})
    void names_of_every_kind_are_opened_saved_and_opened_again(String name) throws IOException {
        open(photographFile(name));
        assertThat(desk.documents.name().get()).isEqualTo(name);
        dot(desk);
        Path own = folder.resolve(name.replace(".png", ".ora"));
        desk.saveTo(own);
        desk.documents.save();
        desk.finish();
        desk.documents.close();
        open(own);
        assertThat(desk.documents.name().get()).isEqualTo(own.getFileName().toString());
        assertThat(desk.documents.recent().files()).startsWith(own);
    }

    @Test
    void unsaved_work_is_asked_about_before_another_document_and_stays_if_it_is_to_stay() throws IOException {
        Path photo = photographFile("photo.png");
        desk.generate("an owl", 1);
        byte[] owl = look(desk.workspace.document().get());

        open(photo);
        assertThat(desk.stakes).containsExactly(new AtStake(false, 0, AtStake.Work.UNSAVED));
        assertThat(look(desk.workspace.document().get())).isEqualTo(owl);

        desk.unsaved = Unsaved.Choice.SAVE;
        desk.saveTo(folder.resolve("owl.ora"));
        open(photo);
        assertThat(folder.resolve("owl.ora")).exists();
        assertThat(desk.documents.name().get()).isEqualTo("photo.png");

        dot(desk);
        desk.unsaved = Unsaved.Choice.DISCARD;
        desk.size = Optional.of(new IntSize(20, 30));
        desk.documents.begin();
        assertThat(desk.workspace.document().get().size()).isEqualTo(new IntSize(20, 30));
        assertThat(desk.workspace.empty().get())
                .as("a canvas a person asked for")
                .isFalse();
        assertThat(desk.documents.modified().get()).isFalse();
    }

    @Test
    void a_file_that_cannot_be_read_is_told_and_leaves_everything_as_it_was() throws IOException {
        desk.generate("an owl", 1);
        desk.unsaved = Unsaved.Choice.DISCARD;
        byte[] owl = look(desk.workspace.document().get());
        open(Files.writeString(folder.resolve("notes.txt"), "no picture"));
        assertThat(desk.lastNotice())
                .isEqualTo(new Notice("notes.txt was not opened: not an OpenRaster, PNG or JPEG picture.", true));
        open(folder.resolve("gone.png"));
        assertThat(desk.lastNotice().text()).startsWith("gone.png was not opened: there is no such file");
        assertThat(look(desk.workspace.document().get())).isEqualTo(owl);
        assertThat(desk.documents.modified().get()).isTrue();
    }

    @Test
    void a_dropped_picture_is_opened_where_there_is_none_and_laid_in_where_there_is_one() throws IOException {
        Path first = photographFile("first.png");
        Path second = photographFile("second.png");
        desk.documents.take(List.of(first, second));
        desk.finish();
        assertThat(desk.documents.name().get()).isEqualTo("first.png");
        assertThat(desk.workspace.document().get().layers())
                .extracting(layer -> layer.name())
                .containsExactly("first", "second");

        desk.documents.take(List.of(folder.resolve("gone.png"), first));
        desk.finish();
        assertThat(desk.lastNotice().text()).contains("gone.png was not opened");
        assertThat(desk.workspace.document().get().layers()).hasSize(3);
        desk.workspace.undo();
        assertThat(desk.workspace.document().get().layers()).hasSize(2);
        assertThat(desk.stakes).as("laying in needs no question").isEmpty();
    }

    @Test
    void a_pasted_picture_is_work_in_no_file() {
        desk.documents.paste(photograph());
        assertThat(desk.workspace.document().get().size()).isEqualTo(new IntSize(13, 5));
        assertThat(desk.documents.unkept()).isEqualTo(AtStake.Work.UNSAVED);
        desk.documents.paste(Raster.filled(3, 3, 0xff00ff00));
        assertThat(desk.workspace.document().get().layers()).hasSize(2);
        assertThat(desk.workspace.document().get().size()).isEqualTo(new IntSize(13, 5));
    }

    @Test
    void the_settings_in_a_picture_are_offered_and_its_recipe_goes_on_into_its_next_file() throws IOException {
        Recipe recipe = desk.generate("an owl", 1);
        Path owl = folder.resolve("owl.png");
        desk.saveTo(owl);
        desk.documents.save();
        desk.finish();
        desk.documents.close();

        open(owl);
        Notice notice = desk.lastNotice();
        assertThat(notice.text()).contains("owl.png carries the settings");
        notice.offer().orElseThrow().run().run();
        assertThat(desk.used).containsExactly(recipe);
        assertThat(desk.documents.recipe()).contains(recipe);

        desk.saveTo(folder.resolve("again.png"));
        desk.documents.export();
        desk.finish();
        assertThat(studio.unclip.app.export.RecipeReader.read(folder.resolve("again.png")))
                .isEqualTo(recipe);
    }

    @Test
    void a_document_open_in_another_window_is_not_opened_twice_nor_saved_over() throws IOException {
        Path own = folder.resolve("owl.ora");
        desk.generate("an owl", 1);
        desk.saveTo(own);
        desk.documents.save();
        desk.finish();
        byte[] before = Files.readAllBytes(own);

        try (Desk other = new Desk(journals)) {
            other.documents.open(own);
            other.finish();
            assertThat(other.lastNotice().text()).contains("owl.ora is open in another window");
            assertThat(other.workspace.empty().get()).isTrue();

            other.generate("a fox", 2);
            other.saveTo(own);
            other.documents.save();
            other.finish();
            assertThat(other.lastNotice().text()).contains("owl.ora was not saved", "open in another window");
            assertThat(own).hasBinaryContent(before);
        }
        desk.documents.close();
        try (Desk other = new Desk(journals)) {
            other.documents.open(own);
            other.finish();
            assertThat(other.documents.name().get())
                    .as("once it is closed it can be")
                    .isEqualTo("owl.ora");
        }
    }

    @Test
    void what_was_opened_and_not_changed_leaves_nothing_to_ask_about_after_a_crash() throws Exception {
        Path own = folder.resolve("owl.ora");
        desk.generate("an owl", 1);
        desk.saveTo(own);
        desk.documents.save();
        desk.finish();
        desk.documents.close();
        open(own);
        assertNothingIsLeft();
        open(photographFile("photo.png"));
        assertNothingIsLeft();
        dot(desk);
        while (left().isEmpty()) { // once it is changed there is
            Thread.sleep(20);
        }
    }

    /** Leaves work in no file, as a kill does once the first state is safe: a journal is there before its state is. */
    private void leaveWork() throws Exception {
        desk.generate("an owl", 1);
        Path kept = LeftByAKill.untilSafe(journals, desk.workspace.document().get(), folder);
        desk.close();
        LeftByAKill.copy(kept, journals);
    }

    @Test
    void what_a_crash_has_left_is_offered_beside_a_file_given_at_the_start() throws Exception {
        leaveWork();
        desk = new Desk(journals, Optional.of(photographFile("photo.png")));
        desk.finish();
        assertThat(desk.documents.name().get()).isEqualTo("photo.png");
        assertThat(desk.bringBackAsked).as("the file was asked for").isEmpty();
        assertThat(desk.documents.canBringBack().get()).isTrue();
        assertThat(desk.lastNotice().problem()).as("it stays").isTrue();

        dot(desk);
        desk.lastNotice().offer().orElseThrow().run().run();
        assertThat(desk.stakes).as("unsaved work is asked about first").hasSize(1);
        assertThat(desk.bringBackAsked).isEmpty();

        desk.unsaved = Unsaved.Choice.DISCARD;
        desk.documents.bringBack();
        assertThat(desk.bringBackAsked).containsExactly(Optional.empty());
        assertThat(desk.broughtBack).isEqualTo(1);
        assertThat(desk.documents.recipe().orElseThrow().prompt()).isEqualTo("an owl");
        assertThat(desk.documents.canBringBack().get()).isFalse();
        assertThat(desk.documents.unkept()).isEqualTo(AtStake.Work.UNSAVED);
    }

    @Test
    void what_a_crash_has_left_is_asked_about_at_once_if_the_file_given_at_the_start_cannot_be_read() throws Exception {
        leaveWork();
        desk = new Desk(journals, Optional.of(folder.resolve("gone.png")));
        desk.finish();
        assertThat(desk.bringBackAsked).hasSize(1);
        assertThat(desk.documents.recipe().orElseThrow().prompt()).isEqualTo("an owl");
    }

    private void assertNothingIsLeft() throws Exception {
        Thread.sleep(500);
        assertThat(left()).isEmpty();
    }

    /** Journals with states in them, as a kill would leave them now. */
    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(journals)) {
            return files.filter(file -> file.getFileName().toString().startsWith("journal-"))
                    .toList();
        }
    }

    @Test
    void a_document_that_is_open_is_not_opened_again() throws IOException {
        Path own = folder.resolve("owl.ora");
        desk.generate("an owl", 1);
        desk.saveTo(own);
        desk.documents.save();
        desk.finish();
        open(own);
        assertThat(desk.lastNotice()).isEqualTo(new Notice("owl.ora is open already.", false));
    }
}
