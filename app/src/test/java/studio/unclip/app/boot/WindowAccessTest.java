package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TabPane;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;
import studio.unclip.app.Pulses;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.help.Guide;

/** The window without eyes, and without a mouse: in every mode, with everything open, and every window beside it. */
class WindowAccessTest extends ScriptedWindow {
    private static final int MOST_STEPS = 400;

    @Start
    void start(Stage stage) throws IOException {
        open(stage);
    }

    private void everythingOpen() {
        makePictures();
        studio.click("#candidate-2");
        studio.until("a picture is on the canvas", () -> studio.isShown("#canvas"));
        studio.click("#settings-toggle");
        studio.robot.interact(() -> studio.model().notice().get().ifPresent(studio.model()::dismiss));
        for (Node title : studio.robot.lookup(".dock-title").queryAll()) {
            if (title instanceof ToggleButton toggle && !toggle.isSelected()) {
                studio.robot.interact(toggle::fire);
            }
        }
    }

    private void into(Mode mode) {
        studio.robot.interact(() -> studio.model().modes().mode().set(mode));
        for (Node node : studio.robot.lookup(".disclosure").queryAll()) {
            if (node.getAccessibleText() != null && node.getAccessibleText().endsWith(", closed")) {
                studio.robot.interact(((Button) node)::fire);
            }
        }
        if (mode == Mode.MIX && studio.model().modes().mix().parts().isEmpty()) {
            studio.robot.interact(() -> studio.model().modes().mix().addCanvas());
            studio.robot.interact(() -> studio.model().modes().mix().addPrompt());
        }
        Pulses.await(root().getScene());
    }

    private Node root() {
        return studio.node(".studio");
    }

    @Test
    void everything_says_what_it_is_how_it_is_called_and_how_it_stands_in_every_mode() {
        everythingOpen();
        List<String> faults = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            into(mode);
            studio.robot.interact(() -> Walk.unsaid(root()).forEach(fault -> faults.add(mode + ": " + fault)));
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void the_tab_key_reaches_everything_that_takes_the_focus() {
        everythingOpen();
        List<String> lost = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            into(mode);
            studio.robot.interact(() -> {
                Set<Node> reached = new HashSet<>();
                studio.node("#prompt").requestFocus();
                Node at = root().getScene().getFocusOwner();
                for (int i = 0; i < MOST_STEPS && (reached.add(at) || i < 3); i++) {
                    at.requestFocusTraversal(TraversalDirection.NEXT);
                    at = root().getScene().getFocusOwner();
                }
                Walk.through(root(), node -> {
                    boolean takes = node.isFocusTraversable()
                            && !node.isDisabled()
                            && reached.stream().noneMatch(one -> isOfOneGroup(one, node));
                    if (takes && !reached.contains(node)) {
                        lost.add(mode + ": " + Walk.words(node));
                    }
                });
            });
        }
        assertThat(lost).isEmpty();
    }

    /** Of those of which one is chosen, the arrows go from one to the next. */
    private static boolean isOfOneGroup(Node one, Node other) {
        return one instanceof Toggle toggle
                && other instanceof Toggle mate
                && toggle.getToggleGroup() != null
                && toggle.getToggleGroup().equals(mate.getToggleGroup());
    }

    @Test
    void nothing_is_cut_off_at_1280_by_800_in_any_mode() {
        studio.resize(1280, 800);
        everythingOpen();
        List<String> cut = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            into(mode);
            studio.robot.interact(() -> Walk.cutTexts(root()).forEach(text -> cut.add(mode + ": " + text)));
        }
        assertThat(cut).isEmpty();
    }

    private static List<MenuItem> items(MenuBar bar) {
        List<MenuItem> all = new ArrayList<>();
        bar.getMenus().forEach(menu -> collect(menu, all));
        return all;
    }

    private static void collect(Menu menu, List<MenuItem> all) {
        for (MenuItem item : menu.getItems()) {
            if (item instanceof Menu inner) {
                collect(inner, all);
            } else if (!(item instanceof SeparatorMenuItem)) {
                all.add(item);
            }
        }
    }

    /** Also holds that each action has a place in a menu: the menu bar refuses one that has none. */
    @Test
    void the_guide_knows_every_key_of_the_menus() {
        String keys = Guide.builtIn().page("keys").orElseThrow().blocks().stream()
                .map(Guide.Block::text)
                .reduce("", (a, b) -> a + "\n" + b);
        List<MenuItem> items = items((MenuBar) studio.node("#menu-bar"));
        assertThat(items).hasSizeGreaterThan(80);
        assertThat(items).extracting(MenuItem::getId).contains("menu-take-mask-brush", "menu-brush-smaller");
        for (MenuItem item : items) {
            if (item.getAccelerator() != null) {
                String key = item.getAccelerator().getDisplayText();
                // Brackets with Shift are said in words.
                if (!key.equals("{") && !key.equals("}")) {
                    assertThat(keys).as(item.getText()).contains(key);
                }
            }
        }
    }

    private void fire(String item) {
        MenuItem found = items((MenuBar) studio.node("#menu-bar")).stream()
                .filter(one -> item.equals(one.getId()))
                .findFirst()
                .orElseThrow();
        // Later: a dialog that waits must not hold the test.
        Platform.runLater(found::fire);
    }

    @Test
    void every_window_beside_the_large_one_says_the_same() {
        everythingOpen();
        List<String> faults = new ArrayList<>();
        for (String item : List.of("menu-settings", "menu-guide", "menu-diagnostics", "menu-canvas-size")) {
            int before = Window.getWindows().size();
            fire(item);
            studio.until(item + " opens a window", () -> Window.getWindows().size() > before);
            Window opened = Window.getWindows().getLast();
            studio.robot.interact(() -> {
                Node content = opened.getScene().getRoot();
                content.applyCss();
                Walk.unsaid(content).forEach(fault -> faults.add(item + ": " + fault));
                Walk.cutTexts(content).forEach(fault -> faults.add(item + " cut: " + fault));
            });
            if (content(opened) instanceof TabPane pages) {
                for (int page = 1; page < pages.getTabs().size(); page++) {
                    int which = page;
                    studio.robot.interact(() -> pages.getSelectionModel().select(which));
                    Pulses.await(pages.getScene());
                    studio.robot.interact(() -> {
                        Walk.unsaid(pages).forEach(fault -> faults.add(item + which + ": " + fault));
                        Walk.cutTexts(pages).forEach(fault -> faults.add(item + which + " cut: " + fault));
                    });
                }
            }
            studio.robot.interact(opened::hide);
        }
        assertThat(faults).isEmpty();
    }

    private static Node content(Window window) {
        return window.getScene().getRoot();
    }

    @Test
    void the_guide_opens_at_the_page_of_the_mode() {
        into(Mode.EXPAND);
        studio.press(KeyCode.F1);
        studio.until("the guide is open", () -> studio.text("#guide-title").equals("Expand"));
        into(Mode.MIX);
        fire("menu-guide");
        studio.until("it turns to the page", () -> studio.text("#guide-title").equals("Mix"));
        studio.robot.interact(() -> Event.fireEvent(
                studio.node("#guide-contents"),
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
        studio.until("Escape closes it", () -> !studio.isShown("#guide-title"));
    }
}
