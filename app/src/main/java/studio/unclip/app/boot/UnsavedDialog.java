package studio.unclip.app.boot;

import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.stage.Stage;
import studio.unclip.app.shell.Unsaved;

/** Asks in a dialog over the window. */
final class UnsavedDialog implements Unsaved {
    private static final ButtonType SAVE = new ButtonType("Save…", ButtonData.YES);
    private static final ButtonType DISCARD = new ButtonType("Close without saving", ButtonData.NO);
    private static final ButtonType STAY = new ButtonType("Cancel", ButtonData.CANCEL_CLOSE);

    private final Stage owner;

    UnsavedDialog(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Choice ask() {
        Alert dialog =
                new Alert(Alert.AlertType.NONE, "The picture on the canvas is in no file yet.", SAVE, DISCARD, STAY);
        dialog.initOwner(owner);
        dialog.setTitle("Close Unclip Studio");
        dialog.setHeaderText("Save the picture before closing?");
        ButtonType answer = dialog.showAndWait().orElse(STAY);
        return answer.equals(SAVE) ? Choice.SAVE : answer.equals(DISCARD) ? Choice.DISCARD : Choice.STAY;
    }
}
