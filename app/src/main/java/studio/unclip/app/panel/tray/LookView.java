package studio.unclip.app.panel.tray;

import atlantafx.base.theme.Styles;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.inference.api.Picture;

/** One picture of the tray large, over everything in the middle, without putting it on the canvas. */
public final class LookView extends VBox {
    private final TrayViewModel model;
    private final Executor background;
    private final ImageView image = new ImageView();
    private final Label caption = new Label();
    private Optional<Node> before = Optional.empty();

    /**
     * @param model whose pictures are looked at
     * @param background makes images, off the window's thread
     */
    public LookView(TrayViewModel model, Executor background) {
        super(10);
        this.model = model;
        this.background = background;
        setId("look");
        getStyleClass().add("look");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        setAlignment(Pos.CENTER);
        image.setPreserveRatio(true);
        image.setSmooth(true);
        Pane room = new Room();
        VBox.setVgrow(room, Priority.ALWAYS);
        caption.getStyleClass().add("look-caption");
        caption.setMinWidth(0);
        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button place = new Button("Put on the canvas");
        place.setId("look-place");
        place.setDefaultButton(false);
        place.setMinWidth(USE_PREF_SIZE);
        place.setFocusTraversable(false);
        place.setOnAction(_ -> place());
        Button close = new Button(null, new FontIcon(Feather.X));
        close.setId("look-close");
        close.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        close.setAccessibleText("Close");
        close.setFocusTraversable(false);
        close.setOnAction(_ -> model.looking().away());
        HBox line = new HBox(10, caption, gap, place, close);
        line.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(room, line);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        room.setOnMouseClicked(_ -> model.looking().away());
        model.looking().at().subscribe(this::show);
    }

    private void place() {
        Optional<CandidateViewModel> now = model.looking().at().get();
        model.looking().away();
        now.ifPresent(model.tried()::accept);
    }

    private void show(Optional<CandidateViewModel> looked) {
        boolean was = isVisible();
        setVisible(looked.isPresent());
        if (looked.isEmpty()) {
            image.setImage(null);
            if (was) {
                before.filter(node -> getScene() != null && getScene().equals(node.getScene()))
                        .ifPresent(Node::requestFocus);
                before = Optional.empty();
            }
            return;
        }
        if (!was && getScene() != null) {
            before = Optional.ofNullable(getScene().getFocusOwner());
        }
        CandidateViewModel now = looked.get();
        String words = now.round().label() + " · " + now.number()
                + (now.score().isPresent()
                        ? " · " + CandidateWords.match(now.score().getAsDouble())
                        : "");
        caption.setText(words);
        setAccessibleText(words);
        now.shown().get().ifPresent(picture -> set(now, picture));
        model.picture(now, picture -> set(now, picture));
        requestFocus();
    }

    private void set(CandidateViewModel of, Picture picture) {
        background.execute(() -> {
            Image made = PictureImages.of(picture);
            Platform.runLater(() -> {
                if (model.looking().at().get().equals(Optional.of(of))) {
                    image.setImage(made);
                }
            });
        });
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case LEFT, UP -> model.looking().further(-1);
            case RIGHT, DOWN -> model.looking().further(1);
            case ENTER -> place();
            case SPACE -> model.looking().away();
            default -> {
                return;
            }
        }
        event.consume();
    }

    /** The picture as large as there is room, in the middle. */
    private final class Room extends Pane {
        Room() {
            setMinSize(0, 0);
            getChildren().add(image);
        }

        @Override
        protected void layoutChildren() {
            Image now = image.getImage();
            if (now == null) {
                return;
            }
            double scale = Math.min(getWidth() / now.getWidth(), getHeight() / now.getHeight());
            image.setFitWidth(now.getWidth() * scale);
            image.setFitHeight(now.getHeight() * scale);
            image.relocate(
                    Math.rint((getWidth() - now.getWidth() * scale) / 2),
                    Math.rint((getHeight() - now.getHeight() * scale) / 2));
        }
    }
}
