package studio.unclip.app.shell;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What the Escape key ends: one thing a press, what is nearest to the hand first. Menus, dialogs and other popups take the
 * key before it comes here. Window thread.
 */
public final class Escape {

    /** In this order. */
    public enum Level {
        /** A stroke, a drag, a frame being pulled. */
        GESTURE,
        /** Something that lies over the canvas: a large view, a page of help. */
        OVERLAY,
        /** A candidate being tried, two pictures being compared. */
        TRYING,
        /** The job that runs. */
        JOB
    }

    private final Map<Level, List<BooleanSupplier>> enders = new EnumMap<>(Level.class);

    /**
     * @param ender ends its thing and says whether there was one
     */
    public void add(Level level, BooleanSupplier ender) {
        enders.computeIfAbsent(level, _ -> new ArrayList<>()).add(ender);
    }

    /** Whether there was something to end. */
    boolean end() {
        return enders.values().stream().flatMap(List::stream).anyMatch(BooleanSupplier::getAsBoolean);
    }
}
