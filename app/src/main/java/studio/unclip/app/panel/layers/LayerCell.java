package studio.unclip.app.panel.layers;

import atlantafx.base.theme.Styles;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.editor.history.Thumbnail;

/** One layer: the eye, its pixels, its mask, its name, the lock. */
final class LayerCell extends ListCell<LayerRow> {
    static final double HEIGHT = 44;
    private static final double SIDE = 32;
    private static final double INDENT = 12;
    private static final PseudoClass ACTIVE = PseudoClass.getPseudoClass("active");
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass UNSEEN = PseudoClass.getPseudoClass("unseen");
    private static final PseudoClass ON = PseudoClass.getPseudoClass("on");
    private static final PseudoClass AIM = PseudoClass.getPseudoClass("aim");

    private final LayersViewModel model;
    private final Button eye = small("layer-eye");
    private final Button fold = small("layer-fold");
    private final Region indent = new Region();
    private final ImageView image = new ImageView();
    private final StackPane frame = new StackPane(image);
    private final Button mask = small("layer-mask");
    private final Label name = new Label();
    private final Label details = new Label();
    private final VBox words = new VBox(name, details);
    private final TextField field = new TextField();
    private final Button lock = small("layer-lock");
    private final HBox content;
    private Thumbnail shown;

    LayerCell(LayersViewModel model) {
        this.model = model;
        frame.getStyleClass().add("layer-thumbnail");
        frame.setMinSize(SIDE, SIDE);
        frame.setMaxSize(SIDE, SIDE);
        frame.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> model.commands().chooseMask(false));
        image.setFitWidth(SIDE);
        image.setFitHeight(SIDE);
        image.setPreserveRatio(true);
        name.getStyleClass().add("layer-name");
        details.getStyleClass().add("layer-details");
        words.setAlignment(Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        field.setId("layer-name-field");
        field.getStyleClass().add(Styles.SMALL);
        field.setAccessibleText("Name of the layer");
        field.setMinWidth(0);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setOnAction(_ -> model.endRename(field.getText()));
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.cancelRename();
                getListView().requestFocus();
                event.consume();
            }
        });
        field.focusedProperty().addListener((_, _, focused) -> {
            if (!focused && isRenaming()) {
                model.endRename(field.getText());
            }
        });
        mask.setGraphic(new FontIcon(Feather.APERTURE));
        eye.setOnAction(
                _ -> model.commands().setVisible(getItem().id(), !getItem().visible()));
        lock.setOnAction(
                _ -> model.commands().setLocked(getItem().id(), !getItem().locked()));
        fold.setOnAction(_ -> model.setOpen(getItem().id(), !getItem().open()));
        mask.setOnAction(_ -> {
            model.choose(getItem().id());
            model.commands().chooseMask(true);
        });
        content = new HBox(4, eye, indent, fold, frame, mask, words, lock);
        content.setAlignment(Pos.CENTER_LEFT);
        content.setMinWidth(0);
        setPrefWidth(0);
        setPrefHeight(HEIGHT);
        addEventFilter(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_CLICKED, event -> {
            if (event.getClickCount() == 2 && getItem() != null && onWords(event)) {
                model.beginRename();
            }
        });
        model.maskChosen().subscribe(this::showAim);
        model.renaming().subscribe(this::showField);
    }

    /** Choosing is the model's: the list's own selection would forget it with every change of the document. */
    private void pressed(MouseEvent event) {
        if (getItem() == null || isRenaming() || onButton(event)) {
            return;
        }
        getListView().requestFocus();
        boolean secondary = event.getButton() == MouseButton.SECONDARY;
        if (event.isShortcutDown() && !secondary) {
            model.toggle(getItem().id());
        } else if (event.isShiftDown() && !secondary) {
            model.extendTo(getItem().id());
        } else if (!(secondary && getItem().chosen())) {
            model.choose(getItem().id());
        }
    }

    private static boolean onButton(MouseEvent event) {
        for (javafx.scene.Node at = (javafx.scene.Node) event.getTarget(); at != null; at = at.getParent()) {
            if (at instanceof Button) {
                return true;
            }
        }
        return false;
    }

    private boolean onWords(MouseEvent event) {
        return words.contains(words.sceneToLocal(event.getSceneX(), event.getSceneY()));
    }

    private static Button small(String style) {
        Button button = new Button();
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "layer-button", style);
        button.setGraphic(new FontIcon());
        button.setTooltip(new Tooltip());
        // The list is one stop of the tab key; what the buttons do, keys and the menu do as well.
        button.setFocusTraversable(false);
        return button;
    }

    private static void show(Button button, Feather icon, String what) {
        ((FontIcon) button.getGraphic()).setIconCode(icon);
        button.getTooltip().setText(what);
        button.setAccessibleText(what);
    }

    private boolean isRenaming() {
        return getItem() != null
                && model.renaming().get().filter(getItem().id()::equals).isPresent();
    }

    @Override
    protected void updateItem(LayerRow row, boolean empty) {
        super.updateItem(row, empty);
        boolean filled = row != null && !empty;
        setGraphic(filled ? content : null);
        pseudoClassStateChanged(ACTIVE, filled && row.active());
        pseudoClassStateChanged(CHOSEN, filled && row.chosen());
        pseudoClassStateChanged(UNSEEN, filled && !row.seen());
        if (!filled) {
            setAccessibleText(null);
            return;
        }
        setAccessibleText(row.spoken());
        indent.setMinWidth(row.depth() * INDENT);
        indent.setManaged(row.depth() > 0);
        show(eye, row.visible() ? Feather.EYE : Feather.EYE_OFF, row.visible() ? "Hide the layer" : "Show the layer");
        show(lock, row.locked() ? Feather.LOCK : Feather.UNLOCK, row.locked() ? "Unlock the layer" : "Lock the layer");
        lock.pseudoClassStateChanged(ON, row.locked());
        fold.setVisible(row.group());
        fold.setManaged(row.group());
        show(
                fold,
                row.open() ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT,
                row.open() ? "Close the group" : "Open the group");
        mask.setVisible(row.mask().isPresent());
        mask.setManaged(row.mask().isPresent());
        name.setText(row.name());
        details.setText(row.details());
        details.setVisible(!row.details().isEmpty());
        details.setManaged(!row.details().isEmpty());
        Thumbnail thumbnail = row.thumbnail().orElse(null);
        if (shown != thumbnail) {
            shown = thumbnail;
            image.setImage(thumbnail == null ? null : PictureImages.of(thumbnail.raster()));
        }
        showAim();
        showField();
    }

    /** Whether brushes go to this layer's mask. */
    private void showAim() {
        boolean here = getItem() != null && getItem().active();
        boolean onMask = here && model.maskChosen().get();
        mask.pseudoClassStateChanged(AIM, onMask);
        frame.pseudoClassStateChanged(AIM, here && !onMask && getItem().mask().isPresent());
        String what = onMask ? "The layer's mask: brushes go to it" : "Paint on the layer's mask";
        mask.getTooltip().setText(what);
        mask.setAccessibleText(what);
    }

    private void showField() {
        boolean renaming = isRenaming();
        if (renaming && !content.getChildren().contains(field)) {
            content.getChildren().set(content.getChildren().indexOf(words), field);
            field.setText(getItem().name());
            field.requestFocus();
            field.selectAll();
        } else if (!renaming && content.getChildren().contains(field)) {
            boolean focused = field.isFocused();
            content.getChildren().set(content.getChildren().indexOf(field), words);
            if (focused && getListView() != null) {
                getListView().requestFocus();
            }
        }
    }
}
