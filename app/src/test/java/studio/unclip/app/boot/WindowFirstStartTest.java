package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.document.Notice;
import studio.unclip.app.generate.Mode;

/** What someone meets who has never seen the program. */
class WindowFirstStartTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    @Test
    void three_clicks_lead_to_a_picture() {
        openPack();
        studio.until("there are suggestions", () -> studio.isShown(".suggestion"));
        studio.click(".suggestion");
        studio.click("#generate");
        studio.untilFinished();
        studio.click("#candidate-1");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
    }

    @Test
    void a_sample_is_one_click_away_says_what_to_try_and_costs_no_question() {
        openPack();
        studio.click("#sample-owl");
        studio.until("it is on the canvas", () -> studio.isShown("#canvas"));
        Notice told = studio.model().notice().get().orElseThrow();
        assertThat(told.text()).contains("Try Inpaint");
        assertThat(studio.model().documents().recipe())
                .as("it was made by the pack, and says so")
                .isPresent();
        assertThat(studio.model()
                        .workspace()
                        .document()
                        .get()
                        .layers()
                        .getFirst()
                        .properties()
                        .name())
                .isEqualTo("An owl");

        studio.click("#notice-offer");
        assertThat(studio.model().modes().mode().get()).isEqualTo(Mode.INPAINT);
        assertThat(studio.text("#prompt")).contains("a top hat");
        studio.press(KeyCode.CONTROL, KeyCode.W);
        studio.until("it is closed", () -> studio.isShown("#welcome"));
        assertThat(studio.unsavedQuestions).isZero();
        assertThat(studio.model().documents().recent().files())
                .as("it is no file of the person's")
                .isEmpty();
    }

    @Test
    void what_was_typed_stays_when_a_sample_offers_its_own_words() {
        openPack();
        studio.robot.interact(() -> studio.model().modes().mode().set(Mode.TEXT_DIFF));
        studio.robot.interact(() -> studio.model().prompt().text().set("a church"));
        studio.click("#sample-house");
        studio.until("it is on the canvas", () -> studio.isShown("#canvas"));
        studio.click("#notice-offer");
        assertThat(studio.text("#prompt")).isEqualTo("a church");
    }
}
