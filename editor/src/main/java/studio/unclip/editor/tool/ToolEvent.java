package studio.unclip.editor.tool;

/** What a tool hears of. */
public sealed interface ToolEvent permits PointerEvent, ToolEvent.Confirm, ToolEvent.Cancel {
    /** Finish what is going on (Enter, or another tool is chosen). */
    record Confirm() implements ToolEvent {}

    /** Give up what is going on (Escape): everything goes back to where the gesture began. */
    record Cancel() implements ToolEvent {}
}
