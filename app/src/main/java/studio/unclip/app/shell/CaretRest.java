package studio.unclip.app.shell;

import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.Window;
import javafx.util.Duration;

/**
 * Lets the caret stand still after a while without typing, as desktops do. Any animation, and a blinking caret is one,
 * makes JavaFX look at the whole window sixty times a second: an idle window would keep a core busy for nothing.
 */
final class CaretRest {
    /** GTK's {@code gtk-cursor-blink-timeout}. */
    static final Duration AFTER = Duration.seconds(10);

    private final Scene scene;
    private final PauseTransition pause;

    private CaretRest(Scene scene, Duration after) {
        this.scene = scene;
        this.pause = new PauseTransition(after);
        pause.setOnFinished(_ -> blink(false));
    }

    /** @param after how long a caret blinks when nothing is typed */
    static void install(Scene scene, Duration after) {
        CaretRest rest = new CaretRest(scene, after);
        scene.focusOwnerProperty().addListener((_, _, _) -> rest.restart());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, _ -> rest.wake());
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> rest.wake());
        ObservableValue<Boolean> focused = scene.windowProperty().flatMap(Window::focusedProperty);
        focused.addListener((_, _, _) -> rest.restart());
    }

    private void wake() {
        blink(true);
        restart();
    }

    private void restart() {
        if (scene.getFocusOwner() instanceof TextInputControl) {
            pause.playFromStart();
        } else {
            pause.stop();
        }
    }

    private void blink(boolean on) {
        Node owner = scene.getFocusOwner();
        if (owner instanceof TextInputControl text && text.getSkin() instanceof TextInputControlSkin<?> skin) {
            skin.setCaretAnimating(on);
        }
    }
}
