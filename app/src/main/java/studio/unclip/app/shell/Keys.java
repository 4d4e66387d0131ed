package studio.unclip.app.shell;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import studio.unclip.app.canvas.CanvasView;

/**
 * Keys of the whole window. They are looked at before the focused control sees them, because a text area keeps
 * Ctrl+Enter to itself. Three scopes: some are always an action's; some only while no text has the focus (a text undoes,
 * redoes and copies what is typed); and Space is the canvas's hand while no text has the focus and the pointer is over the
 * canvas, whatever else has the focus.
 */
final class Keys {
    private final List<Action> actions;
    private final Scene scene;
    private final CanvasView canvas;
    private final Escape escape;

    /** Whether an input method is putting a character together: until then every key is its own. */
    private boolean composing;

    private Keys(List<Action> actions, Escape escape, Scene scene, CanvasView canvas) {
        this.actions = actions;
        this.escape = escape;
        this.scene = scene;
        this.canvas = canvas;
    }

    /**
     * @param escape what that key ends
     */
    static void install(Actions actions, Escape escape, Scene scene, CanvasView canvas) {
        Keys keys = new Keys(actions.all(), escape, scene, canvas);
        scene.addEventFilter(
                InputMethodEvent.INPUT_METHOD_TEXT_CHANGED,
                event -> keys.composing = !event.getComposed().isEmpty());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, keys::pressed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, keys::released);
        // A key that is let go in another window is not heard of here.
        ObservableValue<Boolean> focused = scene.windowProperty().flatMap(Window::focusedProperty);
        focused.addListener((_, _, now) -> {
            if (!Boolean.TRUE.equals(now)) {
                canvas.holdHand(false);
            }
        });
    }

    private void pressed(KeyEvent event) {
        if (composing) {
            return;
        }
        if (event.getCode() == KeyCode.ESCAPE && isAlone(event)) {
            if (escape.end()) {
                event.consume();
            }
            return;
        }
        if (isHandKey(event) && !isTyping() && (canvas.isHover() || canvas.isHandHeld())) {
            canvas.holdHand(true);
            event.consume();
            return;
        }
        for (Action action : actions) {
            if (action.keys().stream().anyMatch(keys -> keys.match(event))) {
                boolean ours = action.scope() == Action.Scope.ALWAYS || !isTyping();
                if (ours && action.enabled().get()) {
                    action.run().run();
                    event.consume();
                }
                return;
            }
        }
    }

    private void released(KeyEvent event) {
        if (event.getCode() == KeyCode.SPACE && canvas.isHandHeld()) {
            canvas.holdHand(false);
            event.consume();
        }
    }

    private static boolean isHandKey(KeyEvent event) {
        return event.getCode() == KeyCode.SPACE && isAlone(event);
    }

    private static boolean isAlone(KeyEvent event) {
        return !event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown() && !event.isControlDown();
    }

    /** Whether a text has the focus, also one inside another control, which then has it in its place. */
    private boolean isTyping() {
        Node owner = scene.getFocusOwner();
        return owner instanceof TextInputControl
                || (owner instanceof Spinner<?> spinner && spinner.isEditable())
                || (owner instanceof ComboBoxBase<?> box && box.isEditable());
    }
}
