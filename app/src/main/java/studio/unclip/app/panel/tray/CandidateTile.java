package studio.unclip.app.panel.tray;

import java.util.Locale;
import java.util.concurrent.Executor;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import javafx.util.Duration;
import javafx.util.Subscription;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.picture.PictureImages;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;

/**
 * One candidate: its picture as it comes into being, its progress, its score. A button: pressing it accepts. It goes on to
 * the candidate of the same number of a later request, because to make and style a tile takes a third of a pulse.
 */
final class CandidateTile extends Button {
    static final double CAPTION_HEIGHT = 26;

    private static final double CORNER = 8;

    /** A narrower tile has no room for ten digits beside its score; they stand in the tooltip. */
    private static final double SEED_WIDTH = 120;

    private static final PseudoClass READY = PseudoClass.getPseudoClass("ready");
    private static final PseudoClass PLACED = PseudoClass.getPseudoClass("placed");

    private final Executor background;
    private final ImageView image = new ImageView();
    private final Label number = new Label();
    private final ProgressBar progress = new ProgressBar(0);
    private final Label captionLeft = new Label();
    private final Label captionRight = new Label();
    private final StackPane placedMark = new StackPane(new FontIcon(Feather.CHECK));
    private final Square square;
    private final BooleanProperty seedFits = new SimpleBooleanProperty(this, "seedFits", true);
    private CandidateViewModel model;
    private Subscription heard = Subscription.EMPTY;
    private double shownSide;

    /**
     * @param first what it shows to begin with
     * @param background shrinks pictures
     */
    CandidateTile(CandidateViewModel first, TrayViewModel tray, Executor background) {
        this.model = first;
        this.background = background;
        setId("candidate-" + first.number());
        number.setText(Integer.toString(first.number()));
        getStyleClass().setAll("candidate");
        setAccessibleRole(AccessibleRole.BUTTON);
        setMnemonicParsing(false);
        setMinSize(0, 0);
        setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
        setAlignment(Pos.TOP_LEFT);
        square = new Square();
        setGraphic(content());
        setOnAction(_ -> tray.accept(model));
        addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
                fire();
                event.consume();
            }
        });
        seedFits.addListener((_, _, _) -> stateChanged());
        listen();
    }

    /** @param candidate of the same number; nothing happens if it is the same */
    void show(CandidateViewModel candidate) {
        if (!candidate.equals(model)) {
            heard.unsubscribe();
            model = candidate;
            setTooltip(null);
            listen();
        }
    }

    private void listen() {
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
        pseudoClassStateChanged(READY, state instanceof CandidateState.Ready);
        pseudoClassStateChanged(PLACED, placed);
        number.setVisible(
                !(state instanceof CandidateState.Ready) && model.shown().get().isEmpty());
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
            case CandidateState.Ready(Candidate candidate) -> {
                captionLeft.setText(candidate.warnings().stream()
                        .findFirst()
                        .map(CandidateTile::inShort)
                        .orElse(model.best().get() ? "Best" : seedFits.get() ? Long.toString(model.seed()) : ""));
                candidate.score().ifPresent(score -> captionRight.setText(CandidateWords.score(score)));
                if (getTooltip() == null) {
                    Tooltip recipe = new Tooltip(CandidateWords.of(candidate));
                    recipe.setShowDelay(Duration.millis(600));
                    recipe.setShowDuration(Duration.seconds(30));
                    setTooltip(recipe);
                }
            }
        }
        setAccessibleText(String.format(
                        Locale.ROOT, "Picture %d, %s %s", model.number(), captionLeft.getText(), captionRight.getText())
                .strip());
        setAccessibleHelp(state instanceof CandidateState.Ready ? "Press Enter to put it on the canvas." : "");
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
        private final Rectangle clip = new Rectangle();

        Square() {
            getStyleClass().add("candidate-picture");
            clip.setArcWidth(2 * CORNER);
            clip.setArcHeight(2 * CORNER);
            setClip(clip);
            image.setManaged(false);
            image.setSmooth(true);
            Pane picture = new Pane(image);
            Region ring = new Region();
            ring.getStyleClass().add("candidate-ring");
            ring.setMouseTransparent(true);
            placedMark.getStyleClass().add("candidate-placed");
            placedMark.setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
            getChildren().addAll(picture, number, progress, ring, placedMark);
            StackPane.setAlignment(placedMark, Pos.TOP_RIGHT);
            StackPane.setMargin(placedMark, new Insets(8));
            StackPane.setAlignment(progress, Pos.BOTTOM_CENTER);
        }

        void setSide(double side) {
            setMinSize(side, side);
            setPrefSize(side, side);
            setMaxSize(side, side);
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            clip.setWidth(getWidth());
            clip.setHeight(getHeight());
            image.setFitWidth(getWidth());
            image.setFitHeight(getHeight());
            int needed = neededSide();
            if (shownSide > 0 && needed > shownSide * 1.5) {
                // The tile has grown: what was shrunk for the small one is too coarse now.
                showPicture();
            }
        }
    }
}
