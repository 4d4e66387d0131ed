package studio.unclip.app.shell;

import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;
import studio.unclip.app.settings.Theme;

/** The bar at the top: undo and redo, the view, copy and save, the theme. */
final class TopBar extends HBox {

    TopBar(Actions actions, StudioModel model, ThemeSwitch themes) {
        super(2);
        getStyleClass().add("top-bar");
        setId("top-bar");
        setAlignment(Pos.CENTER_LEFT);

        Label zoom = new Label();
        zoom.setId("zoom");
        zoom.getStyleClass().add("zoom-text");
        zoom.textProperty()
                .bind(Bindings.when(model.workspace().empty())
                        .then("")
                        .otherwise(model.canvas().view().zoomText()));
        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);

        Button oneToOne = button(actions.oneToOne());
        oneToOne.setGraphic(new Label("1:1"));
        getChildren()
                .addAll(
                        button(actions.undo()),
                        button(actions.redo()),
                        line(),
                        button(actions.zoomOut()),
                        button(actions.zoomIn()),
                        button(actions.fit()),
                        oneToOne,
                        zoom,
                        gap,
                        button(actions.copy()),
                        saveButton(actions, model),
                        line(),
                        themeMenu(themes));
    }

    private static Separator line() {
        return new Separator(Orientation.VERTICAL);
    }

    private static Button button(Action action) {
        Button button = new Button(null, new FontIcon(action.icon().orElseThrow()));
        button.setId(action.id());
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        button.setAccessibleText(action.title());
        Tip.on(button, action.titleWithKeys());
        button.disableProperty().bind(Bindings.not(action.enabled()));
        button.setOnAction(_ -> action.run().run());
        return button;
    }

    /** Saves where the picture was saved before; the menu beside it asks for another place. */
    private static SplitMenuButton saveButton(Actions actions, StudioModel model) {
        Action save = actions.save();
        Action saveAs = actions.saveAs();
        MenuItem another = new MenuItem(saveAs.title());
        another.setId(saveAs.id());
        another.setAccelerator(saveAs.keys().getFirst());
        another.setOnAction(_ -> saveAs.run().run());
        SplitMenuButton button = new SplitMenuButton(another);
        button.setId(save.id());
        button.setText(save.title());
        button.setGraphic(new FontIcon(save.icon().orElseThrow()));
        button.getStyleClass().add(Styles.FLAT);
        button.setAccessibleText(save.title());
        Tip.on(
                button,
                model.documents()
                        .file()
                        .map(file -> file.map(path -> "Save " + path.getFileName())
                                        .orElse("Save as ORA, PNG or JPEG") + "  (" + save.keyText() + ")"));
        button.disableProperty().bind(Bindings.not(save.enabled()));
        button.setOnAction(_ -> save.run().run());
        return button;
    }

    private static MenuButton themeMenu(ThemeSwitch themes) {
        MenuButton menu = new MenuButton(null, new FontIcon(Feather.SUN));
        menu.setId("theme");
        menu.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow");
        menu.setAccessibleText("Light or dark");
        Tip.on(menu, "Light or dark");
        ToggleGroup group = new ToggleGroup();
        for (Theme theme : Theme.values()) {
            RadioMenuItem item = new RadioMenuItem(
                    switch (theme) {
                        case SYSTEM -> "As the desktop";
                        case LIGHT -> "Light";
                        case DARK -> "Dark";
                    });
            item.setToggleGroup(group);
            item.setId("theme-" + theme.name().toLowerCase(java.util.Locale.ROOT));
            item.setSelected(themes.theme() == theme);
            item.setOnAction(_ -> themes.choose(theme));
            menu.getItems().add(item);
        }
        return menu;
    }
}
