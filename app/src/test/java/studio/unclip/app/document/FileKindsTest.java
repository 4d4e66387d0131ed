package studio.unclip.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.TurnPicture;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.Turn;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;
import studio.unclip.inference.api.Sampling;

/** What a file is called and which kind it is: what the dialog suggests, and what a typed name means. */
@Timeout(180)
class FileKindsTest {
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

    /** What the dialog would suggest now; nothing is saved. */
    private String suggestion() {
        desk.saveTo = Optional.empty();
        documents.saveAs();
        return FileName.name(desk.suggested.getLast());
    }

    /** A step that leaves one layer. */
    private void flip() {
        desk.workspace.apply(new TurnPicture(Turn.FLIP_LEFT_RIGHT), "Flip left and right", Optional.empty());
    }

    @Test
    void a_generated_picture_that_nothing_was_done_to_is_a_png_and_from_the_next_step_on_an_ora() {
        desk.generate("an owl", 1);
        assertThat(suggestion()).isEqualTo("an-owl.png");
        flip();
        assertThat(suggestion()).as("one layer, but two steps").isEqualTo("an-owl.ora");
        desk.workspace.undo();
        assertThat(suggestion()).as("the step that was undone is kept, too").isEqualTo("an-owl.ora");
    }

    @Test
    void who_has_chosen_a_png_is_offered_one_again_as_long_as_it_holds_all_there_is_to_see() {
        desk.generate("an owl", 1);
        desk.saveTo(folder.resolve("mine.png"));
        save();
        flip();
        assertThat(suggestion()).isEqualTo("mine.png");
        desk.workspace.apply(new PlacePicture("dot", Raster.filled(2, 2, 0xffff0000), 1, 1), "A dot", Optional.empty());
        assertThat(suggestion()).isEqualTo("mine.ora");
    }

    @Test
    void a_name_that_ends_in_jpg_gives_a_jpeg_of_that_name() throws IOException {
        desk.generate("an owl", 1);
        Path file = folder.resolve("eule.jpg");
        desk.saveTo(file);
        save();

        assertThat(desk.notices).containsExactly(new Notice("Saved eule.jpg", false));
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).startsWith(0xFF, 0xD8, 0xFF);
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("trainedAlgorithmicMedia");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_kind_of_file_that_is_not_written_is_refused_and_nothing_is_made() {
        desk.generate("an owl", 1);
        desk.saveTo(folder.resolve("eule.WebP"));
        save();

        assertThat(desk.lastNotice().text()).contains("eule.WebP was not saved", ".ora, .png or .jpg");
        assertThat(folder).isEmptyDirectory();
        assertThat(documents.canSave().get()).isTrue();
    }

    @Test
    void a_point_in_a_name_is_no_ending() {
        desk.generate("an owl", 1);
        desk.saveTo(folder.resolve("owl v1.2"));
        save();
        assertThat(folder.resolve("owl v1.2.png")).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "an owl,an-owl",
        "'  Wow! A/B\\C:*? ',wow-a-b-c",
        "'...',picture",
        "eine Möwe über Köln,eine-möwe-über-köln"
    })
    void the_suggested_name_comes_from_the_prompt_and_fits_every_disk(String prompt, String expected) {
        assertThat(FileName.suggestion(prompt)).isEqualTo(expected);
    }

    @Test
    void a_picture_that_was_only_widened_is_called_what_it_shows() {
        desk.generate("an owl", 1);
        Picture owl = ScriptedPictures.picture(1);
        Recipe wordless =
                new Recipe("unclip-starter", "0.1.0", new ImageRequest.Vary(owl, 0.5, 0.5, Sampling.of(2)), Map.of());
        desk.workspace.apply(
                new PlacePicture(
                        "Variation",
                        Raster.filled(2, 2, 0xff00ff00),
                        0,
                        0,
                        Optional.of(new Provenance(RecipeJson.write(wordless)))),
                "Variation",
                Optional.empty());
        desk.documents.saveAs();
        assertThat(desk.suggested.getLast().getFileName().toString()).startsWith("an-owl.");
    }
}
