package studio.unclip.app.shell;

import java.util.Optional;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;

/** A small window beside the large one, of which there is at most one; it looks as the large one does. Window thread. */
final class SideWindow {
    private final String title;
    private final double width;
    private final double height;
    private final ThemeSwitch themes;
    private Optional<Stage> open = Optional.empty();

    /** Builds what is in it. */
    @FunctionalInterface
    interface Content {
        Parent build();
    }

    SideWindow(String title, double width, double height, ThemeSwitch themes) {
        this.title = title;
        this.width = width;
        this.height = height;
        this.themes = themes;
    }

    /** Shows it; one that is there comes to the front. */
    void show(Window owner, Content content) {
        if (open.isPresent()) {
            open.get().toFront();
            open.get().requestFocus();
            return;
        }
        Stage stage = new Stage();
        stage.initOwner(owner);
        stage.setTitle(title);
        Parent root = content.build();
        root.getStyleClass().add("studio");
        Scene scene = new Scene(root, width, height);
        scene.getStylesheets().setAll(owner.getScene().getStylesheets());
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                stage.close();
            }
        });
        themes.add(root);
        stage.setScene(scene);
        stage.setMinWidth(Math.min(width, 480));
        stage.setMinHeight(Math.min(height, 320));
        stage.setOnHidden(_ -> {
            themes.remove(root);
            open = Optional.empty();
        });
        open = Optional.of(stage);
        stage.show();
    }
}
