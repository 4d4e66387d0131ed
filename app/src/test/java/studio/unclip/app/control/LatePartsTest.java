package studio.unclip.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** What a window does not show at first costs its start nothing, and is there soon after. */
@ExtendWith(ApplicationExtension.class)
@Timeout(180)
class LatePartsTest {
    private Button seen;
    private Button first;
    private Button second;
    private Button last;
    private VBox pane;
    private Stage stage;

    private static Button hidden(String text) {
        Button button = new Button(text);
        button.setVisible(false);
        return button;
    }

    @Start
    void start(Stage shared) {
        // Not as fields: there is no toolkit yet when the first test's object is made.
        seen = new Button("seen");
        first = hidden("first");
        second = hidden("second");
        last = new Button("last");
        pane = new VBox(seen, first, second, last);
        // The shared one does what another test's program does when it is closed.
        stage = new Stage();
        new LateParts(pane).keepBack(pane);
        stage.setScene(new Scene(pane, 200, 200));
    }

    private void show(FxRobot robot) {
        robot.interact(stage::show);
    }

    @AfterEach
    void hide(FxRobot robot) {
        robot.interact(stage::hide);
    }

    @Test
    void hidden_parts_wait_outside_and_come_to_their_places_once_the_window_is_there(FxRobot robot)
            throws TimeoutException {
        assertThat(pane.getChildren()).containsExactly(seen, last);
        show(robot);
        WaitForAsyncUtils.waitFor(
                60,
                TimeUnit.SECONDS,
                () -> List.<Node>copyOf(pane.getChildren()).equals(List.of(seen, first, second, last)));
        assertThat(first.isVisible()).isFalse();
    }

    @Test
    void a_part_that_is_needed_comes_at_once(FxRobot robot) {
        robot.interact(() -> second.setVisible(true));
        assertThat(pane.getChildren()).containsExactly(seen, second, last);
        robot.interact(() -> first.setVisible(true));
        assertThat(pane.getChildren()).containsExactly(seen, first, second, last);
    }

    @Test
    void words_beside_the_pointer_are_made_when_it_comes(FxRobot robot) throws TimeoutException {
        robot.interact(() -> {
            Tip.on(last, "What the other does");
        });
        assertThat(last.getAccessibleHelp()).isEqualTo("What the other does");
        show(robot);
        robot.moveTo(last);
        robot.moveBy(2, 0);
        WaitForAsyncUtils.waitFor(
                60,
                TimeUnit.SECONDS,
                () -> robot.listWindows().stream()
                        .anyMatch(window ->
                                window instanceof Tooltip tip && tip.getText().equals("What the other does")));
    }
}
