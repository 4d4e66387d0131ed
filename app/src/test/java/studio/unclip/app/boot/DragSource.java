package studio.unclip.app.boot;

import java.io.File;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.StageStyle;

/** Another program's window, from which a file can be dragged. Arguments: the file, and where the window lies. */
public final class DragSource {
    static final double WIDTH = 160;
    static final double HEIGHT = 120;

    private DragSource() {}

    public static void main(String[] arguments) {
        Application.launch(Window.class, arguments);
    }

    /** For JavaFX. */
    public static final class Window extends Application {
        /** For JavaFX. */
        public Window() {}

        @Override
        public void start(Stage stage) {
            List<String> arguments = getParameters().getRaw();
            StackPane pane = new StackPane(new Label("a file"));
            pane.setOnDragDetected(event -> {
                Dragboard board = pane.startDragAndDrop(TransferMode.COPY);
                ClipboardContent content = new ClipboardContent();
                content.putFiles(List.of(new File(arguments.getFirst())));
                board.setContent(content);
                event.consume();
            });
            stage.initStyle(StageStyle.UNDECORATED);
            stage.setScene(new Scene(pane, WIDTH, HEIGHT));
            stage.setX(Double.parseDouble(arguments.get(1)));
            stage.setY(Double.parseDouble(arguments.get(2)));
            stage.setOnShown(_ -> System.out.println("shown"));
            stage.show();
        }
    }
}
