package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The menu bar: every action that has a place in it, with its keys. A menu without an action is not shown. */
final class MainMenu extends MenuBar {

    /** @param others come after the action that opens files */
    MainMenu(List<Action> actions, List<Menu> others) {
        setId("menu-bar");
        setUseSystemMenuBar(true);
        actions.stream().filter(action -> action.place().isEmpty()).findFirst().ifPresent(lost -> {
            // What only a key does is never found by who does not know the key.
            throw new IllegalArgumentException(lost.id() + " is in no menu");
        });
        for (Action.Menu menu : Action.Menu.values()) {
            List<Action> mine = actions.stream()
                    .filter(action -> isIn(action, menu))
                    .sorted(Comparator.comparingInt(
                            action -> action.place().orElseThrow().group()))
                    .toList();
            if (!mine.isEmpty()) {
                getMenus().add(menu(menu, mine, others));
            }
        }
    }

    private static boolean isIn(Action action, Action.Menu menu) {
        return action.place().filter(place -> place.menu() == menu).isPresent();
    }

    private static Menu menu(Action.Menu which, List<Action> actions, List<Menu> others) {
        Menu menu = new Menu(which.title());
        menu.setId("menu-" + which.name().toLowerCase(java.util.Locale.ROOT));
        List<MenuItem> items = new ArrayList<>();
        int group = actions.getFirst().place().orElseThrow().group();
        for (Action action : actions) {
            int next = action.place().orElseThrow().group();
            if (next != group) {
                items.add(new SeparatorMenuItem());
                group = next;
            }
            items.add(item(action));
            if (action.id().equals(FileActions.OPEN)) {
                items.addAll(others);
            }
        }
        menu.getItems().setAll(items);
        return menu;
    }

    private static MenuItem item(Action action) {
        MenuItem item =
                action.selected().isPresent() ? new CheckMenuItem(action.title()) : new MenuItem(action.title());
        item.setId("menu-" + action.id());
        item.setMnemonicParsing(false);
        item.disableProperty().bind(Bindings.not(action.enabled()));
        if (!action.keys().isEmpty()) {
            item.setAccelerator(new ShownKeys(action.keyText()));
        }
        action.selected().ifPresent(on -> {
            CheckMenuItem check = (CheckMenuItem) item;
            check.setSelected(on.get());
            on.subscribe(() -> check.setSelected(on.get()));
        });
        item.setOnAction(_ -> {
            action.run().run();
            // A click has turned the mark itself; what it shows is how things are.
            action.selected().ifPresent(on -> ((CheckMenuItem) item).setSelected(on.get()));
        });
        return item;
    }

    /** Keys that a menu shows and {@link Keys} hears: two listeners would do everything twice. */
    private static final class ShownKeys extends KeyCombination {
        private final String text;

        ShownKeys(String text) {
            this.text = text;
        }

        @Override
        public boolean match(KeyEvent event) {
            return false;
        }

        @Override
        public String getName() {
            return text;
        }

        @Override
        public String getDisplayText() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ShownKeys keys && keys.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }
}
