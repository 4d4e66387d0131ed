package studio.unclip.app.boot;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import studio.unclip.app.document.WorkJournal;

/** Asks in a dialog over the window. */
final class BringBackDialog implements WorkJournal.Question {
    private static final ButtonType YES = new ButtonType("Bring it back", ButtonData.YES);
    private static final ButtonType NO = new ButtonType("Discard it", ButtonData.NO);

    private final Stage owner;

    BringBackDialog(Stage owner) {
        this.owner = owner;
    }

    @Override
    public boolean bringBack(Optional<Path> file, Optional<Instant> when) {
        String time = when.map(instant -> " at "
                        + DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                                .withZone(ZoneId.systemDefault())
                                .format(instant))
                .orElse("");
        String kept = file.map(path -> "What was changed in " + path.getFileName() + time + " was kept.")
                .orElse("The picture that was on the canvas" + time + " was kept.");
        Alert dialog = new Alert(Alert.AlertType.NONE, "The studio ended without being closed. " + kept, YES, NO);
        dialog.initOwner(owner);
        dialog.setTitle("Unclip Studio");
        dialog.setHeaderText(file.isPresent() ? "Bring the changes back?" : "Bring the picture back?");
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        // Whoever closes the dialog without a word loses nothing.
        return dialog.showAndWait().orElse(YES).equals(YES);
    }
}
