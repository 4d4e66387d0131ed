package studio.unclip.editor.tool;

import java.util.Objects;
import java.util.Set;

/**
 * The pointer did something over the canvas.
 *
 * @param canvasX document pixels; pixel column n covers n to n + 1
 * @param canvasY document pixels
 * @param pressure 0 to 1; 1 where the device has none
 * @param nanos when, on any clock that only goes forward
 */
public record PointerEvent(
        Kind kind, double canvasX, double canvasY, double pressure, Set<Modifier> modifiers, long nanos)
        implements ToolEvent {
    /** What it did. MOVE with no button down is hovering. */
    public enum Kind {
        DOWN,
        MOVE,
        UP
    }

    /** Keys held meanwhile. */
    public enum Modifier {
        SHIFT,
        CONTROL,
        ALT
    }

    public PointerEvent {
        Objects.requireNonNull(kind);
        modifiers = Set.copyOf(modifiers);
        if (!(Math.abs(canvasX) < 1e7 && Math.abs(canvasY) < 1e7 && pressure >= 0 && pressure <= 1)) {
            throw new IllegalArgumentException("no pointer at " + canvasX + ", " + canvasY + " with " + pressure);
        }
    }

    /** Full pressure, no keys. */
    public static PointerEvent of(Kind kind, double canvasX, double canvasY, long nanos) {
        return new PointerEvent(kind, canvasX, canvasY, 1, Set.of(), nanos);
    }

    public boolean has(Modifier modifier) {
        return modifiers.contains(modifier);
    }
}
