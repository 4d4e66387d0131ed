package studio.unclip.app.boot;

import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import studio.unclip.app.shell.AtStake;
import studio.unclip.app.shell.Unsaved;

/** Asks in a dialog over the window. */
final class UnsavedDialog implements Unsaved {
    private static final ButtonType SAVE = new ButtonType("Save and close", ButtonData.YES);
    private static final ButtonType DISCARD = new ButtonType("Close without saving", ButtonData.NO);
    private static final ButtonType STAY = new ButtonType("Cancel", ButtonData.CANCEL_CLOSE);

    private final Stage owner;

    UnsavedDialog(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Choice ask(AtStake stake) {
        Alert dialog = new Alert(Alert.AlertType.NONE, stake.words(), DISCARD, STAY);
        if (stake.canvas()) {
            dialog.getButtonTypes().addFirst(SAVE);
        }
        dialog.initOwner(owner);
        dialog.setTitle("Close Unclip Studio");
        dialog.setHeaderText(stake.canvas() ? "Save the picture before closing?" : "Close the studio?");
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        ButtonType answer = dialog.showAndWait().orElse(STAY);
        return answer.equals(SAVE) ? Choice.SAVE : answer.equals(DISCARD) ? Choice.DISCARD : Choice.STAY;
    }
}
