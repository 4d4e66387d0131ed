package studio.unclip.app.panel.layers;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import studio.unclip.app.control.Choices;
import studio.unclip.app.control.Tip;
import studio.unclip.editor.document.BlendMode;

/** How the active layer lies on those below: blend mode and opacity. */
final class LayerOptions extends HBox {
    private final LayersViewModel model;
    private final ComboBox<BlendMode> blend = new ComboBox<>();
    private final Slider opacity = new Slider(0, 100, 100) {
        @Override
        public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
            return attribute == AccessibleAttribute.VALUE_STRING
                    ? Math.round(getValue()) + " %"
                    : super.queryAccessibleAttribute(attribute, parameters);
        }
    };
    private final Label percent = new Label();

    /** Whether it is the document that moves the controls, no person. */
    private boolean following;

    LayerOptions(LayersViewModel model) {
        super(8);
        this.model = model;
        getStyleClass().add("layer-options");
        setAlignment(Pos.CENTER_LEFT);
        blend.setId("layer-blend");
        blend.getStyleClass().add(Styles.SMALL);
        blend.getItems().setAll(BlendMode.values());
        blend.setVisibleRowCount(16);
        blend.setConverter(Choices.words(LayerWords::of));
        blend.setAccessibleText("Blend mode of the layer");
        Tip.on(blend, "How the layer's colours join those below");
        blend.setMinWidth(96);
        blend.setPrefWidth(104);
        opacity.setId("layer-opacity");
        opacity.getStyleClass().add(Styles.SMALL);
        opacity.setBlockIncrement(5);
        opacity.setAccessibleText("Opacity of the layer, percent");
        Tip.on(opacity, "Opacity");
        opacity.setMinWidth(40);
        opacity.setPrefWidth(80);
        HBox.setHgrow(opacity, Priority.ALWAYS);
        percent.setId("layer-opacity-text");
        percent.getStyleClass().add("layer-percent");
        percent.setMinWidth(46);
        percent.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(blend, opacity, percent);
        blend.setOnAction(_ -> {
            if (!following && blend.getValue() != null) {
                model.commands().setBlend(blend.getValue());
                // A refusal leaves the document as it was.
                follow();
            }
        });
        opacity.valueProperty().addListener((_, _, value) -> {
            if (!following) {
                model.commands().previewOpacity(Math.round(value.doubleValue()) / 100f);
                follow();
            }
        });
        opacity.addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> model.commands().keepOpacity());
        opacity.addEventHandler(KeyEvent.KEY_RELEASED, _ -> model.commands().keepOpacity());
        opacity.focusedProperty().addListener((_, _, focused) -> {
            if (!focused) {
                model.commands().keepOpacity();
            }
        });
        model.active().subscribe(this::follow);
    }

    private void follow() {
        following = true;
        setDisable(model.active().get().isEmpty());
        model.active().get().ifPresent(row -> {
            blend.setValue(row.blend());
            // While it is dragged the slider is where the pointer is, between two percents.
            if (Math.round(opacity.getValue()) != Math.round(row.opacity() * 100)) {
                opacity.setValue(Math.round(row.opacity() * 100));
            }
            percent.setText(String.format(Locale.ROOT, "%d %%", Math.round(row.opacity() * 100)));
        });
        following = false;
    }
}
