package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;

/**
 * One sitting, as README shows it step by step: all flows on a picture that is made and on a photograph, undo, a branch,
 * a comparison, a file, the end of the process and what comes back.
 */
class SittingTest extends PhotographedWindow {
    /** Where the pointer shows nothing. */
    private static final double AWAY = 4;

    private int step;

    @Start
    void start(Stage stage) {
        open(stage);
    }

    private void shoot(String name) throws IOException {
        onModel(it -> it.canvas().tools().choose(ToolKind.HAND));
        shootAsItIs(name);
    }

    private void shootAsItIs(String name) throws IOException {
        studio.robot.moveTo(AWAY, AWAY);
        settle();
        step++;
        shots.step("step-" + (step < 10 ? "0" : "") + step + "-" + name);
    }

    private IntSize size() {
        return model().workspace().document().get().size();
    }

    private HistoryEntry now() {
        return model().workspace().history().current();
    }

    @Test
    void all_of_it() throws Exception {
        studio.until(
                "the pack is open", SECONDS, () -> !model().prompt().stages().isEmpty());
        theme("light");
        made();
        photograph();
        back();
        killed();
        assertThat(model().tray().queue().failures()).isEmpty();
    }

    private void made() throws IOException {
        mode(Mode.GENERATE, "an owl on a blue background");
        make(31, 4);
        shoot("generate");
        accept(0);
        inpaint("a top hat on a blue background", 5, 230, 440, 125, 512, 125, 585, 125);
        shoot("inpaint");
        expand(1);
        shoot("expand");
        mode(Mode.GENERATE, "a house in the snow");
        onModel(it -> it.documents().close());
        make(14, 1);
        accept(0);
        turn("a house in the snow", "a castle in the snow", 0.8);
        shoot("text-diff");
    }

    private void photograph() throws IOException {
        sample("photograph", "photograph.jpg");
        shoot("photograph");
        inpaint("a butterfly", 3, 60, 385, 45, 400, 60, 385, 75);
        shoot("photograph-inpaint");
        expand(2);
        shoot("photograph-expand");
        turn("a cat", "a lion", 0.5);
        shoot("photograph-text-diff");
    }

    private void inpaint(String prompt, long seed, int brush, double... points) {
        mode(Mode.INPAINT, prompt);
        onModel(it -> it.canvas().tools().choose(ToolKind.MASK_BRUSH));
        stroke(brush, 0xff000000, points);
        make(seed, 4);
        accept(0);
        onModel(it -> it.tray().tried().keep());
    }

    private void expand(long seed) {
        mode(Mode.EXPAND, "");
        onModel(it -> it.modes().expand().shape(16, 9));
        IntSize before = size();
        make(seed, 2);
        accept(0);
        studio.until("it is wider", () -> size().width() > before.width());
    }

    private void turn(String from, String to, double far) {
        int before = model().workspace().history().size();
        mode(Mode.TEXT_DIFF, to);
        onModel(it -> it.modes().diff().from().set(from));
        untilTheStripIsThere();
        onModel(it -> it.modes().diff().theta().set(far));
        make(1, 1);
        studio.until(
                "it has turned", SECONDS, () -> model().workspace().history().size() > before);
        settle();
    }

    /** Undone, another way gone from there, a star, and both compared. */
    private void back() throws IOException {
        HistoryEntry first = now();
        onModel(it -> it.workspace().undo());
        turn("a cat", "a dog", 0.5);
        onModel(it -> it.workspace().star(now().id(), true));
        shoot("branch");
        onModel(it -> it.canvas().compare().compare(first.document(), first.label(), now().label()));
        shoot("compare");
        onModel(it -> it.canvas().compare().end());
    }

    private void killed() throws Exception {
        Path own = home.resolve("cat.ora");
        studio.answerSaveWith(own);
        studio.press(KeyCode.CONTROL, KeyCode.S);
        studio.until("it is saved", () -> studio.title().startsWith("cat.ora –"));
        shoot("save");
        onModel(it -> it.canvas().tools().choose(ToolKind.BRUSH));
        stroke(9, 0xffc03030, 300, 250, 340, 262, 380, 250);
        studio.letItAskAboutACrash();
        studio.crash();
        studio.until("it is asked", SECONDS, () -> studio.isShown(".dialog-pane"));
        shootAsItIs("killed");
        studio.click("Bring it back");
        studio.until("it is back", () -> studio.title().startsWith("cat.ora*"));
        studio.until(
                "the pack is open", SECONDS, () -> !model().prompt().stages().isEmpty());
        shoot("recovered");
    }
}
