package studio.unclip.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A part that is laid out by itself has the room it needs all the same. */
@ExtendWith(ApplicationExtension.class)
class ApartTest {
    private static final double WIDTH = 200;

    private Label line;
    private Label below;
    private Apart apart;
    private VBox window;

    @Start
    void start(Stage shared) {
        line = new Label("short");
        line.setWrapText(true);
        apart = new Apart(line);
        below = new Label("below");
        window = new VBox(apart, below);
        window.setManaged(false);
        new Scene(new Pane(window));
        window.resize(WIDTH, 300);
        window.applyCss();
        // The first one makes skins, which ask for another.
        window.layout();
        window.layout();
    }

    @Test
    void other_words_of_the_same_height_lay_out_nothing_around(FxRobot robot) {
        robot.interact(() -> {
            double before = below.getLayoutY();
            line.setText("brief");
            apart.fit();

            assertThat(window.isNeedsLayout()).isFalse();
            window.layout();
            assertThat(below.getLayoutY()).isEqualTo(before);
            assertThat(line.getWidth()).isEqualTo(WIDTH);
        });
    }

    @Test
    void a_text_that_needs_another_line_gets_it(FxRobot robot) {
        robot.interact(() -> {
            double before = below.getLayoutY();
            line.setText("so many words that they do not fit into one line of this width");
            apart.fit();
            window.layout();

            assertThat(line.getHeight()).isGreaterThan(1.5 * before);
            assertThat(below.getLayoutY()).isEqualTo(line.getHeight());
            line.setText("brief");
            apart.fit();
            window.layout();
            assertThat(below.getLayoutY()).isEqualTo(before);
        });
    }
}
