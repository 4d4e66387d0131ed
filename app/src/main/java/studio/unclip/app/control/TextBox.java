package studio.unclip.app.control;

import javafx.scene.TraversalDirection;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** A field for words about a picture, in as many lines as they need. Tab leaves it, as any other field. */
public final class TextBox extends TextArea {

    /** An empty one. */
    public TextBox() {
        setWrapText(true);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            // A tab has no place in a prompt, and whoever has no mouse must be able to leave the field.
            if (event.getCode() == KeyCode.TAB) {
                requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
                event.consume();
            }
        });
    }
}
