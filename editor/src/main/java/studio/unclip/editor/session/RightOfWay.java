package studio.unclip.editor.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import studio.unclip.editor.tool.PointerEvent;

/**
 * Lets slow edits go first that gestures have overtaken: else somebody who paints on and on would keep one from ever
 * landing. A gesture that begins meanwhile is kept and played once they have landed; nothing of it is lost. Confined to
 * the session's thread.
 */
final class RightOfWay {
    private record Held(PointerEvent event, double scale) {}

    private final BooleanSupplier inGesture;
    private final BiConsumer<PointerEvent, Double> play;
    private final Set<SlowEdit> ahead = new HashSet<>();
    private final Deque<Held> held = new ArrayDeque<>();

    /**
     * @param inGesture whether a gesture is going on now
     * @param play takes pointer events whose time has come, with their scale
     */
    RightOfWay(BooleanSupplier inGesture, BiConsumer<PointerEvent, Double> play) {
        this.inGesture = inGesture;
        this.play = play;
    }

    /** Gestures that begin from now on wait for the edit. */
    void give(SlowEdit edit) {
        ahead.add(edit);
    }

    /** The edit has landed or was given up. */
    void end(SlowEdit edit) {
        ahead.remove(edit);
        while (!held.isEmpty() && !mustWait()) {
            playNext();
        }
    }

    void pointer(PointerEvent event, double scale) {
        boolean begins = event.kind() == PointerEvent.Kind.DOWN;
        if (!held.isEmpty() || (begins && mustWait())) {
            held.add(new Held(event, scale));
        } else {
            play.accept(event, scale);
        }
    }

    /** Plays what waits: something that a person did after it must find it done. */
    void catchUp() {
        while (!held.isEmpty()) {
            playNext();
        }
    }

    boolean isHolding() {
        return !held.isEmpty();
    }

    private boolean mustWait() {
        return !ahead.isEmpty() && !inGesture.getAsBoolean();
    }

    private void playNext() {
        Held next = held.poll();
        play.accept(next.event(), next.scale());
    }
}
