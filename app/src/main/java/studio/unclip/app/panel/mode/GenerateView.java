package studio.unclip.app.panel.mode;

import javafx.beans.binding.Bindings;
import javafx.scene.control.CheckBox;
import javafx.scene.layout.VBox;

/** What pictures from words may need beside the words: mostly nothing. */
final class GenerateView extends VBox {
    GenerateView(GenerateForm form) {
        super(12);
        // Said where the prompt may name two things, and switchable.
        CheckBox twoThings = new CheckBox("Two things in areas of their own");
        twoThings.setId("generate-splitting");
        twoThings.selectedProperty().bindBidirectional(form.splitting());
        twoThings.visibleProperty().bind(form.namesTwo());
        twoThings.managedProperty().bind(twoThings.visibleProperty());
        CheckBox looks = new CheckBox("Pictures in different looks");
        looks.setId("generate-looks");
        looks.selectedProperty().bindBidirectional(form.looks());
        // Things in areas of their own have the usual look.
        looks.visibleProperty()
                .bind(Bindings.createBooleanBinding(
                        () -> form.hasLooks().getValue()
                                && !(form.namesTwo().get() && form.splitting().get()),
                        form.hasLooks(),
                        form.namesTwo(),
                        form.splitting()));
        looks.managedProperty().bind(looks.visibleProperty());
        getChildren().addAll(twoThings, looks, new SizeView(form));
    }
}
