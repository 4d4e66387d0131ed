package studio.unclip.app.panel.tray;

import atlantafx.base.theme.Styles;
import java.util.concurrent.Executor;
import javafx.beans.InvalidationListener;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Apart;
import studio.unclip.app.control.Tip;

/**
 * The tray: a line that says how things stand, and the candidates. Arrow keys walk, Enter accepts, Space
 * shows one large.
 */
public final class TrayView extends VBox {
    /** Narrower, the line that says how things stand would break into a column of words. */
    private static final double LINE_WIDTH = 520;

    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final TrayViewModel model;
    private final Label line = new Label();
    private final FontIcon alert = new FontIcon(Feather.ALERT_TRIANGLE);
    private final ProgressBar progress = new ProgressBar(0);
    private final Button cancel = new Button("Cancel");
    private final Button again = new Button("Try again");
    private final Button bringBack = new Button("Bring back");
    private final Button queue = new Button();
    private final Button fold = new Button(null, new FontIcon(Feather.CHEVRON_DOWN));
    private final TileField tiles;

    /** The line and the buttons beside it, laid out by themselves: they change with every step of a run. */
    private final Apart status;

    private boolean strip;

    /**
     * @param model what it shows
     * @param menu what can be done with a finished picture
     * @param background shrinks pictures, off the window's thread
     * @param showQueue shows or hides what waits
     */
    public TrayView(TrayViewModel model, TileMenu menu, Executor background, Runnable showQueue) {
        this.model = model;
        tiles = new TileField(model, menu, background);
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
        progress.setAccessibleText("Progress of all pictures");
        button(cancel, "cancel", "Stops making pictures. Finished ones are kept. Key: Escape.", model::cancel);
        button(
                again,
                "try-pictures-again",
                "Asks again for what could not be made.",
                () -> model.queue().failures().stream().findFirst().ifPresent(model::tryAgain));
        button(bringBack, "bring-back", "Puts the picture into the tray again.", model::bringBack);
        button(queue, "show-queue", "Shows what is made and what waits.", showQueue);
        queue.getStyleClass().add(Styles.FLAT);
        button(fold, "fold-tray", "", () -> model.folded().set(!model.folded().get()));
        fold.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        Tip.on(fold, fold.accessibleTextProperty());
        VBox.setVgrow(tiles, Priority.ALWAYS);
        status = new Apart(statusRow());
        Apart bar = new Apart(progress);
        getChildren().addAll(status, bar, tiles);
        tiles.inset().subscribe(_ -> align(status, bar));
        widthProperty().subscribe(_ -> align(status, bar));

        model.candidates().subscribe(() -> tiles.show(model.rounds()));
        tiles.show(model.rounds());
        model.state().subscribe(this::show);
        model.dismissed().subscribe(one -> {
            show(bringBack, one.isPresent());
            status.fit();
        });
        InvalidationListener waits = _ -> showQueueLine();
        model.queue().waiting().addListener(waits);
        model.queue().failures().addListener(waits);
        model.queue().paused().addListener(waits);
        model.queue().timeLeft().addListener(waits);
        showQueueLine();
        model.folded().subscribe(this::showFold);
    }

    private static void button(Button button, String id, String help, Runnable run) {
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleHelp(help);
        button.setOnAction(_ -> run.run());
    }

    /** The pictures as a strip below the canvas, or filling the place of it. */
    public void setStrip(boolean wanted) {
        if (strip == wanted) {
            return;
        }
        strip = wanted;
        tiles.setStrip(wanted);
        writeLine(model.state().get());
        showFold();
    }

    /** What to do with a picture is said where there is room: whoever has one on the canvas knows it. */
    private void writeLine(TrayState state) {
        String words = TrayWords.line(state);
        int hint = words.indexOf(" Click ");
        line.setText(strip && hint > 0 ? words.substring(0, hint) : words);
    }

    private void showFold() {
        boolean folded = strip && model.folded().get();
        show(fold, strip);
        show(tiles, !folded);
        ((FontIcon) fold.getGraphic()).setIconCode(folded ? Feather.CHEVRON_UP : Feather.CHEVRON_DOWN);
        fold.setAccessibleText(folded ? "Show the pictures" : "Hide the pictures");
        status.fit();
    }

    private void showQueueLine() {
        int waiting = model.queue().waiting().size();
        int failed = model.queue().failures().size();
        boolean paused = model.queue().paused().get();
        boolean shown = waiting > 0 || failed > 0 || paused;
        if (!shown && !queue.isVisible()) {
            // The time left changes with every step, and nobody sees it here.
            return;
        }
        show(queue, shown);
        queue.setText(
                waiting > 0 || paused
                        ? TrayWords.waiting(
                                waiting, paused, model.queue().timeLeft().get())
                        : failed == 1 ? "1 failed" : failed + " failed");
        status.fit();
    }

    /** The line begins where the tiles do, as long as that leaves room to read it. */
    private void align(Node... above) {
        double side = Math.min(tiles.inset().get(), Math.max(0, (getWidth() - LINE_WIDTH) / 2));
        Insets sides = new Insets(0, side, 0, side);
        for (Node one : above) {
            VBox.setMargin(one, sides);
        }
    }

    private HBox statusRow() {
        // The line has all the room that the buttons leave.
        HBox.setHgrow(line, Priority.ALWAYS);
        line.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(8, alert, line, bringBack, again, queue, cancel, fold);
        // A quiet button may stand in the tray's margin, so that the line is in one piece also in a narrow window.
        HBox.setMargin(fold, new Insets(0, -14, 0, -4));
        row.setAlignment(Pos.CENTER_LEFT);
        row.setMinHeight(34);
        return row;
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void show(TrayState state) {
        boolean running = state instanceof TrayState.Starting || state instanceof TrayState.Running;
        boolean failed = state instanceof TrayState.Failed || isFault(state);
        writeLine(state);
        pseudoClassStateChanged(FAILED, failed);
        show(alert, failed);
        show(cancel, running);
        show(
                again,
                state instanceof TrayState.Failed && !model.queue().failures().isEmpty());
        progress.setVisible(running);
        progress.setProgress(
                state instanceof TrayState.Running now ? now.fraction() : ProgressBar.INDETERMINATE_PROGRESS);
        if (!running) {
            // An indeterminate bar goes on moving, unseen, and keeps the machine busy.
            progress.setProgress(0);
        }
        status.fit();
    }

    private static boolean isFault(TrayState state) {
        return state instanceof TrayState.OnCanvas now
                && now.changed().filter(count -> count.outside() > 0).isPresent();
    }
}
