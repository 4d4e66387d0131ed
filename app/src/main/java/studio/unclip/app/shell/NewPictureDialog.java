package studio.unclip.app.shell;

import java.util.Optional;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import studio.unclip.editor.geom.IntSize;

/** Asks how large a new picture is to be. Window thread. */
public final class NewPictureDialog {
    private static final ButtonType CREATE = new ButtonType("Create", ButtonData.OK_DONE);
    private static final IntSize[] USUAL = {
        new IntSize(1024, 1024), new IntSize(1536, 1024), new IntSize(1024, 1536), new IntSize(2048, 2048)
    };

    private final Dialog<IntSize> dialog = new Dialog<>();
    private final SizeFields fields;

    private NewPictureDialog(Window owner, IntSize suggested) {
        fields = new SizeFields("new", suggested);
        dialog.initOwner(owner);
        dialog.setTitle("New picture");
        dialog.setHeaderText("How large is it to be?");
        dialog.getDialogPane().getButtonTypes().setAll(CREATE, ButtonType.CANCEL);
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        FlowPane usual = new FlowPane(8, 8);
        usual.setPrefWrapLength(360);
        for (IntSize size : USUAL) {
            javafx.scene.control.Button chip = new javafx.scene.control.Button(words(size));
            chip.getStyleClass().add("chip");
            chip.setAccessibleText(size.width() + " by " + size.height() + " pixels");
            chip.setOnAction(_ -> fields.set(size));
            usual.getChildren().add(chip);
        }
        dialog.getDialogPane().setContent(new VBox(14, fields, usual, fields.problemLabel("new-problem")));
        dialog.getDialogPane()
                .lookupButton(CREATE)
                .disableProperty()
                .bind(fields.problem().isNotEmpty());
        dialog.setResultConverter(
                button -> CREATE.equals(button) ? fields.size().orElse(null) : null);
        dialog.setOnShown(_ -> fields.begin());
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
}
