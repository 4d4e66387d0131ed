package studio.unclip.app.control;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Lists of which one thing is chosen. */
public final class Choices {
    private Choices() {}

    /**
     * @param id for tests and styles
     * @param name for screen readers
     * @param all in the order they are shown
     * @param chosen follows and is followed
     * @param words of a thing, for people
     */
    public static <T> ComboBox<T> of(
            String id, String name, List<T> all, ObjectProperty<T> chosen, Function<T, String> words) {
        ComboBox<T> box = new ComboBox<>();
        box.setId(id);
        box.setAccessibleText(name);
        box.setMaxWidth(Double.MAX_VALUE);
        box.setConverter(words(words));
        box.getItems().setAll(all);
        box.valueProperty().bindBidirectional(chosen);
        return box;
    }

    /**
     * How a list that is not typed into says its things. JavaFX asks for the way back only where something is typed.
     *
     * @param words of a thing, for people
     */
    public static <T> StringConverter<T> words(Function<T, String> words) {
        return new StringConverter<>() {
            @Override
            public String toString(T value) {
                return value == null ? "" : words.apply(value);
            }

            @Override
            public T fromString(String text) {
                throw new UnsupportedOperationException("the choice is not editable");
            }
        };
    }

    /** A list under its title. */
    public static VBox titled(String title, ComboBox<?> box) {
        Label label = new Label(title);
        label.getStyleClass().add("row-title");
        label.setLabelFor(box);
        return new VBox(6, label, box);
    }
}
