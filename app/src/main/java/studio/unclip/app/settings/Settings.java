package studio.unclip.app.settings;

import java.nio.file.Path;
import java.util.List;
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
 * @param recentFiles files that were opened or saved last, the newest first
 * @param threads of the processor for the engine, 0 to {@link #MOST_THREADS}; 0: as many as suit the machine
 * @param pack the id of the pack to use; empty: the one that came with the program
 * @param trayFolded whether the tray shows only its line
 * @param pictures the folder of all finished pictures; empty: the platform's own for this program
 * @param device where pictures are made, as the command line's {@code --device} takes it; {@code auto}: the best there is
 */
public record Settings(
        Theme theme,
        Optional<WindowPlace> window,
        Optional<Path> saveFolder,
        DockSettings docks,
        int restMinutes,
        List<Path> recentFiles,
        int threads,
        Optional<String> pack,
        boolean trayFolded,
        Optional<Path> pictures,
        String device) {
    public static final int MOST_REST_MINUTES = 24 * 60;

    public static final int MOST_THREADS = 1024;

    public static final Settings DEFAULTS = new Settings(
            Theme.SYSTEM,
            Optional.empty(),
            Optional.empty(),
            DockSettings.DEFAULTS,
            3,
            List.of(),
            0,
            Optional.empty(),
            false,
            Optional.empty(),
            "auto");

    public Settings {
        Objects.requireNonNull(theme);
        Objects.requireNonNull(window);
        Objects.requireNonNull(saveFolder);
        Objects.requireNonNull(docks);
        restMinutes = Math.clamp(restMinutes, 1, MOST_REST_MINUTES);
        Objects.requireNonNull(pictures);
        Objects.requireNonNull(device);
        recentFiles = List.copyOf(recentFiles);
    }

    public Settings withTheme(Theme value) {
        return new Settings(
                value,
                window,
                saveFolder,
                docks,
                restMinutes,
                recentFiles,
                threads,
                pack,
                trayFolded,
                pictures,
                device);
    }

    public Settings withWindow(WindowPlace value) {
        return new Settings(
                theme,
                Optional.of(value),
                saveFolder,
                docks,
                restMinutes,
                recentFiles,
                threads,
                pack,
                trayFolded,
                pictures,
                device);
    }

    public Settings withSaveFolder(Path value) {
        return new Settings(
                theme,
                window,
                Optional.of(value),
                docks,
                restMinutes,
                recentFiles,
                threads,
                pack,
                trayFolded,
                pictures,
                device);
    }

    public Settings withRestMinutes(int value) {
        return new Settings(
                theme, window, saveFolder, docks, value, recentFiles, threads, pack, trayFolded, pictures, device);
    }

    public Settings withRecentFiles(List<Path> value) {
        return new Settings(
                theme, window, saveFolder, docks, restMinutes, value, threads, pack, trayFolded, pictures, device);
    }

    public Settings withThreads(int value) {
        return new Settings(
                theme, window, saveFolder, docks, restMinutes, recentFiles, value, pack, trayFolded, pictures, device);
    }

    public Settings withPack(Optional<String> value) {
        return new Settings(
                theme,
                window,
                saveFolder,
                docks,
                restMinutes,
                recentFiles,
                threads,
                value,
                trayFolded,
                pictures,
                device);
    }

    public Settings withDocks(DockSettings value) {
        return new Settings(
                theme,
                window,
                saveFolder,
                value,
                restMinutes,
                recentFiles,
                threads,
                pack,
                trayFolded,
                pictures,
                device);
    }

    public Settings withTrayFolded(boolean value) {
        return new Settings(
                theme, window, saveFolder, docks, restMinutes, recentFiles, threads, pack, value, pictures, device);
    }

    public Settings withPictures(Optional<Path> value) {
        return new Settings(
                theme, window, saveFolder, docks, restMinutes, recentFiles, threads, pack, trayFolded, value, device);
    }

    public Settings withDevice(String value) {
        return new Settings(
                theme, window, saveFolder, docks, restMinutes, recentFiles, threads, pack, trayFolded, pictures, value);
    }
}
