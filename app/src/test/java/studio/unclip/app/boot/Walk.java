package studio.unclip.app.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.Slider;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToolBar;
import javafx.scene.text.Text;
import org.kordamp.ikonli.javafx.FontIcon;

/** Goes through what is shown as a screen reader does, and as eyes do, and says what is wrong. */
final class Walk {
    private Walk() {}

    /** What is visible, parents first. */
    static void through(Node node, Consumer<Node> visit) {
        if (!node.isVisible()) {
            return;
        }
        visit.accept(node);
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> through(child, visit));
        }
    }

    /** What can be used, or takes the focus, and does not say what it is, how it is called and how it stands. */
    static List<String> unsaid(Node root) {
        List<String> faults = new ArrayList<>();
        through(root, node -> {
            if (!isUsed(node)) {
                return;
            }
            AccessibleRole role = node.getAccessibleRole();
            if (role == null || role == AccessibleRole.NODE || role == AccessibleRole.PARENT) {
                faults.add(words(node) + " has no role");
            }
            if (name(node).isBlank()) {
                faults.add(words(node) + " has no name");
            }
            if (node instanceof Slider && isBlank(node.queryAccessibleAttribute(AccessibleAttribute.VALUE_STRING))) {
                faults.add(words(node) + " does not say its value in words");
            }
            if (node instanceof TextInputControl && node.queryAccessibleAttribute(AccessibleAttribute.TEXT) == null) {
                faults.add(words(node) + " does not say what is in it");
            }
            if (node instanceof ComboBoxBase<?> box
                    && box.getValue() != null
                    && isBlank(node.queryAccessibleAttribute(AccessibleAttribute.TEXT))) {
                faults.add(words(node) + " does not say what is chosen");
            }
        });
        return faults;
    }

    /** Parts of other controls speak through those; frames around things do not speak. */
    private static boolean isUsed(Node node) {
        if (isPartOfControl(node)
                || node instanceof ScrollBar
                || node instanceof Separator
                || node instanceof ToolBar
                || node instanceof SplitPane
                || node instanceof ButtonBar
                || node instanceof javafx.scene.control.MenuBar) {
            return false;
        }
        if (node instanceof ScrollPane || (node instanceof Labeled && !node.isFocusTraversable())) {
            return false;
        }
        return node.isFocusTraversable() || node instanceof Control;
    }

    private static boolean isPartOfControl(Node node) {
        for (Parent at = node.getParent(); at != null; at = at.getParent()) {
            boolean container = at instanceof ScrollPane
                    || at instanceof ToolBar
                    || at instanceof SplitPane
                    || at instanceof TabPane
                    || at instanceof ListView<?>
                    || at instanceof javafx.scene.control.ListCell<?>
                    || at instanceof javafx.scene.control.Accordion
                    || at instanceof javafx.scene.control.DialogPane;
            if (at instanceof Control && !container) {
                return true;
            }
        }
        return false;
    }

    /** What it is called: its own words, or those of the label that belongs to it. */
    static String name(Node node) {
        if (node.getAccessibleText() != null && !node.getAccessibleText().isBlank()) {
            return node.getAccessibleText();
        }
        if (node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY) instanceof Labeled label) {
            return label.getText();
        }
        // What is typed or chosen in a field is no name.
        boolean field = node instanceof TextInputControl
                || node instanceof ComboBoxBase<?>
                || node instanceof Slider
                || node instanceof ListView<?>
                || node instanceof ProgressIndicator;
        if (field) {
            return "";
        }
        Object text = node.queryAccessibleAttribute(AccessibleAttribute.TEXT);
        return text == null ? "" : text.toString();
    }

    private static boolean isBlank(Object value) {
        return value == null || value.toString().isBlank();
    }

    static String words(Node node) {
        StringBuilder words = new StringBuilder(node.getClass().getSimpleName());
        words.append(" #").append(node.getId()).append(' ').append(node.getStyleClass());
        Node at = node.getParent();
        for (int i = 0; i < 4 && at != null; i++, at = at.getParent()) {
            words.append(" < ").append(at.getId() == null ? at.getClass().getSimpleName() : "#" + at.getId());
        }
        return words.toString();
    }

    static Bounds onScreen(Node node) {
        return node.localToScreen(node.getBoundsInLocal());
    }

    /** Without what marks a mnemonic. */
    private static String shown(Labeled labeled) {
        return labeled.isMnemonicParsing() ? labeled.getText().replaceFirst("_", "") : labeled.getText();
    }

    /** Texts of controls that are not shown whole, or are laid out beyond the window's edge. */
    static List<String> cutTexts(Node root) {
        List<String> cut = new ArrayList<>();
        Bounds window = onScreen(root);
        through(root, node -> {
            if (node instanceof Labeled labeled && labeled.getText() != null) {
                through(labeled, inner -> {
                    if (inner instanceof Text text
                            && !(text instanceof FontIcon)
                            && labeled.equals(text.getParent())
                            && !labeled.getText().isEmpty()
                            && !text.getText()
                                    .replace("\n", "")
                                    .equals(shown(labeled).replace("\n", ""))) {
                        cut.add(labeled.getText() + " -> " + text.getText());
                    }
                });
                if (!labeled.getText().isEmpty()
                        && (onScreen(labeled).getMaxX() > window.getMaxX() + 1
                                || onScreen(labeled).getMinX() < window.getMinX() - 1)) {
                    cut.add(labeled.getText() + " is outside");
                }
            }
        });
        return cut;
    }
}
