package studio.unclip.app.panel.tray;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** What can be done with a finished picture, beside putting it on the canvas: its menu. Window thread. */
public final class TileMenu {
    private final List<List<Item>> groups = new ArrayList<>();

    /**
     * Something that can be done with a finished picture.
     *
     * @param id its menu item's is {@code tile-} and this
     * @param title in a few words
     * @param possible whether it can be done with one; where not, the menu does not show it
     * @param run does it
     */
    public record Item(
            String id, String title, Predicate<CandidateViewModel> possible, Consumer<CandidateViewModel> run) {

        /** Always possible. */
        public static Item of(String id, String title, Consumer<CandidateViewModel> run) {
            return new Item(id, title, _ -> true, run);
        }
    }

    /** Adds a group of items below those that are there. */
    public void add(Item... items) {
        groups.add(List.of(items));
    }

    /** The menu of one. */
    ContextMenu menu(CandidateViewModel candidate) {
        ContextMenu menu = new ContextMenu();
        for (List<Item> group : groups) {
            List<Item> possible = group.stream()
                    .filter(item -> item.possible().test(candidate))
                    .toList();
            if (!possible.isEmpty() && !menu.getItems().isEmpty()) {
                menu.getItems().add(new SeparatorMenuItem());
            }
            possible.forEach(item -> menu.getItems().add(shown(item, candidate)));
        }
        return menu;
    }

    private static MenuItem shown(Item item, CandidateViewModel candidate) {
        MenuItem shown = new MenuItem(item.title());
        shown.setId("tile-" + item.id());
        shown.setMnemonicParsing(false);
        shown.setOnAction(_ -> item.run().accept(candidate));
        return shown;
    }
}
