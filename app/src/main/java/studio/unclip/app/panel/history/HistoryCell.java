package studio.unclip.app.panel.history;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.editor.history.Thumbnail;

/** One state: its thumbnail and what was done. */
final class HistoryCell extends ListCell<HistoryViewModel.Row> {
    private static final double SIDE = 48;
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass LEFT = PseudoClass.getPseudoClass("left-branch");

    private final ImageView image = new ImageView();
    private final Label label = new Label();
    private final Tooltip tip = new Tooltip();
    private final HBox content;
    private Thumbnail shown;

    HistoryCell(HistoryViewModel model) {
        StackPane frame = new StackPane(image);
        frame.getStyleClass().add("history-thumbnail");
        frame.setMinSize(SIDE, SIDE);
        frame.setMaxSize(SIDE, SIDE);
        Rectangle clip = new Rectangle(SIDE, SIDE);
        clip.setArcWidth(8);
        clip.setArcHeight(8);
        frame.setClip(clip);
        image.setFitWidth(SIDE);
        image.setFitHeight(SIDE);
        image.setPreserveRatio(true);
        label.setWrapText(true);
        label.getStyleClass().add("history-label");
        label.setMaxHeight(SIDE);
        HBox.setHgrow(label, Priority.ALWAYS);
        content = new HBox(10, frame, label);
        content.setAlignment(Pos.CENTER_LEFT);
        content.setMinWidth(0);
        setPrefWidth(0);
        setOnMouseClicked(event -> {
            if (getItem() != null && event.getButton() == MouseButton.PRIMARY) {
                model.jump(getItem());
            }
        });
    }

    @Override
    protected void updateItem(HistoryViewModel.Row row, boolean empty) {
        super.updateItem(row, empty);
        boolean filled = row != null && !empty;
        setGraphic(filled ? content : null);
        setTooltip(filled ? tip : null);
        pseudoClassStateChanged(CURRENT, filled && row.current());
        pseudoClassStateChanged(LEFT, filled && !row.onPath());
        if (!filled) {
            return;
        }
        label.setText(row.label());
        tip.setText(row.label());
        setAccessibleText(row.label() + (row.current() ? ", on the canvas" : ""));
        Thumbnail thumbnail = row.entry().thumbnail().orElse(null);
        if (shown != thumbnail) {
            shown = thumbnail;
            image.setImage(thumbnail == null ? null : PictureImages.of(thumbnail.raster()));
        }
    }
}
