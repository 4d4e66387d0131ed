package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.geom.IntSize;

/** The pictures of the guide, and single ones of README, made again by what they show. At a scale of 2 only those it has for it. */
class ScreenshotsTest extends PhotographedWindow {

    @Start
    void start(Stage stage) {
        open(stage);
    }

    @Test
    void every_picture_of_readme_and_guide() throws IOException {
        studio.until(
                "the pack is open", SECONDS, () -> !model().prompt().stages().isEmpty());
        theme("light");
        if (!large) {
            onModel(it -> it.prompt().text().set(""));
            settle();
            inBothThemes("welcome");
            generate();
            inpaint();
            expand();
            vary();
            refine();
            mix();
        }
        textDiff();
        if (!large) {
            history();
        }
        assertThat(model().tray().queue().failures()).isEmpty();
    }

    private void generate() throws IOException {
        mode(Mode.GENERATE, "an owl on a blue background");
        make(31, 4);
        shots.guide("generate");
    }

    private void inpaintScene() {
        sample("owl", "owl.png");
        mode(Mode.INPAINT, "a top hat on a blue background");
        onModel(it -> it.canvas().tools().choose(ToolKind.MASK_BRUSH));
        stroke(230, 0xff000000, 440, 125, 512, 125, 585, 125);
        make(5, 4);
        accept(0);
    }

    private void inpaint() throws IOException {
        inpaintScene();
        shots.guide("inpaint");
        inBothThemes("inpaint");
    }

    private void expand() throws IOException {
        sample("photograph", "photograph.jpg");
        mode(Mode.EXPAND, "");
        onModel(it -> it.modes().expand().shape(16, 9));
        settle();
        shots.guide("expand");
    }

    private void vary() throws IOException {
        sample("boat", "boat.png");
        mode(Mode.VARY, "");
        make(3, 4);
        shots.guide("vary");
    }

    private void refine() throws IOException {
        studio.answerSizeWith(new IntSize(1024, 1024));
        chooseMenu("menu-new");
        studio.until(
                "it is empty", () -> model().workspace().document().get().size().width() == 1024);
        onModel(it -> it.workspace()
                .command(new FillEdit.Area(it.workspace().activeLayer().get().orElseThrow(), 0xff9fd0f5), "Sky"));
        onModel(it -> it.canvas().tools().choose(ToolKind.BRUSH));
        stroke(300, 0xff2a6fb5, -60, 900, 300, 905, 700, 895, 1084, 900);
        stroke(70, 0xff8a4b2a, 300, 720, 420, 770, 600, 770, 730, 720);
        stroke(60, 0xff8a4b2a, 320, 700, 710, 700);
        stroke(110, 0xfffbf6ea, 500, 300, 500, 620);
        stroke(90, 0xfffbf6ea, 560, 400, 610, 620);
        mode(Mode.REFINE, "a sailing boat at sea");
        onModel(it -> it.modes().refine().strength().set(0.75));
        var before = model().workspace().document().get();
        make(4, 4);
        accept(0);
        onModel(it -> {
            it.canvas().tools().choose(ToolKind.HAND);
            it.canvas().compare().compare(before, "Painted", "Refined");
        });
        settle();
        shots.guide("refine");
        onModel(it -> it.canvas().compare().end());
    }

    private void mix() throws IOException {
        sample("house", "house.png");
        mode(Mode.MIX, "");
        onModel(it -> it.modes().mix().addCanvas());
        onModel(it -> {
            it.modes().mix().addPrompt();
            it.modes().mix().parts().getLast().prompt().set("a castle in the snow");
        });
        make(6, 4);
        accept(0);
        shots.guide("mix");
    }

    private void textDiff() throws IOException {
        sample("house", "house.png");
        mode(Mode.TEXT_DIFF, "a castle in the snow");
        onModel(it -> it.modes().diff().from().set("a house in the snow"));
        untilTheStripIsThere();
        onModel(it -> it.modes().diff().theta().set(0.75));
        make(1, 1);
        studio.until(
                "the picture has turned",
                SECONDS,
                () -> model().workspace().history().size() > 1);
        settle();
        if (!large) {
            shots.guide("text-diff");
        }
        inBothThemes("text-diff");
    }

    private void history() throws IOException {
        var house = model().workspace().history().entries().iterator().next();
        onModel(it -> it.workspace().jump(house.id()));
        mode(Mode.TEXT_DIFF, "a church in the snow");
        onModel(it -> it.modes().diff().from().set("a house in the snow"));
        untilTheStripIsThere();
        onModel(it -> it.modes().diff().theta().set(1));
        make(1, 1);
        studio.until(
                "there is a branch",
                SECONDS,
                () -> model().workspace().history().size() > 2);
        onModel(it -> it.canvas().compare().compare(house.document(), "Before", "Now"));
        settle();
        shots.guideWhole("history");
        onModel(it -> it.canvas().compare().end());
    }
}
