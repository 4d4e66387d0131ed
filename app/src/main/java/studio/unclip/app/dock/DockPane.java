package studio.unclip.app.dock;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;

/** One panel with its title line, which opens and closes it. */
final class DockPane extends VBox {
    /** Height of the title line, logical pixels. */
    static final double TITLE = 36;

    private static final PseudoClass OPEN = PseudoClass.getPseudoClass("open");

    private final Dock dock;
    private final DockModel model;
    private final ToggleButton title;
    private final HBox line;

    DockPane(Dock dock, DockModel model) {
        this.dock = dock;
        this.model = model;
        setId("dock-" + dock.id());
        getStyleClass().add("dock");
        FontIcon chevron = new FontIcon(Feather.CHEVRON_DOWN);
        title = new ToggleButton(dock.title(), chevron);
        title.setId("dock-title-" + dock.id());
        title.getStyleClass().add("dock-title");
        title.setMaxWidth(Double.MAX_VALUE);
        title.setAlignment(Pos.CENTER_LEFT);
        Tip.on(title, model.open(dock.id()).map(open -> (open ? "Close " : "Open ") + dock.title()));
        // The model has the last word, so that a press only asks.
        title.setOnAction(_ -> model.setOpen(dock.id(), title.isSelected()));
        HBox.setHgrow(title, Priority.ALWAYS);
        line = new HBox(title);
        line.getStyleClass().add("dock-line");
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(TITLE);
        line.setPrefHeight(TITLE);
        line.setMaxHeight(TITLE);
        line.getChildren().addAll(dock.controls());
        Region content = dock.content();
        content.setMinHeight(0);
        VBox.setVgrow(content, Priority.ALWAYS);
        getChildren().addAll(line, content);
        model.open(dock.id()).subscribe(this::show);
    }

    private void show(boolean open) {
        title.setSelected(open);
        title.setAccessibleText(dock.title() + (open ? ", open" : ", closed"));
        ((FontIcon) title.getGraphic()).setIconCode(open ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT);
        dock.content().setVisible(open);
        dock.content().setManaged(open);
        dock.controls().forEach(control -> {
            control.setVisible(open);
            control.setManaged(open);
        });
        pseudoClassStateChanged(OPEN, open);
        if (getParent() != null) {
            getParent().requestLayout();
        }
    }

    /** A control in the title line that is there whether the panel is open or not. */
    void addControl(Node control) {
        line.getChildren().add(control);
    }

    boolean isOpen() {
        return model.open(dock.id()).get();
    }

    Dock dock() {
        return dock;
    }

    void focusTitle() {
        title.requestFocus();
    }
}
