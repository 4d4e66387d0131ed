package studio.unclip.app.boot;

import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.stage.Stage;

/** The window's life in JavaFX's terms. */
public final class StudioApplication extends Application {

    /** For JavaFX. */
    public StudioApplication() {}

    @Override
    public void start(Stage stage) {
        stage.setTitle("Unclip Studio");
        stage.setScene(new Scene(new BorderPane(), 1280, 800));
        stage.show();
    }
}
