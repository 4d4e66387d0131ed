package studio.unclip.app.shell;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import studio.unclip.editor.document.DocumentLimits;
import studio.unclip.editor.geom.IntSize;

/** Two fields for the size of a picture, as dialogs have them, and what is wrong with what is typed. Window thread. */
final class SizeFields extends GridPane {
    private static final double WIDTH = 360;

    private final TextField width = new TextField();
    private final TextField height = new TextField();
    private final StringBinding problem =
            Bindings.createStringBinding(this::whatIsWrong, width.textProperty(), height.textProperty());

    /** @param id begins the ids of both fields */
    SizeFields(String id, IntSize size) {
        super(10, 8);
        width.setId(id + "-width");
        height.setId(id + "-height");
        Label widthTitle = new Label("Width");
        Label heightTitle = new Label("Height");
        widthTitle.setLabelFor(width);
        heightTitle.setLabelFor(height);
        width.setPrefColumnCount(7);
        height.setPrefColumnCount(7);
        width.setAccessibleText("Width in pixels");
        height.setAccessibleText("Height in pixels");
        addRow(0, widthTitle, width, new Label("pixels"));
        addRow(1, heightTitle, height, new Label("pixels"));
        set(size);
    }

    void set(IntSize size) {
        width.setText(Integer.toString(size.width()));
        height.setText(Integer.toString(size.height()));
    }

    /** What is typed; empty where it is no size of a picture. */
    Optional<IntSize> size() {
        OptionalInt across = number(width.getText());
        OptionalInt down = number(height.getText());
        return across.isPresent() && down.isPresent()
                ? Optional.of(new IntSize(across.getAsInt(), down.getAsInt())).filter(DocumentLimits::allow)
                : Optional.empty();
    }

    /** Why there is no size, one sentence; empty where there is one. */
    StringBinding problem() {
        return problem;
    }

    /** Says what is wrong. */
    Label problemLabel(String id) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add("input-problem");
        label.setWrapText(true);
        label.setMaxWidth(WIDTH);
        label.textProperty().bind(problem);
        return label;
    }

    /** Both fields wait to be typed over, the first one first. */
    void begin() {
        width.requestFocus();
        width.selectAll();
    }

    private static OptionalInt number(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    private String whatIsWrong() {
        return size().isPresent()
                ? ""
                : "Whole numbers from 1 to " + DocumentLimits.MAX_SIDE + ", and at most "
                        + DocumentLimits.MAX_PIXELS / 1_000_000 + " million pixels in all.";
    }
}
