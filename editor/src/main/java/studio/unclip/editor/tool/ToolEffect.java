package studio.unclip.editor.tool;

import java.util.List;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.mask.Corner;
import studio.unclip.editor.paint.Brush;
import studio.unclip.editor.paint.Dab;

/** What a tool wants done. The session does it. */
public sealed interface ToolEffect {
    /** A stroke begins. */
    record BeginStroke(PaintTarget target, Ink ink, Brush brush) implements ToolEffect {}

    /** The stroke goes on. */
    record AddDabs(List<Dab> dabs) implements ToolEffect {
        public AddDabs {
            dabs = List.copyOf(dabs);
        }
    }

    /** The stroke is done and becomes one entry of the history. */
    record EndStroke(String label) implements ToolEffect {}

    /** The stroke never happened. */
    record CancelStroke() implements ToolEffect {}

    /** An edit, as one entry of the history. */
    record Apply(Edit edit, String label) implements ToolEffect {}

    /**
     * An edit to show while a gesture goes on, in the place of the last one shown; it is no entry of the history yet.
     *
     * @param label names it there once it is made
     */
    record ShowEdit(Edit edit, String label) implements ToolEffect {}

    /** What is shown becomes one entry of the history; nothing where nothing is. */
    record KeepShown() implements ToolEffect {}

    /**
     * An outline to show while a gesture goes on; no corners: none.
     *
     * @param closed whether the last corner joins the first
     */
    record ShowOutline(List<Corner> corners, boolean closed) implements ToolEffect {
        public static final ShowOutline NONE = new ShowOutline(List.of(), false);

        public ShowOutline {
            corners = List.copyOf(corners);
        }
    }

    /** @param argb the colour under the pointer, {@code 0xAARRGGBB} */
    record PickColour(int argb) implements ToolEffect {}

    /** It cannot be done; the app says why. */
    record Refuse(Refusal reason) implements ToolEffect {}

    /** What a stroke does. */
    sealed interface Ink {
        /** @param argb {@code 0xAARRGGBB} */
        record Colour(int argb) implements Ink {}

        /** Takes alpha away; on a mask, pulls to 0. */
        record Erase() implements Ink {}

        /** Pulls a mask to 255. */
        record MaskIn() implements Ink {}
    }
}
