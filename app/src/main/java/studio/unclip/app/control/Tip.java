package studio.unclip.app.control;

import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ObservableValue;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseEvent;

/**
 * Words that appear beside the pointer when it rests on a part of the window. JavaFX's tooltip is a whole window from the
 * moment it is made, and sixty of them were a quarter of what the first window had to wait for: one is made when the
 * pointer first comes. Who sees nothing hears the words as help, where the part has no other. Window thread.
 */
public final class Tip {
    /** Logical pixels; longer words go on in another line. */
    private static final double WIDEST = 320;

    private Tip() {}

    /** @param words that stay as they are */
    public static void on(Node part, String words) {
        on(part, new SimpleStringProperty(words));
    }

    /** @param words as they are when the pointer comes, and while it rests */
    public static void on(Node part, ObservableValue<String> words) {
        if (part.getAccessibleHelp() == null) {
            // Not said twice.
            words.subscribe(
                    now -> part.setAccessibleHelp(now == null || now.equals(part.getAccessibleText()) ? "" : now));
        }
        part.addEventHandler(MouseEvent.MOUSE_ENTERED, new EventHandler<>() {
            @Override
            public void handle(MouseEvent event) {
                part.removeEventHandler(MouseEvent.MOUSE_ENTERED, this);
                Tooltip tip = new Tooltip();
                tip.setWrapText(true);
                tip.setMaxWidth(WIDEST);
                words.subscribe(tip::setText);
                Tooltip.install(part, tip);
            }
        });
    }
}
