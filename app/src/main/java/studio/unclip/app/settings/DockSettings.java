package studio.unclip.app.settings;

import java.util.Map;

/**
 * How a person has the panels at the right of the window.
 *
 * @param folded whether all of them are a narrow rail
 * @param width of their column in logical pixels, {@link #LEAST_WIDTH} to {@link #MOST_WIDTH}
 * @param open by a panel's id, whether it shows more than its title; one that is not here is as the program has it
 */
public record DockSettings(boolean folded, double width, Map<String, Boolean> open) {
    public static final double LEAST_WIDTH = 208;
    public static final double MOST_WIDTH = 480;

    public static final DockSettings DEFAULTS = new DockSettings(false, 248, Map.of());

    public DockSettings {
        width = Double.isNaN(width) ? LEAST_WIDTH : Math.clamp(width, LEAST_WIDTH, MOST_WIDTH);
        open = Map.copyOf(open);
    }
}
