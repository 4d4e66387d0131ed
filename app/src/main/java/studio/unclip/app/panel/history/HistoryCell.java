package studio.unclip.app.panel.history;

import atlantafx.base.theme.Styles;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.function.IntSupplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;
import studio.unclip.app.generate.RecipeWords;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.editor.history.Thumbnail;

/** One state: its place in the tree, its thumbnail, what was done, its star. */
final class HistoryCell extends ListCell<HistoryViewModel.Row> {
    static final double HEIGHT = 52;
    private static final double SIDE = 40;
    private static final double WIDEST_TIP = 320;
    private static final int STAR_POINTS = 5;
    private static final double STAR_RADIUS = 7;
    private static final double STAR_INNER = 0.45;
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final PseudoClass LEFT = PseudoClass.getPseudoClass("left-branch");
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);

    private final HistoryViewModel model;
    private final IntSupplier lanes;
    private final BranchLines lines = new BranchLines(HEIGHT);
    private final ImageView image = new ImageView();
    private final Label label = new Label();
    private final Button star = new Button(null, starShape());
    private final Tooltip tip = new Tooltip();
    private final HBox content;
    private Thumbnail shown;

    /** @param lanes how many the list shows */
    HistoryCell(HistoryViewModel model, IntSupplier lanes) {
        this.model = model;
        this.lanes = lanes;
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
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMaxHeight(SIDE);
        label.setMinWidth(0);
        HBox.setHgrow(label, Priority.ALWAYS);
        star.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "layer-button", "history-star");
        star.setFocusTraversable(false);
        star.setOnAction(_ -> model.star(getItem()));
        content = new HBox(8, lines, frame, label, star);
        content.setAlignment(Pos.CENTER_LEFT);
        content.setMinWidth(0);
        setPrefWidth(0);
        tip.setWrapText(true);
        tip.setMaxWidth(WIDEST_TIP);
        // A recipe is read when it is looked at: there may be a thousand.
        tip.setOnShowing(_ -> tip.setText(tip(getItem())));
        // Where a press is a finger's, the list chooses only when it is lifted: after the menu was asked for.
        addEventHandler(ContextMenuEvent.CONTEXT_MENU_REQUESTED, _ -> {
            if (getItem() != null && !isSelected()) {
                getListView().getSelectionModel().clearAndSelect(getIndex());
            }
        });
        setOnMouseClicked(event -> {
            if (getItem() != null
                    && event.getButton() == MouseButton.PRIMARY
                    && event.isStillSincePress()
                    && !event.isShortcutDown()
                    && !event.isShiftDown()) {
                model.jump(getItem());
            }
        });
    }

    /** Not an icon of the font: only outlines are in that, and a star that is given is to be seen as one. */
    private static Polygon starShape() {
        Polygon shape = new Polygon();
        for (int point = 0; point < 2 * STAR_POINTS; point++) {
            double radius = point % 2 == 0 ? STAR_RADIUS : STAR_RADIUS * STAR_INNER;
            double angle = Math.PI * point / STAR_POINTS;
            shape.getPoints().addAll(radius * Math.sin(angle), -radius * Math.cos(angle));
        }
        shape.getStyleClass().add("star");
        return shape;
    }

    private String tip(HistoryViewModel.Row row) {
        if (row == null) {
            return "";
        }
        String when = TIME.format(row.time().atZone(ZoneId.systemDefault()));
        return row.title() + "\n" + when
                + model.recipe(row)
                        .map(recipe -> "\n\n" + String.join("\n", RecipeWords.of(recipe)))
                        .orElse("");
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
            setAccessibleText(null);
            return;
        }
        lines.show(row.lines(), lanes.getAsInt());
        label.setText(row.title());
        tip.setText(row.title());
        star.pseudoClassStateChanged(ON, row.starred());
        star.setAccessibleText(row.starred() ? "Take the star away" : "Star: keep this state");
        setAccessibleText(row.spoken());
        Thumbnail thumbnail = row.thumbnail().orElse(null);
        if (shown != thumbnail) {
            shown = thumbnail;
            image.setImage(thumbnail == null ? null : PictureImages.of(thumbnail.raster()));
        }
    }
}
