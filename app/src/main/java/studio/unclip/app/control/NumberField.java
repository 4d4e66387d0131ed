package studio.unclip.app.control;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.theme.Styles;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A field for a number with two small buttons. A text field and no spinner: a spinner takes a typed number only when it
 * is confirmed, fails at an empty one, and hides from the window that its keys belong to a text.
 */
public final class NumberField extends CustomTextField {
    private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

    /**
     * @param entry what it shows
     * @param id for tests and styles
     */
    public NumberField(NumberEntry<?> entry, String id) {
        setId(id);
        getStyleClass().add("number-field");
        setAccessibleText(entry.name());
        setAccessibleHelp("Type a number, or press Up and Down.");
        textProperty().bindBidirectional(entry.text());
        entry.problem().subscribe(why -> pseudoClassStateChanged(DANGER, !why.isEmpty()));
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                entry.settle();
            }
        });
        setOnAction(_ -> entry.settle());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            int by = event.getCode() == KeyCode.UP ? 1 : event.getCode() == KeyCode.DOWN ? -1 : 0;
            if (by != 0) {
                entry.step(by);
                event.consume();
            }
        });
        VBox buttons = new VBox(button(entry, 1, Feather.CHEVRON_UP), button(entry, -1, Feather.CHEVRON_DOWN));
        buttons.getStyleClass().add("number-buttons");
        setRight(buttons);
    }

    private Button button(NumberEntry<?> entry, int by, Feather icon) {
        Button button = new Button(null, new FontIcon(icon));
        button.getStyleClass().setAll("number-button", Styles.FLAT);
        button.setFocusTraversable(false);
        button.setAccessibleText(by > 0 ? "More" : "Less");
        button.setOnAction(_ -> {
            requestFocus();
            entry.step(by);
        });
        return button;
    }
}
