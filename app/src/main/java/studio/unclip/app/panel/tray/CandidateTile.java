package studio.unclip.app.panel.tray;

import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;

/**
 * One candidate: its picture as it comes into being, its progress, its score. A button: pressing it accepts, holding it or
 * Space shows it large. It goes on to another candidate when its own is scrolled out, because to make and style a tile
 * takes a third of a pulse. What changes while pictures are made asks for no styles: all that its states need is set here.
 */
final class CandidateTile extends Button {
    static final double CAPTION_HEIGHT = 26;

    /** A narrower tile has no room for ten digits beside its score; they stand in the tooltip. */
    private static final double SEED_WIDTH = 170;

    /** A narrower one has none for the word before the score. */
    private static final double MATCH_WIDTH = 110;

    private static final PseudoClass PLACED = PseudoClass.getPseudoClass("placed");

    /** Opacity of a picture that the pointer is over. */
    private static final double HOVERED = 0.92;

    /** Pressed for longer, it is looked at large as long as it is held. */
    private static final Duration HOLD = Duration.millis(450);

    /** Where {@link TileField} puts it. */
    TilePlan.Slot slot = new TilePlan.Slot(0, 0, 0);

    private final TrayViewModel tray;
    private final TileMenu menu;
    private final Executor background;
    private final PauseTransition hold = new PauseTransition(HOLD);
    private final Button more = new Button(null, new FontIcon(Feather.MORE_HORIZONTAL));
    private final ImageView image = new ImageView();
    private final Label number = new Label();
    private final ProgressBar progress = new ProgressBar(0);
    private final Label captionLeft = new Label();
    private final Label captionRight = new Label();
    private final Region ring = new Region();
    private final StackPane placedMark = new StackPane(new FontIcon(Feather.CHECK));
    private final Square square;
    private final BooleanProperty seedFits = new SimpleBooleanProperty(this, "seedFits", true);
    private final BooleanProperty matchFits = new SimpleBooleanProperty(this, "matchFits", true);
    private final BooleanProperty ready = new SimpleBooleanProperty(this, "ready");
    private CandidateViewModel model;
    private Subscription heard = Subscription.EMPTY;
    private double shownSide;

    /** Of a request before the newest: it says less. */
    private boolean earlier;

    /** Whether it says what was asked for. */
    private boolean named;

    /** Whether it is being held, so that letting it go is no press. */
    private boolean held;

    /**
     * @param first what it shows to begin with
     * @param menu what can be done with it
     * @param background shrinks pictures
     */
    CandidateTile(CandidateViewModel first, TrayViewModel tray, TileMenu menu, Executor background) {
        this.model = first;
        this.tray = tray;
        this.menu = menu;
        this.background = background;
        getStyleClass().setAll("candidate");
        setAccessibleRole(AccessibleRole.BUTTON);
        setMnemonicParsing(false);
        setMinSize(0, 0);
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        setAlignment(Pos.TOP_LEFT);
        // Where it lies is TileField's affair, whatever is in it: what changes here is laid out here alone.
        setManaged(false);
        square = new Square();
        setGraphic(content());
        setOnAction(_ -> pressed());
        addEventFilter(KeyEvent.ANY, this::key);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            held = false;
            if (event.getButton() == MouseButton.PRIMARY) {
                hold.playFromStart();
            }
        });
        addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> letGo());
        hoverProperty().subscribe(_ -> RecipeTip.on(this, model));
        hold.setOnFinished(_ -> {
            held = true;
            tray.looking().at(model);
        });
        setOnContextMenuRequested(event -> {
            if (model.finished()) {
                menu.menu(model).show(this, event.getScreenX(), event.getScreenY());
                event.consume();
            }
        });
        seedFits.addListener((_, _, _) -> stateChanged());
        matchFits.addListener((_, _, _) -> stateChanged());
        cursorProperty().bind(Bindings.when(ready).then(Cursor.HAND).otherwise(Cursor.DEFAULT));
        listen();
    }

    CandidateViewModel candidate() {
        return model;
    }

    /**
     * @param before whether it is of a request before the newest
     * @param first whether it is the first of its request
     */
    void show(CandidateViewModel candidate, boolean before, boolean first) {
        boolean other = !candidate.equals(model);
        if (other) {
            heard.unsubscribe();
            model = candidate;
            setTooltip(null);
        }
        if (other || before != earlier || first != named) {
            earlier = before;
            named = first;
            if (other) {
                listen();
            } else {
                stateChanged();
            }
        }
    }

    private void pressed() {
        if (!held) {
            tray.tried().accept(model);
        }
    }

    private void letGo() {
        hold.stop();
        if (held) {
            tray.looking().away();
            // The release is a press to a button, which is told of it after this.
            Platform.runLater(() -> held = false);
        }
    }

    private void key(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        if (event.getCode() == KeyCode.ENTER && event.getEventType().equals(KeyEvent.KEY_PRESSED)) {
            held = false;
            fire();
            event.consume();
        } else if (event.getCode() == KeyCode.SPACE) {
            // Never a press: Space looks, also when it is let go.
            if (event.getEventType().equals(KeyEvent.KEY_PRESSED)) {
                tray.looking().at(model);
            }
            event.consume();
        }
    }

    private void listen() {
        number.setText(Integer.toString(model.number()));
        heard = Subscription.combine(
                model.state().subscribe((_, _) -> stateChanged()),
                model.shown().subscribe((_, _) -> showPicture()),
                model.best().subscribe((_, _) -> stateChanged()),
                model.placed().subscribe((_, _) -> stateChanged()));
        stateChanged();
        showPicture();
    }

    @Override
    public void resize(double width, double height) {
        // What is seen and what can be clicked are the same: the picture follows the tile before either is laid out.
        square.setSide(width);
        seedFits.set(width >= SEED_WIDTH);
        matchFits.set(width >= MATCH_WIDTH);
        super.resize(width, height);
    }

    private Region content() {
        number.getStyleClass().add("candidate-number");
        progress.getStyleClass().add("candidate-progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        captionLeft.getStyleClass().add("candidate-caption");
        captionLeft.setMinWidth(0);
        captionRight.getStyleClass().addAll("candidate-caption", "candidate-score");
        captionRight.setMinWidth(Region.USE_PREF_SIZE);

        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox caption = new HBox(6, captionLeft, gap, captionRight);
        caption.setAlignment(Pos.CENTER_LEFT);
        caption.setMinHeight(CAPTION_HEIGHT);
        caption.setMaxHeight(CAPTION_HEIGHT);
        return new VBox(square, caption);
    }

    private void stateChanged() {
        CandidateState state = model.state().get();
        boolean placed = model.placed().get();
        boolean finished = model.finished();
        ready.set(finished);
        ring.pseudoClassStateChanged(PLACED, placed);
        number.setVisible(!finished && model.shown().get().isEmpty());
        progress.setVisible(state instanceof CandidateState.Making);
        placedMark.setVisible(placed);
        captionRight.setText("");
        switch (state) {
            case CandidateState.Waiting _ -> captionLeft.setText("Waiting");
            case CandidateState.Making(double fraction) -> {
                progress.setProgress(fraction);
                captionLeft.setText("Making");
                captionRight.setText(Math.round(fraction * 100) + " %");
            }
            case CandidateState.Ready _, CandidateState.Stored _ -> finished();
        }
        setAccessibleText(String.format(
                        Locale.ROOT,
                        "%s %d, %s %s%s",
                        earlier ? model.round().label() : "Picture",
                        model.number(),
                        earlier && named ? "" : captionLeft.getText(),
                        captionRight.getText(),
                        placed ? ", on the canvas" : "")
                .strip());
        setAccessibleHelp(
                finished
                        ? "Enter puts it on the canvas, Space shows it large, Delete puts it into the trash. Its menu has"
                                + " more."
                        : "");
    }

    private void finished() {
        captionLeft.setText(model.warnings().stream()
                .findFirst()
                .map(CandidateTile::inShort)
                .orElseGet(this::caption));
        if (!earlier) {
            model.score()
                    .ifPresent(score -> captionRight.setText(
                            matchFits.get() ? CandidateWords.match(score) : CandidateWords.score(score)));
        }
        RecipeTip.on(this, model);
    }

    private String caption() {
        if (earlier) {
            return named ? model.round().label() : "";
        }
        if (model.best().get()) {
            return "Best";
        }
        if (seedFits.get()) {
            return Long.toString(model.seed());
        }
        return model.score().isPresent() ? "" : "Picture " + model.number();
    }

    private static String inShort(Candidate.Warning warning) {
        return switch (warning) {
            case ONE_COLOUR -> "All one colour";
        };
    }

    private void showPicture() {
        shownSide = 0;
        if (model.shown().get().isEmpty()) {
            image.setImage(null);
            return;
        }
        number.setVisible(false);
        Picture picture = model.shown().get().orElseThrow();
        square.centre();
        int needed = neededSide();
        if (picture.width() < 2 * Math.max(1, needed)) {
            image.setImage(PictureImages.of(picture));
            return;
        }
        shownSide = needed;
        background.execute(() -> {
            Image small = PictureImages.atLeast(picture, needed);
            Platform.runLater(() -> {
                if (model.shown().get().filter(picture::equals).isPresent()) {
                    image.setImage(small);
                }
            });
        });
    }

    /** Device pixels of the square's side; a fair guess before the first layout. */
    private int neededSide() {
        Window window = getScene() == null ? null : getScene().getWindow();
        double scale = window == null ? 1 : window.getOutputScaleX();
        return (int) Math.ceil((getWidth() > 0 ? getWidth() : 256) * scale);
    }

    /** The picture's place: as high as it is wide, with round corners. */
    private final class Square extends StackPane {
        Square() {
            getStyleClass().add("candidate-picture");
            image.setManaged(false);
            image.setSmooth(true);
            image.setPreserveRatio(true);
            Pane picture = new Pane(image);
            ring.getStyleClass().add("candidate-ring");
            ring.setMouseTransparent(true);
            placedMark.getStyleClass().add("candidate-placed");
            placedMark.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
            getChildren().addAll(picture, new RoundCorners(), number, progress, ring, placedMark, more);
            StackPane.setAlignment(placedMark, Pos.TOP_RIGHT);
            StackPane.setMargin(placedMark, new Insets(8));
            more.getStyleClass().setAll("candidate-more");
            more.setFocusTraversable(false);
            more.setAccessibleText("What can be done with this picture");
            more.setOnAction(_ -> menu.menu(model).show(more, Side.BOTTOM, 0, 2));
            BooleanBinding offered = CandidateTile.this.hoverProperty().and(ready);
            more.visibleProperty().bind(offered);
            opacityProperty().bind(Bindings.when(offered).then(HOVERED).otherwise(1));
            StackPane.setAlignment(more, Pos.TOP_LEFT);
            StackPane.setMargin(more, new Insets(6));
            StackPane.setAlignment(progress, Pos.BOTTOM_CENTER);
        }

        /** A picture that is no square stands in the middle. */
        void centre() {
            double ratio = model.shown()
                    .get()
                    .map(picture -> (double) picture.width() / picture.height())
                    .orElse(1.0);
            image.setX(ratio < 1 ? (getWidth() - getHeight() * ratio) / 2 : 0);
            image.setY(ratio > 1 ? (getHeight() - getWidth() / ratio) / 2 : 0);
        }

        void setSide(double side) {
            setMinSize(side, side);
            setPrefSize(side, side);
            setMaxSize(side, side);
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            image.setFitWidth(getWidth());
            image.setFitHeight(getHeight());
            centre();
            int needed = neededSide();
            if (shownSide > 0 && needed > shownSide * 1.5) {
                // The tile has grown: what was shrunk for the small one is too coarse now.
                showPicture();
            }
        }
    }
}
