package studio.unclip.app.shell;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;

/**
 * Keys of the whole window. They are looked at before the focused control sees them, because a text area keeps
 * Ctrl+Enter and Ctrl+Z to itself. A text field keeps undo, redo and copy while it has something to undo, redo or copy;
 * otherwise they mean the picture.
 */
final class Keys {
    private final List<Action> actions;
    private final Scene scene;

    private Keys(List<Action> actions, Scene scene) {
        this.actions = actions;
        this.scene = scene;
    }

    static void install(Actions actions, Scene scene) {
        Keys keys = new Keys(actions.all(), scene);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, keys::pressed);
    }

    private void pressed(KeyEvent event) {
        for (Action action : actions) {
            if (action.keys().stream().anyMatch(keys -> keys.match(event))) {
                if (!textFieldHas(action) && action.enabled().get()) {
                    action.run().run();
                    event.consume();
                }
                return;
            }
        }
    }

    private boolean textFieldHas(Action action) {
        Node owner = scene.getFocusOwner();
        return owner instanceof TextInputControl text
                && action.textRight()
                        .map(right -> switch (right) {
                            case UNDO -> text.isUndoable();
                            case REDO -> text.isRedoable();
                            case COPY -> !text.getSelectedText().isEmpty();
                        })
                        .orElse(false);
    }
}
