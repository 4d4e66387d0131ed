package studio.unclip.app.panel.prompt;

import atlantafx.base.theme.Styles;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Apart;
import studio.unclip.app.control.Tip;

/** The seed: a field for its digits, a button that draws another, a lock that keeps it. */
final class SeedField extends HBox {
    /** Ten digits. */
    private static final double LEAST_WIDTH = 104;

    SeedField(SeedViewModel model) {
        super(4);
        setAlignment(Pos.CENTER_RIGHT);

        TextField field = new TextField();
        field.setId("seed");
        field.setPromptText("random");
        field.setAccessibleText("Seed");
        field.setAccessibleHelp("A whole number from 0 to 4294967295. Empty: a new one every time.");
        Tip.on(
                field,
                "The number the noise is drawn from. The same seed, prompt and settings give the"
                        + " same picture. Picture 2 has the next seed, and so on.");
        field.setPrefColumnCount(9);
        field.setMinWidth(LEAST_WIDTH);
        field.textProperty().bindBidirectional(model.text());
        PseudoClass danger = PseudoClass.getPseudoClass("danger");
        model.valid().subscribe(valid -> field.pseudoClassStateChanged(danger, !valid));

        Button draw = new Button(null, new FontIcon(Feather.SHUFFLE));
        draw.setId("draw-seed");
        draw.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        draw.setAccessibleText("Draw another seed");
        Tip.on(draw, "Draw another seed and keep it");
        draw.setOnAction(_ -> model.draw());

        FontIcon lockIcon = new FontIcon(Feather.UNLOCK);
        ToggleButton lock = new ToggleButton(null, lockIcon);
        lock.setId("keep-seed");
        lock.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT);
        lock.setAccessibleText("Keep the seed");
        lock.selectedProperty().bindBidirectional(model.kept());
        Tip.on(lock, "Keep this seed for the next run, or draw a new one each time");
        model.kept().subscribe(kept -> lockIcon.setIconCode(kept ? Feather.LOCK : Feather.UNLOCK));
        // Every run has another seed: that is no reason to lay the window out.
        getChildren().addAll(new Apart(field), draw, lock);
    }
}
