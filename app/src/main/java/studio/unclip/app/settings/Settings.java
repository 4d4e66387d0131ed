package studio.unclip.app.settings;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What a person set and what is remembered for them between runs.
 *
 * @param theme colours of the window
 * @param window where the window was; empty at the first start
 * @param saveFolder where a picture was saved last
 * @param docks how the panels at the right are folded
 * @param restMinutes so long after a run the engine gives its memory back, 1 to {@link #MOST_REST_MINUTES}; the run after
 *     that takes a second or two longer
 */
public record Settings(
        Theme theme, Optional<WindowPlace> window, Optional<Path> saveFolder, DockSettings docks, int restMinutes) {
    public static final int MOST_REST_MINUTES = 24 * 60;

    public static final Settings DEFAULTS =
            new Settings(Theme.SYSTEM, Optional.empty(), Optional.empty(), DockSettings.DEFAULTS, 3);

    public Settings {
        Objects.requireNonNull(theme);
        Objects.requireNonNull(window);
        Objects.requireNonNull(saveFolder);
        Objects.requireNonNull(docks);
        restMinutes = Math.clamp(restMinutes, 1, MOST_REST_MINUTES);
    }

    public Settings withTheme(Theme value) {
        return new Settings(value, window, saveFolder, docks, restMinutes);
    }

    public Settings withWindow(WindowPlace value) {
        return new Settings(theme, Optional.of(value), saveFolder, docks, restMinutes);
    }

    public Settings withSaveFolder(Path value) {
        return new Settings(theme, window, Optional.of(value), docks, restMinutes);
    }

    public Settings withDocks(DockSettings value) {
        return new Settings(theme, window, saveFolder, value, restMinutes);
    }
}
