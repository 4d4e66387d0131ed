package studio.unclip.app.control;

import java.util.Locale;
import javafx.beans.property.DoubleProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A share from 0 to 1 as a slider with its words and a field for the typed value beside: aim by eye or by number. */
public final class Dial extends VBox {
    private static final double STEP = 0.05;
    private static final double FIELD_WIDTH = 68;

    private final Slider slider;

    /**
     * @param id of the slider; the field's has {@code -value} behind it
     * @param title what it sets
     * @param help what its ends mean
     * @param value 0 to 1
     */
    public Dial(String id, String title, String help, DoubleProperty value) {
        this(id, title, help, value, 0, 1);
    }

    /**
     * @param least at the left end
     * @param most at the right end
     */
    public Dial(String id, String title, String help, DoubleProperty value, double least, double most) {
        super(4);
        getStyleClass().add("dial");
        slider = new Slider(least, most, value.get()) {
            @Override
            public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
                return attribute == AccessibleAttribute.VALUE_STRING
                        ? String.format(Locale.ROOT, "%.2f", getValue())
                        : super.queryAccessibleAttribute(attribute, parameters);
            }
        };
        slider.setId(id);
        slider.setBlockIncrement(STEP);
        slider.valueProperty().bindBidirectional(value);
        slider.setAccessibleText(title);
        slider.setAccessibleHelp(help);
        // Double click: back to where it began.
        double first = value.get();
        slider.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) {
                value.set(first);
            }
        });
        slider.setOnScroll(event -> {
            value.set(Math.clamp(value.get() + Math.signum(event.getDeltaY()) * STEP, least, most));
            event.consume();
        });
        NumberEntry<Double> entry = new NumberEntry<>(title, NumberKind.hundredths(least, most, STEP), value.get());
        value.subscribe(now -> {
            if (Math.abs(entry.value().get() - now.doubleValue()) > 1e-9) {
                entry.value().set(now.doubleValue());
            }
        });
        entry.value().subscribe(now -> value.set(now));
        NumberField field = new NumberField(entry, id + "-value");
        field.setMinWidth(FIELD_WIDTH);
        field.setPrefWidth(FIELD_WIDTH);
        field.setMaxWidth(FIELD_WIDTH);
        Label label = new Label(title);
        label.getStyleClass().add("row-title");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(slider);
        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, label, gap, field);
        head.setAlignment(Pos.CENTER_LEFT);
        Tip.on(slider, help);
        getChildren().addAll(head, slider);
    }

    /** The slider itself. */
    public Slider slider() {
        return slider;
    }
}
