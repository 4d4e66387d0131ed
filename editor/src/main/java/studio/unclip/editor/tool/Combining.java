package studio.unclip.editor.tool;

import studio.unclip.editor.mask.Combine;

/** Which keys make a selection tool add, subtract or intersect. */
final class Combining {
    private Combining() {}

    /** Shift adds, Alt subtracts, both intersect. */
    static Combine of(PointerEvent event) {
        boolean shift = event.has(PointerEvent.Modifier.SHIFT);
        boolean alt = event.has(PointerEvent.Modifier.ALT);
        if (shift && alt) {
            return Combine.INTERSECT;
        }
        return shift ? Combine.ADD : alt ? Combine.SUBTRACT : Combine.REPLACE;
    }
}
