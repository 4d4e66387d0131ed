package studio.unclip.app.panel.history;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** The history: a column of thumbnails with labels; a click goes to that state. */
public final class HistoryView extends VBox {
    private final HistoryViewModel model;
    private final ListView<HistoryViewModel.Row> list = new ListView<>();

    /** @param model what it shows */
    public HistoryView(HistoryViewModel model) {
        this.model = model;
        getStyleClass().add("history-panel");
        setId("history-panel");
        Label title = new Label("History");
        title.getStyleClass().add("field-title");
        list.setId("history");
        list.getStyleClass().add("history-list");
        list.setAccessibleText("History");
        list.setItems(model.rows());
        list.setCellFactory(_ -> new HistoryCell(model));
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && list.getSelectionModel().getSelectedItem() != null) {
                model.jump(list.getSelectionModel().getSelectedItem());
                event.consume();
            }
        });
        StackPane body = new StackPane(list, emptyHint());
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(title, body);
        model.rows().addListener((ListChangeListener<HistoryViewModel.Row>) _ -> showCurrent());
        showCurrent();
    }

    private VBox emptyHint() {
        FontIcon icon = new FontIcon(Feather.CLOCK);
        icon.getStyleClass().add("hint-icon");
        Label text = new Label("Every picture you put on the canvas becomes a step here.");
        text.setWrapText(true);
        text.getStyleClass().add("hint");
        VBox hint = new VBox(10, icon, text);
        hint.getStyleClass().add("history-hint");
        hint.setMouseTransparent(true);
        model.rows().subscribe(() -> {
            boolean empty = model.rows().size() < 2;
            hint.setVisible(empty);
            list.setVisible(!empty);
        });
        boolean empty = model.rows().size() < 2;
        hint.setVisible(empty);
        list.setVisible(!empty);
        return hint;
    }

    private void showCurrent() {
        for (int i = 0; i < model.rows().size(); i++) {
            if (model.rows().get(i).current()) {
                list.scrollTo(Math.max(0, i - 2));
            }
        }
    }
}
