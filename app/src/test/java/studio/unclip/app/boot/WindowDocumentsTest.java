package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.document.Unsaved;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.png.PngWriter;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/** A document's life in the window: opened, changed, saved, killed, brought back. */
class WindowDocumentsTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    /** Of an odd shape, every pixel another colour. */
    private static Raster photograph() {
        byte[] rgba = new byte[150 * 70 * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : (3 * i + i / 600) & 0xff);
        }
        return Raster.owning(150, 70, rgba);
    }

    private Path photographFile() throws IOException {
        return Files.write(home.resolve("фото #1.png"), PngWriter.encode(photograph(), Metadata.NONE));
    }

    private byte[] look() {
        Document document = studio.model().workspace().document().get();
        return Flattener.flatten(document).toRgba();
    }

    private void openByKey(Path file) {
        studio.answerOpenWith(file);
        studio.press(KeyCode.CONTROL, KeyCode.O);
        studio.until(
                "it is open", () -> studio.title().startsWith(file.getFileName().toString()));
    }

    /** A step that needs no tool: the clipboard's picture becomes a layer. */
    private void pasteRed() {
        studio.robot.interact(() -> {
            WritableImage red = new WritableImage(9, 9);
            for (int i = 0; i < 81; i++) {
                red.getPixelWriter().setColor(i % 9, i / 9, Color.RED);
            }
            ClipboardContent content = new ClipboardContent();
            content.putImage(red);
            Clipboard.getSystemClipboard().setContent(content);
        });
        studio.robot.interact(() -> studio.node("#canvas").requestFocus());
        int before = studio.model().workspace().history().size();
        studio.press(KeyCode.CONTROL, KeyCode.V);
        studio.until("it is pasted", () -> studio.model().workspace().history().size() > before);
    }

    @Test
    void a_photograph_is_opened_changed_saved_and_opened_again_pixel_by_pixel() throws IOException {
        openByKey(photographFile());
        assertThat(studio.isShown("#canvas")).isTrue();
        assertThat(look()).isEqualTo(photograph().toRgba());
        pasteRed();
        assertThat(studio.title()).startsWith("фото #1.png* –");
        byte[] edited = look();
        assertThat(edited).isNotEqualTo(photograph().toRgba());

        Path own = home.resolve("фото #1.ora");
        studio.answerSaveWith(own);
        studio.press(KeyCode.CONTROL, KeyCode.S);
        studio.until("it is saved", () -> studio.title().equals("фото #1.ora – Unclip Studio"));
        assertThat(studio.saveSuggested).isEqualTo(own);

        studio.press(KeyCode.CONTROL, KeyCode.W);
        studio.until("it is closed", () -> studio.title().equals("Unclip Studio"));
        assertThat(studio.unsavedQuestions).isZero();
        openByKey(own);
        assertThat(look()).isEqualTo(edited);
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(look()).as("with its history").isEqualTo(photograph().toRgba());
    }

    @Test
    void another_document_is_opened_only_when_unsaved_work_may_go() throws IOException {
        openByKey(photographFile());
        pasteRed();
        byte[] edited = look();
        studio.answerUnsavedWith(Unsaved.Choice.STAY);
        studio.answerSizeWith(new IntSize(40, 30));
        studio.press(KeyCode.CONTROL, KeyCode.N);
        assertThat(studio.unsavedQuestions).isEqualTo(1);
        assertThat(look()).isEqualTo(edited);

        studio.answerUnsavedWith(Unsaved.Choice.DISCARD);
        studio.press(KeyCode.CONTROL, KeyCode.N);
        assertThat(studio.model().workspace().document().get().size()).isEqualTo(new IntSize(40, 30));
        assertThat(studio.title()).isEqualTo("Unnamed – Unclip Studio");
        assertThat(studio.isShown("#canvas")).isTrue();
    }

    @Test
    void what_was_changed_in_a_file_comes_back_after_a_crash_with_the_history_of_the_file() throws Exception {
        openByKey(photographFile());
        pasteRed();
        Path own = home.resolve("own.ora");
        studio.answerSaveWith(own);
        studio.press(KeyCode.CONTROL, KeyCode.S);
        studio.until("it is saved", () -> studio.title().equals("own.ora – Unclip Studio"));
        pasteRed();
        studio.robot.interact(() -> studio.model().workspace().undo());
        studio.robot.interact(() -> studio.model().workspace().redo());
        byte[] edited = look();
        studio.crash();

        studio.until("it is back", () -> studio.isShown("#canvas"));
        assertThat(studio.bringBackQuestions).isEqualTo(1);
        assertThat(look()).isEqualTo(edited);
        assertThat(studio.title()).isEqualTo("own.ora* – Unclip Studio");
        studio.robot.interact(() -> studio.model().workspace().undo());
        studio.robot.interact(() -> studio.model().workspace().undo());
        assertThat(look())
                .as("with the history in the file")
                .isEqualTo(photograph().toRgba());
    }

    @Test
    void recent_files_are_in_the_menu_and_open_from_there() throws IOException {
        Path photo = photographFile();
        openByKey(photo);
        studio.press(KeyCode.CONTROL, KeyCode.W);
        studio.until("it is closed", () -> studio.title().equals("Unclip Studio"));
        MenuBar bar = (MenuBar) studio.node("#menu-bar");
        Menu recent = (Menu) item(bar, "menu-recent");
        assertThat(recent.getItems().getFirst().getText()).isEqualTo("фото #1.png");
        studio.robot.interact(() -> recent.getItems().getFirst().fire());
        studio.until("it is open", () -> studio.title().startsWith("фото #1.png"));
    }

    private static MenuItem item(MenuBar bar, String id) {
        return bar.getMenus().stream()
                .flatMap(menu -> menu.getItems().stream())
                .filter(found -> id.equals(found.getId()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void every_action_in_a_menu_shows_its_keys_and_is_off_while_it_cannot_be_done() throws IOException {
        MenuBar bar = (MenuBar) studio.node("#menu-bar");
        assertThat(item(bar, "menu-save").isDisable()).isTrue();
        assertThat(item(bar, "menu-undo").isDisable()).isTrue();
        assertThat(item(bar, "menu-save").getAccelerator().getDisplayText()).isEqualTo("Ctrl+S");
        assertThat(item(bar, "menu-open").isDisable()).isFalse();
        openByKey(photographFile());
        assertThat(item(bar, "menu-save").isDisable()).isFalse();
        pasteRed();
        assertThat(item(bar, "menu-undo").isDisable()).isFalse();
        studio.robot.interact(() -> item(bar, "menu-undo").fire());
        assertThat(look()).isEqualTo(photograph().toRgba());
    }

    @Test
    void arrow_up_brings_former_prompts_and_arrow_down_what_was_being_typed() {
        makePictures();
        studio.click("#prompt");
        studio.replaceText("#prompt", "a ca");
        studio.press(KeyCode.UP);
        assertThat(studio.text("#prompt")).isEqualTo("an owl");
        studio.press(KeyCode.DOWN);
        assertThat(studio.text("#prompt")).isEqualTo("a ca");
        studio.restart();
        studio.robot.interact(() -> studio.node("#prompt").requestFocus());
        studio.press(KeyCode.UP);
        assertThat(studio.text("#prompt")).as("also at the next start").isEqualTo("an owl");
    }

    @Test
    void settings_open_show_the_packs_and_choose_a_theme_that_lasts() {
        studio.press(KeyCode.CONTROL, KeyCode.COMMA);
        studio.until("the settings are there", () -> studio.isShown("#settings-pages"));
        studio.robot.interact(() -> studio.robot
                .lookup("#settings-theme")
                .<javafx.scene.control.ComboBox<Object>>query()
                .getSelectionModel()
                .selectLast());
        assertThat(studio.node("#settings-pages").getPseudoClassStates())
                .anyMatch(state -> state.getPseudoClassName().equals("dark"));
        studio.press(KeyCode.ESCAPE);
        studio.until("they are closed", () -> !studio.isShown("#settings-pages"));
    }

    @Test
    void diagnostics_name_versions_and_no_folder() {
        MenuBar bar = (MenuBar) studio.node("#menu-bar");
        studio.robot.interact(() -> item(bar, "menu-diagnostics").fire());
        studio.until("they are read", () -> studio.isShown("#diagnostics-text"));
        assertThat(studio.text("#diagnostics-text"))
                .contains("Unclip Studio", System.getProperty("java.runtime.version"))
                .doesNotContain(home.toString());
        studio.click("#diagnostics-copy");
        studio.robot.interact(
                () -> assertThat(Clipboard.getSystemClipboard().getString()).startsWith("Unclip Studio"));
        assertThat(((Labeled) studio.node("#diagnostics-copy")).getText()).isEqualTo("Copy");
    }
}
