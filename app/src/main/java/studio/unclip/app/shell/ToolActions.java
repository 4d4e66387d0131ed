package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import studio.unclip.app.canvas.CanvasModel;
import studio.unclip.app.tool.EditCommands;
import studio.unclip.app.tool.ToolBox;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.pixel.Turn;

/** Tools by their letters, and what is done to mask, selection and picture at once. */
final class ToolActions {
    private static final KeyCombination.Modifier SHORTCUT = KeyCombination.SHORTCUT_DOWN;
    private static final KeyCombination.Modifier SHIFT = KeyCombination.SHIFT_DOWN;

    private final Map<ToolKind, Action> tools = new EnumMap<>(ToolKind.class);
    private final List<Action> all = new ArrayList<>();
    private final ObservableBooleanValue hasPicture;

    ToolActions(Workspace workspace, CanvasModel canvas) {
        hasPicture = workspace.empty().not();
        ToolBox box = canvas.tools();
        for (ToolKind kind : ToolKind.values()) {
            Action action = Action.of(id(kind), kind.title(), () -> box.choose(kind))
                    .keys(key(kind))
                    .notTyping()
                    .when(hasPicture)
                    .turns(Bindings.equal(box.chosen(), kind))
                    .in(Action.Menu.TOOLS, menuGroup(kind));
            tools.put(kind, action);
            all.add(action);
        }
        brush(box);
        mask(canvas);
        selection(workspace, canvas.commands());
        picture(canvas.commands());
    }

    private static int menuGroup(ToolKind kind) {
        return switch (kind.group()) {
            case VIEW -> 1;
            case MASK -> 2;
            case PAINT -> 3;
            case SELECTION -> 4;
        };
    }

    private static String id(ToolKind kind) {
        return "take-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static KeyCombination key(ToolKind kind) {
        return switch (kind) {
            case HAND -> letter(KeyCode.H);
            case MOVE -> letter(KeyCode.V);
            case CROP -> letter(KeyCode.C);
            case FRAME -> letter(KeyCode.F);
            case MASK_BRUSH -> letter(KeyCode.B);
            case MASK_ERASER -> shifted(KeyCode.B);
            case BRUSH -> letter(KeyCode.P);
            case ERASER -> letter(KeyCode.E);
            case FILL -> letter(KeyCode.G);
            case EYEDROPPER -> letter(KeyCode.I);
            case RECTANGLE -> letter(KeyCode.M);
            case ELLIPSE -> shifted(KeyCode.M);
            case LASSO -> letter(KeyCode.L);
            case POLYGON -> shifted(KeyCode.L);
            case WAND -> letter(KeyCode.W);
        };
    }

    private static KeyCombination letter(KeyCode code) {
        return new KeyCodeCombination(code);
    }

    private static KeyCombination shifted(KeyCode code) {
        return new KeyCodeCombination(code, SHIFT);
    }

    /** Brackets, and for keyboards that hide them keys that every one has. */
    private void brush(ToolBox box) {
        ObservableBooleanValue brush = Bindings.createBooleanBinding(
                () -> hasPicture.get() && box.chosen().get().isBrush(), hasPicture, box.chosen());
        all.add(Action.of("brush-smaller", "Smaller brush", box::smaller)
                .keys(TypedKey.of("[", KeyCode.OPEN_BRACKET), TypedKey.of(",", KeyCode.COMMA))
                .notTyping()
                .when(brush)
                .in(Action.Menu.TOOLS, 5));
        all.add(Action.of("brush-larger", "Larger brush", box::larger)
                .keys(TypedKey.of("]", KeyCode.CLOSE_BRACKET), TypedKey.of(".", KeyCode.PERIOD))
                .notTyping()
                .when(brush)
                .in(Action.Menu.TOOLS, 5));
        all.add(Action.of("brush-softer", "Softer brush", box::softer)
                .keys(
                        TypedKey.of("{", KeyCode.BRACELEFT),
                        new KeyCodeCombination(KeyCode.OPEN_BRACKET, SHIFT),
                        new KeyCodeCombination(KeyCode.COMMA, SHIFT))
                .notTyping()
                .when(brush)
                .in(Action.Menu.TOOLS, 5));
        all.add(Action.of("brush-harder", "Harder brush", box::harder)
                .keys(
                        TypedKey.of("}", KeyCode.BRACERIGHT),
                        new KeyCodeCombination(KeyCode.CLOSE_BRACKET, SHIFT),
                        new KeyCodeCombination(KeyCode.PERIOD, SHIFT))
                .notTyping()
                .when(brush)
                .in(Action.Menu.TOOLS, 5));
    }

    private void mask(CanvasModel canvas) {
        EditCommands commands = canvas.commands();
        all.add(Action.of(
                        "show-mask",
                        "Show mask",
                        () -> canvas.maskShown().set(!canvas.maskShown().get()))
                .turns(canvas.maskShown())
                .when(hasPicture)
                .in(Action.Menu.MASK, 1));
        add("menu-mask-fill", "Mask everything", commands::fillMask, Action.Menu.MASK, 2);
        add("menu-mask-clear", "Clear mask", commands::clearMask, Action.Menu.MASK, 2);
        add("menu-mask-invert", "Invert mask", commands::invertMask, Action.Menu.MASK, 2);
        add("menu-mask-grow", "Grow mask", commands::growMask, Action.Menu.MASK, 3);
        add("menu-mask-shrink", "Shrink mask", commands::shrinkMask, Action.Menu.MASK, 3);
        add("menu-mask-feather", "Feather mask", commands::featherMask, Action.Menu.MASK, 3);
        add("mask-from-selection", "Selection to mask", commands::maskFromSelection, Action.Menu.MASK, 4);
        add("selection-from-mask", "Mask to selection", commands::selectionFromMask, Action.Menu.MASK, 4);
    }

    private void selection(Workspace workspace, EditCommands commands) {
        ObservableBooleanValue selected = Bindings.createBooleanBinding(
                () -> !workspace.document().get().selection().isAll(), workspace.document());
        all.add(Action.of("select-everything", "Select everything", commands::selectEverything)
                .keys(Actions.key(KeyCode.A), Actions.key(KeyCode.D))
                .notTyping()
                .when(selected)
                .in(Action.Menu.EDIT, 4));
        all.add(Action.of("invert-selection", "Invert selection", commands::invertSelection)
                .keys(new KeyCodeCombination(KeyCode.I, SHORTCUT, SHIFT))
                .notTyping()
                .when(selected)
                .in(Action.Menu.EDIT, 4));
        all.add(Action.of("fill-colour", "Fill with colour", commands::fillWithColour)
                .keys(new KeyCodeCombination(KeyCode.BACK_SPACE, KeyCombination.ALT_DOWN))
                .notTyping()
                .when(hasPicture)
                .in(Action.Menu.EDIT, 5));
        all.add(Action.of("clear-pixels", "Clear pixels", commands::clearPixels)
                .keys(letter(KeyCode.DELETE))
                .notTyping()
                .when(selected)
                .in(Action.Menu.EDIT, 5));
        all.add(Action.of("crop-to-selection", "Crop to selection", commands::cropToSelection)
                .icon(Feather.CROP)
                .when(selected)
                .in(Action.Menu.PICTURE, 2));
    }

    private void picture(EditCommands commands) {
        turn("flip-left-right", "Flip left and right", commands, Turn.FLIP_LEFT_RIGHT);
        turn("flip-top-bottom", "Flip top and bottom", commands, Turn.FLIP_TOP_BOTTOM);
        turn("turn-left", "Turn left by 90°", commands, Turn.QUARTER_LEFT);
        turn("turn-right", "Turn right by 90°", commands, Turn.QUARTER_RIGHT);
    }

    private void turn(String id, String title, EditCommands commands, Turn turn) {
        add(id, title, () -> commands.turn(turn), Action.Menu.PICTURE, 3);
    }

    private void add(String id, String title, Runnable run, Action.Menu menu, int group) {
        all.add(Action.of(id, title, run).when(hasPicture).in(menu, group));
    }

    List<Action> all() {
        return List.copyOf(all);
    }

    /** What the key of a tool is called. */
    String keyText(ToolKind kind) {
        return tools.get(kind).keyText();
    }
}
