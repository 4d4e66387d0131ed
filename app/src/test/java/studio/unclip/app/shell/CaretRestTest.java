package studio.unclip.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import javafx.scene.Scene;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** An idle window draws nothing: JavaFX runs no frames once the caret rests. */
@ExtendWith(ApplicationExtension.class)
@Timeout(180)
@Order(1) // All windows share one clock: what other tests leave behind would be counted here.
class CaretRestTest {
    private static final long QUIET_NANOS = 700_000_000;

    private final AtomicLong lastFrame = new AtomicLong(System.nanoTime());
    private TextArea prompt;

    @Start
    void start(Stage stage) {
        prompt = new TextArea();
        Scene scene = new Scene(prompt, 300, 200);
        scene.addPreLayoutPulseListener(() -> lastFrame.set(System.nanoTime()));
        CaretRest.install(scene, Duration.millis(300));
        stage.setScene(scene);
        stage.show();
        prompt.requestFocus();
    }

    private void untilNoFrames() throws TimeoutException {
        WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, () -> System.nanoTime() - lastFrame.get() > QUIET_NANOS);
    }

    @Test
    void frames_end_when_nobody_types_and_typing_is_drawn_again() throws TimeoutException {
        untilNoFrames();
        long resting = lastFrame.get();
        FxRobot robot = new FxRobot();
        robot.push(KeyCode.A);
        assertThat(lastFrame.get()).isGreaterThan(resting);
        assertThat(prompt.getText()).isEqualTo("a");
        untilNoFrames();
    }
}
