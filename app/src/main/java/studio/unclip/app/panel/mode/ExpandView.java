package studio.unclip.app.panel.mode;

import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import studio.unclip.app.control.Dial;
import studio.unclip.app.control.Disclosure;
import studio.unclip.app.control.NumberField;
import studio.unclip.app.panel.mode.ExpandForm.Side;

/** How far the canvas grows on which side. */
final class ExpandView extends VBox {
    private static final double FIELD_WIDTH = 78;

    ExpandView(ExpandForm form) {
        super(12);
        FlowPane quick = new FlowPane(6, 6);
        quick.getChildren()
                .addAll(
                        button("zoom-125", "1.25×", "Zoom out 1.25 times", () -> form.zoomOut(1.25)),
                        button("zoom-150", "1.5×", "Zoom out 1.5 times", () -> form.zoomOut(1.5)),
                        button("zoom-200", "2×", "Zoom out to twice the size", () -> form.zoomOut(2)),
                        button("shape-169", "16:9", "Room at the sides until it is 16 to 9", () -> form.shape(16, 9)),
                        button("shape-23", "2:3", "Room above and below until it is 2 to 3", () -> form.shape(2, 3)),
                        button("expand-reset", "None", "No room on any side", form::reset));
        GridPane sides = new GridPane(8, 8);
        sides.setId("expand-sides");
        int at = 0;
        for (Side side : new Side[] {Side.LEFT, Side.RIGHT, Side.TOP, Side.BOTTOM}) {
            Label label = new Label(side.title());
            NumberField field =
                    new NumberField(form.room(side), "expand-" + side.name().toLowerCase(java.util.Locale.ROOT));
            field.setPrefWidth(FIELD_WIDTH);
            field.setMinWidth(FIELD_WIDTH);
            field.setMaxWidth(FIELD_WIDTH);
            label.setMinWidth(USE_PREF_SIZE);
            label.setLabelFor(field);
            label.getStyleClass().add("row-title");
            int column = 2 * (at % 2);
            sides.add(label, column, at / 2);
            sides.add(field, column + 1, at / 2);
            GridPane.setHalignment(field, HPos.RIGHT);
            at++;
        }
        Dial likeness = new Dial(
                "expand-likeness",
                "Like the picture",
                "0: as the prompt says. 1: as what the picture shows.",
                form.likeness());
        getChildren()
                .addAll(
                        new VBox(6, ModeBar.title("Zoom out, or to a shape"), quick),
                        new VBox(6, ModeBar.title("Pixels on each side"), sides),
                        new Disclosure("expand-more", "Likeness", likeness));
    }

    private static Button button(String id, String text, String help, Runnable does) {
        Button button = new Button(text);
        button.setId(id);
        button.getStyleClass().add("chip");
        button.setAccessibleText(help);
        button.setOnAction(_ -> does.run());
        return button;
    }
}
