package studio.unclip.app.shell;

import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import studio.unclip.app.document.Documents;
import studio.unclip.app.document.FileWork;

/**
 * A file that is being read or written, over the lower edge of the canvas: what goes on, how far it is, and how to end it.
 * Only where it takes so long that a person begins to wonder.
 */
final class FileWorkView extends HBox {
    /** What is done sooner needs no word. */
    private static final Duration PATIENCE = Duration.millis(400);

    private final Label title = new Label();
    private final ProgressBar bar = new ProgressBar();
    private final Button cancel = new Button("Cancel");
    private final PauseTransition wait = new PauseTransition(PATIENCE);
    private Optional<FileWork> work = Optional.empty();

    FileWorkView(Documents documents) {
        super(12);
        setId("file-work");
        getStyleClass().add("notice");
        setAlignment(Pos.CENTER_LEFT);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        title.setMaxWidth(360);
        bar.setPrefWidth(160);
        bar.setAccessibleText("How far it is");
        cancel.setId("file-work-cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> end());
        getChildren().addAll(title, bar, cancel);
        wait.setOnFinished(_ -> setVisible(work.isPresent()));
        documents.work().subscribe(this::follow);
    }

    private void follow(Optional<FileWork> now) {
        work = now;
        wait.stop();
        setVisible(false);
        bar.progressProperty().unbind();
        cancel.setDisable(false);
        now.ifPresent(one -> {
            title.setText(one.title() + "…");
            bar.progressProperty().bind(one.fraction());
            wait.playFromStart();
        });
    }

    /** Asks what is shown to end; says whether something is. */
    boolean end() {
        boolean shown = isVisible() && work.isPresent();
        if (shown) {
            cancel.setDisable(true);
            work.get().cancel();
        }
        return shown;
    }
}
