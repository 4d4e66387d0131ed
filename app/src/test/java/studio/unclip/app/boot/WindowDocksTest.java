package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.paint.Color;
import javafx.scene.paint.Paint;
import javafx.scene.shape.Shape;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.panel.layers.LayerRow;

/** The panels at the right, used by mouse and keys. */
class WindowDocksTest extends ScriptedWindow {

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private List<String> layers() {
        return studio.model().layers().rows().stream().map(LayerRow::name).toList();
    }

    private Node layer(String name) {
        return labelled(".layer-list .layer-name", name);
    }

    private Node labelled(String query, String text) {
        return studio.robot.lookup(query).<Label>queryAll().stream()
                .filter(label -> label.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private void placeOne() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
    }

    @Test
    void a_layer_is_named_hidden_moved_and_deleted_by_key_and_all_of_it_taken_back() {
        placeOne();
        assertThat(layers()).containsExactly("an owl", "Background");
        int steps = studio.model().history().rows().size();
        studio.robot.interact(() -> studio.node("#layers").requestFocus());
        studio.press(KeyCode.F2);
        studio.until(
                "the name can be typed", () -> studio.node("#layer-name-field").isFocused());
        studio.robot.interact(() -> ((TextField) studio.node("#layer-name-field")).selectAll());
        studio.robot.write("Bird");
        studio.press(KeyCode.ENTER);
        assertThat(layers()).containsExactly("Bird", "Background");
        studio.assertFocused("#layers");
        studio.press(KeyCode.ALT, KeyCode.DOWN);
        assertThat(layers()).containsExactly("Background", "Bird");
        studio.press(KeyCode.SPACE);
        assertThat(studio.model().layers().active().get().orElseThrow().visible())
                .isFalse();
        studio.press(KeyCode.DELETE);
        assertThat(layers()).containsExactly("Background");
        assertThat(studio.model().history().rows()).hasSize(steps + 4);

        for (int i = 0; i < 4; i++) {
            studio.press(KeyCode.CONTROL, KeyCode.Z);
        }
        assertThat(layers()).containsExactly("an owl", "Background");
    }

    @Test
    void a_layer_is_dragged_to_another_place_and_its_opacity_is_one_step() {
        placeOne();
        studio.robot.drag(layer("an owl")).dropTo(layer("Background"));
        studio.until("it lies below", () -> layers().equals(List.of("Background", "an owl")));

        int steps = studio.model().history().rows().size();
        Slider slider = (Slider) studio.node("#layer-opacity");
        studio.robot.drag(slider.lookup(".thumb")).dropTo(slider);
        studio.until("it is one step", () -> studio.model().history().rows().size() == steps + 1);
        float opacity = studio.model().layers().active().get().orElseThrow().opacity();
        assertThat(opacity).isBetween(0.3f, 0.7f);
        assertThat(studio.text("#layer-opacity-text")).isEqualTo(Math.round(opacity * 100) + " %");
    }

    @Test
    void panels_fold_and_are_folded_at_the_next_start() {
        placeOne();
        studio.click("#dock-title-layers");
        assertThat(studio.isShown("#layers")).isFalse();
        studio.click("#fold-docks");
        assertThat(studio.isShown("#history")).isFalse();
        assertThat(studio.isShown("#rail-history")).isTrue();

        studio.restart();
        assertThat(studio.isShown("#docks")).as("before there is a picture").isFalse();
        studio.until("the pictures of before are there", () -> studio.isShown(".candidate"));
        studio.robot.clickOn(
                studio.robot.lookup(".candidate").<Node>queryAll().iterator().next());
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        assertThat(studio.isShown("#rail-history")).isTrue();
        studio.click("#rail-see");
        studio.until("what CLIP sees is there", () -> studio.isShown("#see-look"));
        assertThat(studio.isShown("#layers")).isFalse();
        studio.press(KeyCode.CONTROL, KeyCode.B);
        assertThat(studio.isShown("#see-look")).isFalse();
    }

    @Test
    void two_states_are_compared_from_the_history_and_escape_ends_it() {
        placeOne();
        studio.robot.interact(() -> studio.model().layers().commands().toggleVisible());
        studio.robot.clickOn(labelled(".history-list .history-label", "an owl"), MouseButton.SECONDARY);
        studio.click("#history-compare");
        studio.until(
                "the wipe is there",
                () -> studio.model().canvas().compare().compared().get().isPresent());
        assertThat(studio.model().see().comparison().get()).isPresent();
        studio.press(KeyCode.ESCAPE);
        assertThat(studio.model().canvas().compare().compared().get()).isEmpty();
        assertThat(studio.model().see().comparison().get()).isEmpty();
    }

    @Test
    void a_star_that_is_given_is_seen_and_taken_away_again() {
        placeOne();
        Node star = studio.robot
                .lookup(".history-list .list-cell:selected .history-star")
                .query();
        Shape shape = (Shape) star.lookup(".star");
        Paint before = shape.getFill();
        studio.robot.clickOn(star);
        studio.until(
                "it is given", () -> studio.model().history().rows().getLast().starred());
        studio.until("it is filled", () -> ((Color) shape.getFill()).isOpaque());
        studio.robot.clickOn(star);
        studio.until("it is as before", () -> shape.getFill().equals(before));
        assertThat(studio.model().history().rows().getLast().starred()).isFalse();
    }

    @Test
    void what_clip_sees_is_told_when_asked() {
        placeOne();
        studio.click("#dock-title-see");
        assertThat(engine.analyses).isEmpty();
        studio.click("#see-look");
        studio.until("words are there", () -> studio.isShown(".see-word"));
        assertThat(studio.robot.lookup(".see-word").<Node>queryAll())
                .extracting(node -> ((Label) node).getText())
                .containsExactly("an owl on the grass", "an owl", "an owl", "in the snow");
    }
}
