package studio.unclip.app.boot;

import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import studio.unclip.app.document.AtStake;
import studio.unclip.app.document.Unsaved;

/** Asks in a dialog over the window. */
final class UnsavedDialog implements Unsaved {
    private final Stage owner;

    UnsavedDialog(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Choice ask(AtStake stake, Before before) {
        boolean closing = before == Before.CLOSING;
        ButtonType save = new ButtonType(closing ? "Save and close" : "Save", ButtonData.YES);
        ButtonType discard = new ButtonType(
                closing ? "Close without saving" : stake.canSave() ? "Do not save" : "Go on without them",
                ButtonData.NO);
        ButtonType stay = new ButtonType("Cancel", ButtonData.CANCEL_CLOSE);
        Alert dialog = new Alert(Alert.AlertType.NONE, stake.words(), discard, stay);
        if (stake.canSave()) {
            dialog.getButtonTypes().addFirst(save);
        }
        dialog.initOwner(owner);
        dialog.setTitle(closing ? "Close Unclip Studio" : "Unclip Studio");
        dialog.setHeaderText(header(stake, closing));
        dialog.getDialogPane().setMinHeight(Region.USE_PREF_SIZE);
        ButtonType answer = dialog.showAndWait().orElse(stay);
        return answer.equals(save) ? Choice.SAVE : answer.equals(discard) ? Choice.DISCARD : Choice.STAY;
    }

    private static String header(AtStake stake, boolean closing) {
        if (stake.canSave()) {
            return closing ? "Save the picture before closing?" : "Save the picture first?";
        }
        return closing ? "Close the studio?" : "Leave this picture?";
    }
}
