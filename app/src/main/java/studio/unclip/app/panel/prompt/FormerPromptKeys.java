package studio.unclip.app.panel.prompt;

import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.control.TextArea;
import javafx.scene.control.skin.TextAreaSkin;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Arrow up on the first line of a prompt's field brings the prompt before, arrow down on the last line the one after. What
 * it brings can be undone.
 */
final class FormerPromptKeys {
    private final TextArea field;
    private final FormerPrompts former;

    private FormerPromptKeys(TextArea field, FormerPrompts former) {
        this.field = field;
        this.former = former;
    }

    static void install(TextArea field, FormerPrompts former) {
        field.addEventFilter(KeyEvent.KEY_PRESSED, new FormerPromptKeys(field, former)::pressed);
    }

    private void pressed(KeyEvent event) {
        boolean plain = !event.isShiftDown() && !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
        if (!plain || field.getSelection().getLength() > 0) {
            return;
        }
        String shown = field.getText();
        if (event.getCode() == KeyCode.UP && isOnLineOf(0)) {
            write(event, former.earlier(shown));
        } else if (event.getCode() == KeyCode.DOWN && isOnLineOf(field.getLength()) && former.isShowing(shown)) {
            write(event, former.later(shown));
        }
    }

    private void write(KeyEvent event, Optional<String> prompt) {
        prompt.ifPresent(words -> {
            field.replaceText(0, field.getLength(), words);
            field.positionCaret(field.getLength());
            event.consume();
        });
    }

    /** Whether the caret is on the same line of what is seen as a place in the text. */
    private boolean isOnLineOf(int index) {
        if (!(field.getSkin() instanceof TextAreaSkin skin) || field.getLength() == 0) {
            return true;
        }
        Rectangle2D caret = skin.getCharacterBounds(field.getCaretPosition());
        Rectangle2D place = skin.getCharacterBounds(index);
        return caret == null || place == null || Math.abs(caret.getMinY() - place.getMinY()) < place.getHeight() / 2;
    }
}
