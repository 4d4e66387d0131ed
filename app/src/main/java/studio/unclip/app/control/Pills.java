package studio.unclip.app.control;

import atlantafx.base.theme.Styles;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/**
 * A row of buttons of which one is chosen, or none while what they stand for lies between them.
 *
 * @param <T> what is chosen
 */
public final class Pills<T> extends HBox {
    private final Map<T, ToggleButton> buttons = new HashMap<>();

    /**
     * @param id what the buttons' ids begin with
     * @param name for screen readers
     * @param words of a thing, for people
     * @param choose is told what a person chooses
     */
    public Pills(String id, String name, List<T> all, Function<T, String> words, Consumer<T> choose) {
        getStyleClass().add("pills");
        setAccessibleText(name);
        ToggleGroup group = new ToggleGroup();
        for (int i = 0; i < all.size(); i++) {
            T one = all.get(i);
            ToggleButton button = new ToggleButton(words.apply(one));
            button.setId(id + "-" + words.apply(one).toLowerCase(Locale.ROOT));
            button.setToggleGroup(group);
            button.setMinWidth(USE_PREF_SIZE);
            button.setAccessibleText(name + ": " + words.apply(one));
            button.getStyleClass()
                    .add(i == 0 ? Styles.LEFT_PILL : i == all.size() - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            button.setOnAction(_ -> {
                // A toggle that is on can be switched off; a choice of one cannot.
                button.setSelected(true);
                choose.accept(one);
            });
            buttons.put(one, button);
            getChildren().add(button);
        }
    }

    /** Marks the chosen one; none: they are all off. */
    public void show(Optional<T> chosen) {
        buttons.forEach(
                (one, button) -> button.setSelected(chosen.filter(one::equals).isPresent()));
    }
}
