package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.engine.WorkerGeneratorOpener;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;

/** The way of a prompt to a saved file over the real engine and the starter pack, with few steps. */
@ExtendWith(ApplicationExtension.class)
@Timeout(300)
class StarterPackWindowTest {
    private static final long SECONDS = 200;

    // Not deleted by a failing clean-up: the pack may be mapped into memory.
    @TempDir
    static Path home;

    private StudioDriver studio;

    @Start
    void start(Stage stage) {
        PlatformFolders folders = PlatformFolders.under(home);
        PackFolders packs = PackFolders.ofThisProcess(folders);
        assertThat(packs.starter())
                .as("the starter pack must be there, in a sub-folder 'starter' of %s", packs.builtIn())
                .isPresent();
        studio = new StudioDriver(stage, home, packs, new WorkerGeneratorOpener(packs, folders), new FxRobot());
    }

    @AfterEach
    void close() {
        if (studio != null) {
            studio.close();
        }
    }

    @Test
    void a_prompt_becomes_a_picture_on_the_canvas_and_a_file_with_its_recipe() throws IOException {
        studio.until(
                "the pack is open",
                SECONDS,
                () -> !studio.model().prompt().stages().isEmpty());
        studio.type("an owl at night");
        studio.click("#settings-toggle");
        studio.click("#count-2");
        studio.replaceText("#steps-prior", "2");
        studio.replaceText("#steps-decoder", "10");
        // Nothing confirms what was typed: the keys come while the cursor still stands in the field.
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.until(
                "two pictures are made",
                SECONDS,
                () -> studio.text("#tray-line").startsWith("2 pictures in"));

        // The first that was made, by the words as typed. The best match, which stands first, may have another look.
        studio.click("#candidate-1");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        Path file = home.resolve("owl.png");
        studio.answerSaveWith(file);
        studio.press(KeyCode.CONTROL, KeyCode.S);
        studio.until("it is saved", () -> file.toFile().exists());

        Recipe recipe = RecipeReader.read(file);
        assertThat(recipe.prompt()).isEqualTo("an owl at night");
        assertThat(recipe.stages().get("prior").steps()).hasValue(2);
        assertThat(recipe.stages().get("decoder").steps()).hasValue(10);
        Picture picture = PictureReader.read(file);
        assertThat(picture.width())
                .isEqualTo(studio.model().workspace().document().get().size().width());
        assertThat(picture.width()).isGreaterThanOrEqualTo(64);
    }

    /** As the system does when memory is short, or a person in a task manager. */
    @Test
    void the_engine_killed_in_the_middle_costs_one_run_and_one_sentence() {
        long memory = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        assumeTrue(memory > 8L << 30, "on a machine of little memory the run begins anew with less");
        studio.until(
                "the pack is open",
                SECONDS,
                () -> !studio.model().prompt().stages().isEmpty());
        studio.type("an owl at night");
        studio.click("#settings-toggle");
        studio.click("#count-2");
        studio.replaceText("#steps-prior", "2");
        studio.replaceText("#steps-decoder", "3");
        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.until(
                "the first picture is made",
                SECONDS,
                () -> studio.model().tray().candidates().stream()
                        .anyMatch(candidate -> candidate.ready().isPresent()));
        List<ProcessHandle> engines = ProcessHandle.current().children().toList();
        assertThat(engines).as("the engine's process").hasSize(1);
        engines.getFirst().destroyForcibly();
        studio.until(
                "it is told in one sentence",
                SECONDS,
                () -> studio.text("#tray-line").contains("The engine's process was killed"));
        assertThat(studio.model().tray().candidates().getFirst().ready())
                .as("what was ready")
                .isPresent();

        studio.press(KeyCode.CONTROL, KeyCode.ENTER);
        studio.until(
                "the next run ends as ever",
                SECONDS,
                () -> studio.text("#tray-line").startsWith("2 pictures in"));
    }
}
