package studio.unclip.app.boot;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.UnaryOperator;
import javafx.collections.ObservableList;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import studio.unclip.app.settings.DockSettings;
import studio.unclip.app.settings.Settings;
import studio.unclip.app.settings.SettingsFile;
import studio.unclip.app.settings.Theme;
import studio.unclip.app.settings.WindowPlace;

/** Settings while the program runs: every change goes to disk. Window thread; written on another. */
final class WindowMemory {
    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final double LEAST_WIDTH = 760;
    private static final double LEAST_HEIGHT = 520;

    /** On a small screen so much is left for what the desktop puts around a window. */
    private static final double TITLE_BAR = 48;

    /** So much of the title bar must lie on a screen for the window to be taken hold of. */
    private static final double HANDLE = 80;

    private final SettingsFile file;
    private final ExecutorService background;
    private Settings settings;

    WindowMemory(SettingsFile file, ExecutorService background) {
        this.file = file;
        this.background = background;
        this.settings = file.read();
    }

    Settings settings() {
        return settings;
    }

    void setTheme(Theme theme) {
        settings = settings.withTheme(theme);
        write();
    }

    void change(UnaryOperator<Settings> how) {
        settings = how.apply(settings);
        write();
    }

    void setRecentFiles(List<Path> files) {
        settings = settings.withRecentFiles(files);
        write();
    }

    void setDocks(DockSettings docks) {
        settings = settings.withDocks(docks);
        write();
    }

    void setTrayFolded(boolean folded) {
        settings = settings.withTrayFolded(folded);
        write();
    }

    void setSaveFolder(Path folder) {
        settings = settings.withSaveFolder(folder);
        write();
    }

    /** As it was the last time, if that is still on a screen. */
    static void restore(Stage stage, Optional<WindowPlace> last) {
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        stage.setMinWidth(Math.min(LEAST_WIDTH, screen.getWidth()));
        stage.setMinHeight(Math.min(LEAST_HEIGHT, screen.getHeight()));
        stage.setWidth(Math.min(WIDTH, screen.getWidth()));
        stage.setHeight(Math.min(HEIGHT, screen.getHeight() - TITLE_BAR));
        last.ifPresent(place -> {
            if (isReachable(place)) {
                stage.setX(place.x());
                stage.setY(place.y());
                stage.setWidth(Math.max(stage.getMinWidth(), place.width()));
                stage.setHeight(Math.max(stage.getMinHeight(), place.height()));
                stage.setMaximized(place.maximized());
            }
        });
    }

    /** Keeps the window's place; that of a maximized one is where it would go back to. */
    void store(Stage stage) {
        WindowPlace now =
                new WindowPlace(stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), stage.isMaximized());
        WindowPlace kept = stage.isMaximized()
                ? settings.window()
                        .map(before -> new WindowPlace(before.x(), before.y(), before.width(), before.height(), true))
                        .orElse(now)
                : now;
        settings = settings.withWindow(kept);
        write();
    }

    private static boolean isReachable(WindowPlace place) {
        ObservableList<Screen> screens = Screen.getScreensForRectangle(
                place.x() + HANDLE, place.y(), Math.max(1, place.width() - 2 * HANDLE), 1);
        return !screens.isEmpty();
    }

    private void write() {
        Settings now = settings;
        background.execute(() -> {
            // One after another: a virtual thread each, and the last one asked for must be the last one written.
            synchronized (file) {
                file.write(now);
            }
        });
    }
}
