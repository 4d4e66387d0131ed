package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.css.PseudoClass;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.document.AtStake;
import studio.unclip.app.document.Unsaved;
import studio.unclip.app.settings.Settings;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.app.settings.Theme;
import studio.unclip.app.settings.WindowPlace;

/** What closing asks, and what the next start remembers. */
class WindowClosingTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    @Test
    void an_untouched_window_closes_without_a_question() {
        openPack();
        studio.type("an owl");
        studio.requestClose();
        assertThat(studio.unsavedQuestions).isZero();
        assertThat(studio.isOpen()).isFalse();
    }

    @Test
    void pictures_nobody_has_used_are_kept_without_a_question_and_are_there_at_the_next_start() {
        makePictures();
        studio.untilAllAreStored();
        studio.requestClose();
        assertThat(studio.unsavedQuestions).isZero();
        assertThat(studio.isOpen()).isFalse();

        studio.restart();
        studio.until("they are back", () -> studio.isShown("#earlier-0-4"));
        assertThat(studio.isShown(".welcome")).as("the place is the welcome's").isTrue();
        studio.click("#earlier-0-2");
        untilCanvasShows(engine.requests.getFirst().seed() + 1);
    }

    @Test
    void closing_asks_about_pictures_the_disk_did_not_take() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(home.resolve("data/pictures"), "a file where the folder should be");
        makePictures();
        studio.until("it is told", () -> studio.model().tray().unwritten() == 4);
        studio.answerUnsavedWith(Unsaved.Choice.STAY);
        studio.requestClose();
        assertThat(studio.atStake).isEqualTo(new AtStake(false, 4, AtStake.Work.NONE));
        assertThat(studio.isOpen()).isTrue();
    }

    @Test
    void closing_asks_about_a_run_also_when_everything_else_is_saved() throws InterruptedException {
        makePictures();
        studio.click("#candidate-2");
        studio.answerSaveWith(home.resolve("owl.png"));
        studio.press(KeyCode.CONTROL, KeyCode.S);
        studio.until("it is saved", () -> !studio.model().documents().modified().get());
        engine.waitingAfter(0);
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        engine.waiting.await();
        studio.answerUnsavedWith(Unsaved.Choice.STAY);
        studio.requestClose();

        assertThat(studio.atStake).isEqualTo(new AtStake(true, 0, AtStake.Work.NONE));
        assertThat(studio.isOpen()).isTrue();
    }

    @Test
    void closing_asks_about_pictures_that_were_undone_and_are_in_no_file() {
        makePictures();
        studio.click("#candidate-2");
        studio.press(KeyCode.CONTROL, KeyCode.Z);
        studio.answerUnsavedWith(Unsaved.Choice.STAY);
        studio.requestClose();
        assertThat(studio.atStake).isEqualTo(new AtStake(false, 0, AtStake.Work.HISTORY));
        assertThat(studio.isOpen()).isTrue();
    }

    @Test
    void saving_at_the_end_saves_and_then_closes() {
        makePictures();
        studio.click("#candidate-2");
        Path file = home.resolve("owl.png");
        studio.answerUnsavedWith(Unsaved.Choice.SAVE);
        studio.answerSaveWith(home.resolve("no/such/folder/owl.png"));
        studio.requestClose();
        studio.until("it was refused", () -> studio.model().notice().get().isPresent());
        assertThat(studio.isOpen())
                .as("what is not saved keeps the window open")
                .isTrue();

        studio.answerSaveWith(file);
        studio.requestClose();
        studio.until("it is closed", () -> !studio.isOpen());
        assertThat(studio.unsavedQuestions).isEqualTo(2);
        assertThat(file).exists();
    }

    private boolean isDark() {
        return studio.node(".studio").getPseudoClassStates().contains(PseudoClass.getPseudoClass("dark"));
    }

    @Test
    void theme_and_size_are_as_they_were_at_the_next_start() {
        assertThat(isDark()).isFalse();
        studio.click("#theme");
        studio.click("Dark");
        studio.resize(900, 620);
        studio.requestClose();
        studio.restart();

        assertThat(isDark()).isTrue();
        assertThat(studio.width()).isEqualTo(900);
        assertThat(studio.height()).isEqualTo(620);
    }

    @Test
    void a_window_that_was_on_a_screen_that_is_gone_comes_back_on_one_that_is_there() {
        studio.requestClose();
        SettingsFile file = new SettingsFile(home.resolve("config"));
        studio.until("settings are written", () -> file.read().window().isPresent());
        file.write(Settings.DEFAULTS.withTheme(Theme.DARK).withWindow(new WindowPlace(-5000, 200, 900, 620, false)));
        studio.restart();

        assertThat(isDark()).as("the settings were read").isTrue();
        assertThat(studio.x()).isBetween(-100.0, 1000.0);
    }

    @Test
    void a_picture_a_crash_has_left_comes_back_with_its_prompt_and_is_asked_about_at_closing() throws Exception {
        makePictures();
        studio.click("#candidate-2");
        untilCanvasShows(engine.requests.getFirst().seed() + 1);
        studio.crash();

        studio.until("the picture is back", () -> studio.isShown("#canvas"));
        assertThat(studio.bringBackQuestions).isEqualTo(1);
        untilCanvasShows(engine.requests.getFirst().seed() + 1);
        assertThat(studio.text("#prompt")).isEqualTo("an owl");
        studio.answerUnsavedWith(Unsaved.Choice.STAY);
        studio.requestClose();
        assertThat(studio.atStake).isEqualTo(new AtStake(false, 0, AtStake.Work.UNSAVED));
    }
}
