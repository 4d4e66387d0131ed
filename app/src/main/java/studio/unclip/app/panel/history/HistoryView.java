package studio.unclip.app.panel.history;

import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import studio.unclip.app.control.Tip;
import studio.unclip.app.dock.Dock;

/**
 * The history: a tree of thumbnails with labels. A click or Enter goes to a state, a click with Ctrl chooses a second one
 * to compare.
 */
public final class HistoryView extends StackPane {
    private final HistoryViewModel model;
    private final ListView<HistoryViewModel.Row> list = new ListView<>();
    private int lanes = 1;

    /** @param model what it shows */
    public HistoryView(HistoryViewModel model) {
        this.model = model;
        getStyleClass().add("history-panel");
        setId("history-panel");
        list.setId("history");
        list.getStyleClass().addAll("dock-list", "history-list");
        list.setAccessibleText("History, oldest first");
        list.setFixedCellSize(HistoryCell.HEIGHT);
        list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        list.setCellFactory(_ -> new HistoryCell(model, () -> lanes));
        list.setItems(model.rows());
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && !chosen().isEmpty()) {
                model.jump(list.getFocusModel().getFocusedItem());
                event.consume();
            }
        });
        HistoryMenu menu = new HistoryMenu(model, this::chosen);
        ContextMenu context = new ContextMenu();
        context.getItems().setAll(menu.items());
        context.setOnShowing(_ -> menu.update());
        list.setContextMenu(context);
        getChildren().add(list);
        model.rows().addListener((ListChangeListener<HistoryViewModel.Row>) _ -> follow());
        // What is on the canvas stays in sight also when the panels share their room anew.
        list.heightProperty().addListener((_, _, _) -> {
            if (shown >= 0 && isInSight(shown)) {
                show(shown);
            }
        });
        follow();
    }

    /** As a panel of the column. */
    public Dock dock() {
        return new Dock("history", "History", Feather.CLOCK, this, List.of(moreButton()), 1.3);
    }

    private MenuButton moreButton() {
        HistoryMenu menu = new HistoryMenu(model, this::chosen);
        MenuButton button = new MenuButton(null, new FontIcon(Feather.MORE_HORIZONTAL));
        button.setId("history-more");
        button.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, "no-arrow", "dock-control");
        button.setAccessibleText("More for the chosen state");
        Tip.on(button, "More for the chosen state");
        button.getItems().setAll(menu.items());
        button.setOnShowing(_ -> menu.update());
        return button;
    }

    /** The chosen rows as they are now, from top to bottom. */
    private List<HistoryViewModel.Row> chosen() {
        return list.getSelectionModel().getSelectedIndices().stream()
                .filter(index -> index >= 0 && index < model.rows().size())
                .distinct()
                .sorted()
                .map(model.rows()::get)
                .toList();
    }

    /** The state on the canvas is in sight and chosen; the tree has as much room as it needs. */
    private void follow() {
        int widest = 1;
        int current = -1;
        for (int i = 0; i < model.rows().size(); i++) {
            widest = Math.max(widest, model.rows().get(i).lines().width());
            current = model.rows().get(i).current() ? i : current;
        }
        if (widest != lanes) {
            lanes = widest;
            list.refresh();
        }
        if (current >= 0 && (current != shown || list.getSelectionModel().isEmpty())) {
            list.getSelectionModel().clearAndSelect(current);
            show(current);
        }
        shown = current;
    }

    /** As the list was laid out last; a person who has scrolled elsewhere stays there. */
    private boolean isInSight(int row) {
        return list.lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                && flow.getFirstVisibleCell() != null
                && flow.getFirstVisibleCell().getIndex() <= row
                && row <= flow.getLastVisibleCell().getIndex();
    }

    private void show(int row) {
        list.scrollTo(Math.max(0, row - 1));
    }

    /** Index of the row that was on the canvas when the list was last looked at. */
    private int shown = -1;
}
