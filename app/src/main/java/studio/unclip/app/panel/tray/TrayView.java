package studio.unclip.app.panel.tray;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The tray: a line that says how things stand, and the candidates. Arrow keys walk, Enter accepts. */
public final class TrayView extends VBox {
    /** Narrower, the line that says how things stand would break into a column of words. */
    private static final double LINE_WIDTH = 520;

    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final TrayViewModel model;
    private final Executor background;
    private final Label line = new Label();
    private final FontIcon alert = new FontIcon(Feather.ALERT_TRIANGLE);
    private final ProgressBar progress = new ProgressBar(0);
    private final Button cancel = new Button("Cancel");
    private final TileGrid tiles = new TileGrid(CandidateTile.CAPTION_HEIGHT);

    /** Those that are shown, by their candidates' numbers. */
    private final Map<Integer, CandidateTile> made = new HashMap<>();

    /**
     * @param model what it shows
     * @param background shrinks pictures, off the window's thread
     */
    public TrayView(TrayViewModel model, Executor background) {
        this.model = model;
        this.background = background;
        getStyleClass().add("tray");
        setId("tray");
        line.setId("tray-line");
        line.getStyleClass().add("tray-line");
        line.setWrapText(true);
        line.setMinWidth(0);
        line.setMinHeight(Region.USE_PREF_SIZE);
        alert.getStyleClass().add("tray-alert");
        progress.setId("tray-progress");
        progress.getStyleClass().add("tray-progress");
        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText("Progress of all pictures");
        cancel.setId("cancel");
        cancel.setOnAction(_ -> model.cancel());
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setAccessibleHelp("Stops making pictures. Finished ones are kept. Key: Escape.");
        VBox.setVgrow(tiles, Priority.ALWAYS);
        HBox status = statusRow();
        getChildren().addAll(status, progress, tiles);
        tiles.inset().subscribe(_ -> align(status));
        widthProperty().subscribe(_ -> align(status));

        model.candidates().subscribe(this::rebuild);
        model.state().subscribe(this::show);
        tiles.addEventFilter(KeyEvent.KEY_PRESSED, this::walk);
    }

    /** The pictures as a strip below the canvas, or filling the place of it. */
    public void setStrip(boolean strip) {
        tiles.setCentred(!strip);
    }

    /** The line begins where the tiles do, as long as that leaves room to read it. */
    private void align(HBox status) {
        double side = Math.min(tiles.inset().get(), Math.max(0, (getWidth() - LINE_WIDTH) / 2));
        Insets sides = new Insets(0, side, 0, side);
        VBox.setMargin(status, sides);
        VBox.setMargin(progress, sides);
    }

    private HBox statusRow() {
        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox row = new HBox(8, alert, line, gap, cancel);
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(34);
        return row;
    }

    private void rebuild() {
        Node owner = getScene() == null ? null : getScene().getFocusOwner();
        List<CandidateTile> now = model.candidates().stream().map(this::tile).toList();
        made.values().retainAll(now);
        if (tiles.getChildren().equals(now)) {
            return;
        }
        if (Set.copyOf(tiles.getChildren()).equals(Set.copyOf(now))) {
            // Put in order without leaving the scene: what leaves it is styled anew, and loses the focus.
            now.forEach(Node::toFront);
            return;
        }
        tiles.getChildren().setAll(now);
        if (owner instanceof CandidateTile before && !now.isEmpty()) {
            (now.contains(before) ? before : now.getFirst()).requestFocus();
        }
    }

    private CandidateTile tile(CandidateViewModel candidate) {
        CandidateTile tile =
                made.computeIfAbsent(candidate.number(), _ -> new CandidateTile(candidate, model, background));
        tile.show(candidate);
        return tile;
    }

    private void show(TrayState state) {
        boolean running = state instanceof TrayState.Starting || state instanceof TrayState.Running;
        boolean failed = state instanceof TrayState.Failed;
        line.setText(TrayWords.line(state));
        pseudoClassStateChanged(FAILED, failed);
        alert.setVisible(failed);
        alert.setManaged(failed);
        cancel.setVisible(running);
        cancel.setManaged(running);
        progress.setVisible(running);
        progress.setProgress(
                state instanceof TrayState.Running now ? now.fraction() : ProgressBar.INDETERMINATE_PROGRESS);
        if (!running) {
            // An indeterminate bar goes on moving, unseen, and keeps the machine busy.
            progress.setProgress(0);
        }
    }

    private void walk(KeyEvent event) {
        Node owner = getScene().getFocusOwner();
        int at = owner == null ? -1 : tiles.getChildren().indexOf(owner);
        if (at < 0) {
            return;
        }
        int to = switch (event.getCode()) {
            case LEFT -> tiles.neighbour(at, -1, 0);
            case RIGHT -> tiles.neighbour(at, 1, 0);
            case UP -> tiles.neighbour(at, 0, -1);
            case DOWN -> tiles.neighbour(at, 0, 1);
            default -> -1;
        };
        if (to >= 0) {
            tiles.getChildren().get(to).requestFocus();
            event.consume();
        }
    }
}
