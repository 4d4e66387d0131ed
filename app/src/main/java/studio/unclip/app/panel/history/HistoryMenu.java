package studio.unclip.app.panel.history;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What can be done with the chosen states, as menu items; {@link #update} before they are shown. */
final class HistoryMenu {
    private record Item(MenuItem item, Predicate<List<HistoryViewModel.Row>> when) {}

    private final Supplier<List<HistoryViewModel.Row>> chosen;
    private final List<Item> items;

    /** @param chosen states, one or two of them make sense */
    HistoryMenu(HistoryViewModel model, Supplier<List<HistoryViewModel.Row>> chosen) {
        this.chosen = chosen;
        Predicate<List<HistoryViewModel.Row>> one = rows -> rows.size() == 1;
        Predicate<List<HistoryViewModel.Row>> made =
                one.and(rows -> model.recipe(rows.getFirst()).isPresent());
        items = List.of(
                item("history-go", "Go to this state", one, rows -> model.jump(rows.getFirst())),
                item("history-star", "Star or take the star away", one, rows -> model.star(rows.getFirst())),
                item(
                        "history-compare",
                        "Compare with the canvas",
                        one.and(rows -> !rows.getFirst().current()),
                        rows -> model.compareWithCanvas(rows.getFirst())),
                item(
                        "history-compare-two",
                        "Compare the two chosen",
                        rows -> rows.size() == 2,
                        rows -> model.compare(rows.getFirst(), rows.getLast())),
                item("history-again", "Make it again", made, rows -> model.makeAgain(rows.getFirst())),
                item("history-change", "Use its settings", made, rows -> model.change(rows.getFirst())),
                item("history-copy", "Copy its recipe", made, rows -> model.copyRecipe(rows.getFirst())));
    }

    private Item item(
            String id,
            String title,
            Predicate<List<HistoryViewModel.Row>> when,
            Consumer<List<HistoryViewModel.Row>> run) {
        MenuItem item = new MenuItem(title);
        item.setId(id);
        item.setOnAction(_ -> {
            List<HistoryViewModel.Row> rows = chosen.get();
            if (when.test(rows)) {
                run.accept(rows);
            }
        });
        return new Item(item, when);
    }

    List<MenuItem> items() {
        List<MenuItem> all =
                new java.util.ArrayList<>(items.stream().map(Item::item).toList());
        all.add(4, new SeparatorMenuItem());
        return all;
    }

    /** Disables what cannot be done with what is chosen now. */
    void update() {
        List<HistoryViewModel.Row> rows = chosen.get();
        items.forEach(one -> one.item().setDisable(!one.when().test(rows)));
    }
}
