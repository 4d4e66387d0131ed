package studio.unclip.app.panel.tray;

import atlantafx.base.theme.Styles;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.queue.AskQueue;
import studio.unclip.app.queue.FailedAsk;
import studio.unclip.app.queue.QueuedAsk;

/**
 * What is made, what waits, and what could not be made: a small sheet above the tray. It is empty while it is hidden: JavaFX
 * styles and lays out what nobody sees like everything else, and the queue changes just when the model takes the cores.
 */
public final class QueueView extends VBox {
    private static final double WIDTH = 380;
    private static final double HIGHEST = 320;

    private final TrayViewModel tray;
    private final AskQueue queue;
    private final VBox rows = new VBox(2);

    /** @param tray whose queue it is */
    public QueueView(TrayViewModel tray) {
        super(8);
        this.tray = tray;
        this.queue = tray.queue();
        setId("queue");
        getStyleClass().add("queue");
        setMinWidth(Math.min(WIDTH, 280));
        setPrefWidth(WIDTH);
        setMaxSize(WIDTH, USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(rows);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("quiet-scroll");
        scroll.setMaxHeight(HIGHEST);
        scroll.setFocusTraversable(false);
        List<Node> parts = List.of(head(), scroll, foot());
        InvalidationListener changed = _ -> rebuild();
        queue.waiting().addListener(changed);
        queue.failures().addListener(changed);
        queue.running().addListener(changed);
        visibleProperty().subscribe(visible -> {
            getChildren().setAll(visible ? parts : List.of());
            rebuild();
        });
    }

    private HBox head() {
        Label title = new Label("Queue");
        title.getStyleClass().add("field-title");
        Label left = new Label();
        left.setId("queue-time");
        left.getStyleClass().add("tray-line");
        left.textProperty()
                .bind(queue.timeLeft().map(time -> time.map(TrayWords::left).orElse("")));
        Button close = icon("queue-close", Feather.X, "Close the queue", () -> setVisible(false));
        HBox head = new HBox(8, title, left, gap(), close);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private HBox foot() {
        Button pause = new Button();
        pause.setId("queue-pause");
        pause.textProperty().bind(Bindings.when(queue.paused()).then("Go on").otherwise("Pause"));
        Tip.on(pause, "Paused, what is being made is finished, and nothing else is begun");
        pause.setOnAction(_ -> {
            if (queue.paused().get()) {
                queue.resume();
            } else {
                queue.pause();
            }
        });
        Button stop = new Button("Stop after this picture");
        stop.setId("queue-stop-after");
        Tip.on(stop, "Finishes the picture at hand and gives up the rest of its request");
        stop.disableProperty().bind(queue.busy().not().or(queue.stopping()));
        stop.setOnAction(_ -> queue.stopAfterPicture());
        Button clear = new Button("Remove all");
        clear.setId("queue-clear");
        Tip.on(clear, "Takes out everything that waits");
        clear.disableProperty().bind(Bindings.isEmpty(queue.waiting()));
        clear.setOnAction(_ -> queue.removeAllWaiting());
        HBox foot = new HBox(8, pause, stop, gap(), clear);
        foot.getChildren().forEach(node -> node.getStyleClass().add(Styles.SMALL));
        for (Button button : List.of(pause, stop, clear)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private static HBox gap() {
        HBox gap = new HBox();
        HBox.setHgrow(gap, Priority.ALWAYS);
        return gap;
    }

    private static Button icon(String id, Feather icon, String words, Runnable run) {
        Button button = new Button(null, new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL);
        button.setAccessibleText(words);
        Tip.on(button, words);
        button.setOnAction(_ -> run.run());
        return button;
    }

    private void rebuild() {
        if (!isVisible()) {
            return;
        }
        List<Node> now = new ArrayList<>();
        queue.running().get().ifPresent(one -> now.add(row(one.ask(), "Being made", List.of(cancel()))));
        List<QueuedAsk> waiting = queue.waiting();
        for (int i = 0; i < waiting.size(); i++) {
            now.add(waitingRow(i, waiting.get(i), waiting.size()));
        }
        for (FailedAsk failure : queue.failures()) {
            now.add(failedRow(failure));
        }
        if (now.isEmpty()) {
            Label nothing = new Label("Nothing waits.");
            nothing.getStyleClass().add("tray-line");
            now.add(nothing);
        }
        rows.getChildren().setAll(now);
    }

    private Button cancel() {
        return icon("queue-cancel", Feather.X, "Cancel this one", queue::cancel);
    }

    private HBox waitingRow(int at, QueuedAsk asked, int of) {
        String label = asked.ask().label();
        Button up = icon("queue-up-" + at, Feather.ARROW_UP, "Earlier: " + label, () -> move(asked, -1));
        up.setDisable(at == 0);
        Button down = icon("queue-down-" + at, Feather.ARROW_DOWN, "Later: " + label, () -> move(asked, 1));
        down.setDisable(at == of - 1);
        Button remove = icon("queue-remove-" + at, Feather.TRASH_2, "Take out: " + label, () -> queue.remove(asked));
        return row(asked.ask(), "", List.of(up, down, remove));
    }

    /** The focus goes along with what is moved. */
    private void move(QueuedAsk asked, int by) {
        queue.move(asked, by);
        int to = queue.waiting().indexOf(asked);
        Node button = lookup((by < 0 ? "#queue-up-" : "#queue-down-") + to);
        if (button != null) {
            button.requestFocus();
        }
    }

    private static HBox row(Ask ask, String state, List<Button> buttons) {
        int count = ask.request().candidates();
        Label label = new Label(ask.label());
        label.setMinWidth(0);
        Label detail = new Label(
                Ask.kind(ask.request()) + " · " + TrayWords.count(count) + (state.isEmpty() ? "" : " · " + state));
        detail.getStyleClass().add("queue-detail");
        VBox words = new VBox(label, detail);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox row = new HBox(4, words);
        row.getChildren().addAll(buttons);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("queue-row");
        return row;
    }

    private VBox failedRow(FailedAsk failure) {
        Button again = new Button("Try again");
        again.getStyleClass().add(Styles.SMALL);
        again.setMinWidth(Region.USE_PREF_SIZE);
        again.setOnAction(_ -> tray.tryAgain(failure));
        Button dismiss = icon("queue-dismiss", Feather.X, "Dismiss this message", () -> queue.dismiss(failure));
        HBox row = row(failure.again(), "Failed", List.of(again, dismiss));
        Label why = new Label(failure.message() + (failure.kept() > 0 ? " " + TrayWords.kept(failure.kept()) : ""));
        why.setWrapText(true);
        why.setMinHeight(Region.USE_PREF_SIZE);
        why.getStyleClass().add("queue-failure");
        VBox failed = new VBox(2, row, why);
        failed.getStyleClass().add("queue-failed");
        return failed;
    }
}
