package studio.unclip.app.panel.mode;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;
import studio.unclip.app.generate.Mode;

/** The modes, each with its sign and its name: one is chosen. */
public final class ModeBar extends GridPane {
    private static final int COLUMNS = 4;

    /** @param model what it shows */
    public ModeBar(ModesViewModel model) {
        getStyleClass().add("mode-bar");
        setId("mode-bar");
        for (int i = 0; i < COLUMNS; i++) {
            ColumnConstraints column = new ColumnConstraints();
            column.setPercentWidth(100.0 / COLUMNS);
            getColumnConstraints().add(column);
        }
        ToggleGroup group = new ToggleGroup();
        int place = 0;
        for (Mode mode : ModesViewModel.all()) {
            ToggleButton button = button(mode, model);
            button.setToggleGroup(group);
            add(button, place % COLUMNS, place / COLUMNS);
            place++;
        }
    }

    private static ToggleButton button(Mode mode, ModesViewModel model) {
        ToggleButton button = new ToggleButton(mode.title(), new FontIcon(icon(mode)));
        button.setId("mode-" + id(mode));
        button.getStyleClass().add("mode-button");
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMinWidth(0);
        button.setAccessibleHelp(help(mode));
        Tip.on(button, model.refused(mode).map(why -> why.isEmpty() ? help(mode) : why));
        model.mode().subscribe(now -> button.setSelected(now == mode));
        button.setOnAction(_ -> {
            // A toggle that is on can be switched off; one mode is always chosen.
            button.setSelected(true);
            model.mode().set(mode);
        });
        return button;
    }

    /** For tests and styles: {@code text-diff}. */
    static String id(Mode mode) {
        return mode.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static Feather icon(Mode mode) {
        return switch (mode) {
            case GENERATE -> Feather.IMAGE;
            case INPAINT -> Feather.EDIT_3;
            case EXPAND -> Feather.MAXIMIZE_2;
            case VARY -> Feather.COPY;
            case REFINE -> Feather.PEN_TOOL;
            case TEXT_DIFF -> Feather.SLIDERS;
            case MIX -> Feather.SHUFFLE;
        };
    }

    private static String help(Mode mode) {
        return switch (mode) {
            case GENERATE -> "Pictures from words";
            case INPAINT -> "Paint over a part of the picture, say what should be there";
            case EXPAND -> "Pull a border outward, and the scene goes on";
            case VARY -> "Relatives of the picture, near or far";
            case REFINE -> "Turn a rough painting into the thing it means";
            case TEXT_DIFF -> "Turn the picture from one description towards another with a slider";
            case MIX -> "A picture between others";
        };
    }

    /** A line between title and content, where a form has several parts. */
    static Label title(String text) {
        Label label = new Label(text);
        label.getStyleClass().add("row-title");
        label.setAlignment(Pos.CENTER_LEFT);
        return label;
    }
}
