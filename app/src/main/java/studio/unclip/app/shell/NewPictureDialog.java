package studio.unclip.app.shell;

import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import studio.unclip.editor.document.DocumentLimits;
import studio.unclip.editor.geom.IntSize;

/** Asks how large a new picture is to be. Window thread. */
public final class NewPictureDialog {
    private static final ButtonType CREATE = new ButtonType("Create", ButtonData.OK_DONE);
    private static final IntSize[] USUAL = {
        new IntSize(1024, 1024), new IntSize(1536, 1024), new IntSize(1024, 1536), new IntSize(2048, 2048)
    };

    private final Dialog<IntSize> dialog = new Dialog<>();
    private final TextField width = new TextField();
    private final TextField height = new TextField();

    private NewPictureDialog(Window owner, IntSize suggested) {
        dialog.initOwner(owner);
        dialog.setTitle("New picture");
        dialog.setHeaderText("How large is it to be?");
        dialog.getDialogPane().getButtonTypes().setAll(CREATE, ButtonType.CANCEL);
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        width.setId("new-width");
        height.setId("new-height");
        set(suggested);
        FlowPane usual = new FlowPane(8, 8);
        usual.setPrefWrapLength(360);
        for (IntSize size : USUAL) {
            javafx.scene.control.Button chip = new javafx.scene.control.Button(words(size));
            chip.getStyleClass().add("chip");
            chip.setAccessibleText(size.width() + " by " + size.height() + " pixels");
            chip.setOnAction(_ -> set(size));
            usual.getChildren().add(chip);
        }
        Label problem = new Label();
        problem.setId("new-problem");
        problem.getStyleClass().add("input-problem");
        problem.setWrapText(true);
        problem.setMaxWidth(360);
        problem.textProperty()
                .bind(Bindings.createStringBinding(this::problem, width.textProperty(), height.textProperty()));
        dialog.getDialogPane().setContent(new VBox(14, fields(), usual, problem));
        BooleanBinding sound = problem.textProperty().isEmpty();
        dialog.getDialogPane().lookupButton(CREATE).disableProperty().bind(sound.not());
        dialog.setResultConverter(button -> CREATE.equals(button) ? size().orElse(null) : null);
        dialog.setOnShown(_ -> {
            width.requestFocus();
            width.selectAll();
        });
    }

    private GridPane fields() {
        Label widthTitle = new Label("Width");
        Label heightTitle = new Label("Height");
        widthTitle.setLabelFor(width);
        heightTitle.setLabelFor(height);
        width.setPrefColumnCount(7);
        height.setPrefColumnCount(7);
        width.setAccessibleText("Width in pixels");
        height.setAccessibleText("Height in pixels");
        GridPane grid = new GridPane(10, 8);
        grid.addRow(0, widthTitle, width, new Label("pixels"));
        grid.addRow(1, heightTitle, height, new Label("pixels"));
        return grid;
    }

    /**
     * @param suggested what stands in the fields
     * @return empty when the person thought better of it
     */
    public static Optional<IntSize> ask(Window owner, IntSize suggested) {
        return new NewPictureDialog(owner, suggested).dialog.showAndWait();
    }

    private static String words(IntSize size) {
        return size.width() + " × " + size.height();
    }

    private void set(IntSize size) {
        width.setText(Integer.toString(size.width()));
        height.setText(Integer.toString(size.height()));
    }

    private Optional<IntSize> size() {
        OptionalInt across = number(width.getText());
        OptionalInt down = number(height.getText());
        return across.isPresent() && down.isPresent()
                ? Optional.of(new IntSize(across.getAsInt(), down.getAsInt())).filter(DocumentLimits::allow)
                : Optional.empty();
    }

    private static OptionalInt number(String text) {
        String digits = text.strip();
        return digits.matches("[0-9]{1,5}") ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    private String problem() {
        return size().isPresent()
                ? ""
                : "Whole numbers from 1 to " + DocumentLimits.MAX_SIDE + ", and at most "
                        + DocumentLimits.MAX_PIXELS / 1_000_000 + " million pixels in all.";
    }
}
