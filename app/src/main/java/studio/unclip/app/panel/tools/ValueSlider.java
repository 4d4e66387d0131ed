package studio.unclip.app.panel.tools;

import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;

/** A named slider with its value in words beside it. */
final class ValueSlider extends HBox {
    private static final double WIDTH = 72;
    private static final double VALUE_WIDTH = 44;

    private final Slider slider;
    private final DoubleUnaryOperator fromShare;
    private final DoubleUnaryOperator toShare;
    private final Label value = new Label();
    private final DoubleFunction<String> words;
    private boolean showing;

    /**
     * @param name of what is set
     * @param fromShare the value from the slider's place, 0 to 1
     * @param toShare the place from the value
     * @param words a value for a person
     * @param set is told what a person sets
     */
    ValueSlider(
            String id,
            String name,
            DoubleUnaryOperator fromShare,
            DoubleUnaryOperator toShare,
            DoubleFunction<String> words,
            java.util.function.DoubleConsumer set) {
        super(6);
        this.fromShare = fromShare;
        this.toShare = toShare;
        this.words = words;
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("value-slider");
        slider = new Slider(0, 1, 0) {
            @Override
            public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
                return attribute == AccessibleAttribute.VALUE_STRING
                        ? words.apply(fromShare.applyAsDouble(getValue()))
                        : super.queryAccessibleAttribute(attribute, parameters);
            }
        };
        slider.setId(id);
        slider.setAccessibleText(name);
        slider.setPrefWidth(WIDTH);
        slider.setMinWidth(WIDTH / 2);
        slider.setBlockIncrement(0.05);
        Label title = new Label(name);
        title.setMinWidth(USE_PREF_SIZE);
        title.getStyleClass().add("row-title");
        title.setLabelFor(slider);
        value.setMinWidth(VALUE_WIDTH);
        value.getStyleClass().add("column-title");
        getChildren().addAll(title, slider, value);
        slider.valueProperty().addListener((_, _, share) -> {
            double now = fromShare.applyAsDouble(share.doubleValue());
            value.setText(words.apply(now));
            if (!showing) {
                set.accept(now);
            }
        });
        value.setText(words.apply(fromShare.applyAsDouble(0)));
    }

    /** A share of the whole, in per cent. */
    static ValueSlider percent(String id, String name, double least, java.util.function.DoubleConsumer set) {
        return new ValueSlider(
                id,
                name,
                share -> least + (1 - least) * share,
                value -> (value - least) / (1 - least),
                value -> Math.round(value * 100) + " %",
                set);
    }

    /** Shows a value without setting it. */
    void show(double now) {
        boolean same = words.apply(fromShare.applyAsDouble(slider.getValue())).equals(words.apply(now));
        if (!same) {
            showing = true;
            slider.setValue(Math.clamp(toShare.applyAsDouble(now), 0, 1));
            showing = false;
        }
    }
}
