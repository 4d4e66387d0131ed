package studio.unclip.app.panel.mode;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import studio.unclip.app.control.Dial;

/** How much of the picture is drawn anew. */
final class RefineView extends VBox {
    RefineView(RefineForm form) {
        super(12);
        Dial strength = new Dial(
                "refine-strength", "Strength", "0: the picture as it is. 1: nothing of it is left.", form.strength());
        TextField negative = new TextField();
        negative.setId("refine-negative");
        negative.setPromptText("May stay empty");
        negative.setAccessibleText("Lead away from");
        negative.textProperty().bindBidirectional(form.negative());
        Label label = ModeBar.title("Lead away from");
        label.setLabelFor(negative);
        VBox away = new VBox(6, label, negative);
        away.visibleProperty().bind(form.takesNegative());
        away.managedProperty().bind(away.visibleProperty());
        getChildren().addAll(strength, away);
    }
}
