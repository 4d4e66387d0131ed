package studio.unclip.editor.tool;

import java.util.List;

/**
 * A tool with its settings and where it is in a gesture: immutable. Choosing other settings means choosing another
 * tool.
 */
public sealed interface Tool
        permits BrushTool, MarqueeTool, LassoTool, PolygonTool, WandTool, FillTool, EyedropperTool, MoveTool {
    /** What an event leads to. Pure. */
    Transition next(ToolEvent event, ToolView view);

    /** Whether a gesture is going on: Cancel would give something up. */
    boolean isBusy();

    /** The tool afterwards, and what shall be done, in order. */
    record Transition(Tool tool, List<ToolEffect> effects) {
        public Transition {
            effects = List.copyOf(effects);
        }

        static Transition of(Tool tool, ToolEffect... effects) {
            return new Transition(tool, List.of(effects));
        }
    }
}
