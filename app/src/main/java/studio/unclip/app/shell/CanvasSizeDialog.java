package studio.unclip.app.shell;

import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import studio.unclip.app.tool.Anchor;
import studio.unclip.editor.geom.IntSize;

/** Asks for another size of the canvas, and where the picture lies on it. Window thread. */
final class CanvasSizeDialog {
    private static final ButtonType RESIZE = new ButtonType("Resize", ButtonData.OK_DONE);

    private final Dialog<Answer> dialog = new Dialog<>();
    private final SizeFields fields;
    private final ObjectProperty<Anchor> anchor = new SimpleObjectProperty<>(Anchor.MIDDLE);

    /** What a person chose. */
    record Answer(IntSize size, Anchor anchor) {}

    private CanvasSizeDialog(Window owner, IntSize now) {
        fields = new SizeFields("canvas", now);
        dialog.initOwner(owner);
        dialog.setTitle("Canvas size");
        dialog.setHeaderText("How large is the canvas to be?");
        dialog.getDialogPane().getButtonTypes().setAll(RESIZE, ButtonType.CANCEL);
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        Label where = new Label("The picture lies");
        where.setMinWidth(Region.USE_PREF_SIZE);
        Label hint = new Label("The picture keeps its size. What comes to lie outside is hidden, not lost.");
        hint.getStyleClass().add("settings-hint");
        hint.setWrapText(true);
        hint.setMaxWidth(360);
        dialog.getDialogPane()
                .setContent(new VBox(
                        14,
                        new HBox(32, fields, new VBox(6, where, anchors())),
                        hint,
                        fields.problemLabel("canvas-problem")));
        dialog.getDialogPane()
                .lookupButton(RESIZE)
                .disableProperty()
                .bind(fields.problem().isNotEmpty());
        dialog.setResultConverter(button -> RESIZE.equals(button)
                ? fields.size().map(size -> new Answer(size, anchor.get())).orElse(null)
                : null);
        dialog.setOnShown(_ -> fields.begin());
    }

    private GridPane anchors() {
        GridPane grid = new GridPane(2, 2);
        ToggleGroup group = new ToggleGroup();
        for (Anchor place : Anchor.values()) {
            ToggleButton button = new ToggleButton();
            button.setId("anchor-" + place.title().replace(' ', '-'));
            button.getStyleClass().add("anchor");
            button.setToggleGroup(group);
            button.setAccessibleText("The picture lies at the " + place.title());
            button.setSelected(place == anchor.get());
            button.setOnAction(_ -> {
                anchor.set(place);
                // A second click leaves it chosen.
                button.setSelected(true);
            });
            grid.add(button, place.column(), place.row());
        }
        return grid;
    }

    /**
     * @param now what stands in the fields
     * @return empty when the person thought better of it
     */
    static Optional<Answer> ask(Window owner, IntSize now) {
        return new CanvasSizeDialog(owner, now).dialog.showAndWait();
    }
}
