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
 */
public record Settings(Theme theme, Optional<WindowPlace> window, Optional<Path> saveFolder) {
    public static final Settings DEFAULTS = new Settings(Theme.SYSTEM, Optional.empty(), Optional.empty());

    public Settings {
        Objects.requireNonNull(theme);
        Objects.requireNonNull(window);
        Objects.requireNonNull(saveFolder);
    }

    public Settings withTheme(Theme value) {
        return new Settings(value, window, saveFolder);
    }

    public Settings withWindow(WindowPlace value) {
        return new Settings(theme, Optional.of(value), saveFolder);
    }

    public Settings withSaveFolder(Path value) {
        return new Settings(theme, window, Optional.of(value));
    }
}
