package studio.unclip.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.testfx.util.WaitForAsyncUtils;

/** Waits until what was done is laid out and painted, however slow the machine is: for a pulse, not for a time. */
public final class Pulses {
    private static final long PATIENCE_SECONDS = 60;

    private Pulses() {}

    /**
     * Returns after two whole pulses: what the first one changes is laid out in the second. Not on the window's thread.
     *
     * @param scene of a window that is showing; another has no pulses
     */
    public static void await(Scene scene) {
        for (int pulse = 0; pulse < 2; pulse++) {
            CountDownLatch passed = new CountDownLatch(1);
            Runnable heard = passed::countDown;
            Platform.runLater(() -> {
                scene.addPostLayoutPulseListener(heard);
                Platform.requestNextPulse();
            });
            try {
                assertThat(passed.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("the window is drawn")
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while the window is drawn", e);
            }
            Platform.runLater(() -> scene.removePostLayoutPulseListener(heard));
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}
