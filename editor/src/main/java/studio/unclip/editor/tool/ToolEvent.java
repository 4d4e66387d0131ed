package studio.unclip.editor.tool;

/** What a tool hears of. */
public sealed interface ToolEvent permits PointerEvent, ToolEvent.Confirm, ToolEvent.Cancel {
    /** Finish what is going on where it is (Enter, or another tool is chosen): what was drawn so far counts. */
    record Confirm() implements ToolEvent {}

    /** Give up what is going on (Escape): everything goes back to where the gesture began. */
    record Cancel() implements ToolEvent {}
}
