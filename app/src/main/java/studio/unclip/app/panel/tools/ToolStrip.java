package studio.unclip.app.panel.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javafx.css.PseudoClass;
import javafx.geometry.Orientation;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import studio.unclip.app.control.Tip;
import studio.unclip.app.tool.ToolBox;
import studio.unclip.app.tool.ToolKind;

/**
 * The tools, a narrow column; a second one where the window is low. One stop of the tab key: up and down go from tool to
 * tool.
 */
public final class ToolStrip extends FlowPane {
    private static final double BUTTON = 30;
    private static final double GAP = 1;
    private static final PseudoClass FIRST_OF_GROUP = PseudoClass.getPseudoClass("first-of-group");

    private final List<ToggleButton> buttons = new ArrayList<>();

    /** @param keys what a key of a tool is called; empty if it has none */
    public ToolStrip(ToolBox tools, Function<ToolKind, String> keys) {
        super(Orientation.VERTICAL, GAP, GAP);
        setId("tools");
        getStyleClass().add("tool-strip");
        setAccessibleText("Tools");
        ToggleGroup group = new ToggleGroup();
        ToolKind.Group last = ToolKind.Group.VIEW;
        for (ToolKind kind : ToolKind.values()) {
            ToggleButton button = button(kind, tools, keys.apply(kind));
            button.setToggleGroup(group);
            button.pseudoClassStateChanged(FIRST_OF_GROUP, kind.group() != last);
            last = kind.group();
            buttons.add(button);
        }
        getChildren().setAll(buttons);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private static ToggleButton button(ToolKind kind, ToolBox tools, String key) {
        ToggleButton button = new ToggleButton(null, ToolIcons.of(kind)) {
            // A tool is put down by taking another.
            @Override
            public void fire() {
                if (!isSelected()) {
                    tools.choose(kind);
                }
            }
        };
        button.setId("tool-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        button.getStyleClass().add("tool-button");
        button.setMinSize(BUTTON, BUTTON);
        button.setPrefSize(BUTTON, BUTTON);
        button.setMaxSize(BUTTON, BUTTON);
        button.setAccessibleText(kind.title());
        button.setAccessibleHelp(kind.hint());
        Tip.on(button, kind.title() + (key.isEmpty() ? "" : "  (" + key + ")") + "\n" + kind.hint());
        tools.inHand().subscribe(now -> button.setSelected(now == kind));
        tools.chosen().subscribe(now -> button.setFocusTraversable(now == kind));
        return button;
    }

    private void keyPressed(KeyEvent event) {
        int step = switch (event.getCode()) {
            case UP, LEFT -> -1;
            case DOWN, RIGHT -> 1;
            default -> 0;
        };
        int at = buttons.indexOf(event.getTarget());
        if (step != 0 && at >= 0) {
            buttons.get(Math.floorMod(at + step, buttons.size())).requestFocus();
            event.consume();
        }
    }

    @Override
    protected double computePrefWidth(double height) {
        // A flow pane's own answer is for a height it wishes for, not for the one it has.
        int rows = (int) Math.max(
                1, Math.floor((getHeight() - snappedTopInset() - snappedBottomInset() + GAP) / (BUTTON + GAP)));
        int columns = getHeight() == 0 ? 1 : (int) Math.ceil(buttons.size() / (double) rows);
        return snappedLeftInset() + columns * (BUTTON + GAP) - GAP + snappedRightInset();
    }

    @Override
    protected double computeMinWidth(double height) {
        return computePrefWidth(height);
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }

    @Override
    protected void setHeight(double value) {
        boolean other = value != getHeight();
        super.setHeight(value);
        if (other) {
            requestParentLayout();
        }
    }
}
