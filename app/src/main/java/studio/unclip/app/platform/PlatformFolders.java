package studio.unclip.app.platform;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The person's folders for this program, by the custom of each platform. Nothing is created here: whoever writes first
 * creates.
 *
 * <p>Linux follows the XDG Base Directory Specification 0.8, Windows the Known Folders (roaming for settings, local for
 * the rest), macOS the File System Programming Guide. The environment variable {@value #HOME_VARIABLE} puts all of them
 * under one folder: for a program carried on a stick, and for tests.
 *
 * @param configuration settings that a person would carry to another machine
 * @param data packs, pictures, what devices need
 * @param state journals and logs: kept between runs, not worth a backup
 * @param cache what can be made again
 */
public record PlatformFolders(Path configuration, Path data, Path state, Path cache) {

    /** Names the environment variable that moves everything under one folder. */
    public static final String HOME_VARIABLE = "UNCLIP_HOME";

    private static final String UNIX_NAME = "unclip-studio";
    private static final String TITLE = "Unclip Studio";

    /** The folders of the person running this process. */
    public static PlatformFolders ofThisProcess() {
        return of(System.getProperty("os.name"), System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * The folders on a platform.
     *
     * @param osName as the system property {@code os.name} has it
     * @param environment the process's environment variables
     * @param userHome the person's home folder
     */
    public static PlatformFolders of(String osName, Map<String, String> environment, Path userHome) {
        String portable = environment.getOrDefault(HOME_VARIABLE, "");
        if (!portable.isBlank()) {
            return under(Path.of(portable).toAbsolutePath().normalize());
        }
        String os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            Path roaming = folder(environment, "APPDATA", userHome.resolve("AppData/Roaming"));
            Path local = folder(environment, "LOCALAPPDATA", userHome.resolve("AppData/Local"));
            Path own = local.resolve(TITLE);
            return new PlatformFolders(
                    roaming.resolve(TITLE), own.resolve("Data"), own.resolve("State"), own.resolve("Cache"));
        }
        if (os.startsWith("mac")) {
            Path support = userHome.resolve("Library/Application Support").resolve(TITLE);
            return new PlatformFolders(
                    support.resolve("Settings"),
                    support,
                    support.resolve("State"),
                    userHome.resolve("Library/Caches").resolve(TITLE));
        }
        return new PlatformFolders(
                folder(environment, "XDG_CONFIG_HOME", userHome.resolve(".config"))
                        .resolve(UNIX_NAME),
                folder(environment, "XDG_DATA_HOME", userHome.resolve(".local/share"))
                        .resolve(UNIX_NAME),
                folder(environment, "XDG_STATE_HOME", userHome.resolve(".local/state"))
                        .resolve(UNIX_NAME),
                folder(environment, "XDG_CACHE_HOME", userHome.resolve(".cache"))
                        .resolve(UNIX_NAME));
    }

    /** Everything under one folder. */
    public static PlatformFolders under(Path home) {
        return new PlatformFolders(
                home.resolve("configuration"), home.resolve("data"), home.resolve("state"), home.resolve("cache"));
    }

    /** Installed packs, a folder each. */
    public Path packs() {
        return data.resolve("packs");
    }

    /** What devices need and a person has added: the plug-in for graphics cards. */
    public Path devices() {
        return data.resolve("devices");
    }

    /** Every finished picture, a folder a day. */
    public Path pictures() {
        return data.resolve("pictures");
    }

    /** Native libraries, unpacked: what a process loads must be a file. A sub-folder for each that brings some. */
    public Path libraries() {
        return cache.resolve("libraries");
    }

    /** Those of the engine, of all processes that run it. */
    public Path engineLibraries() {
        return libraries().resolve("onnxruntime");
    }

    /** Log files. */
    public Path logs() {
        return state.resolve("logs");
    }

    /** A relative path in one of these variables is to be ignored (XDG specification). */
    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            return otherwise;
        }
        try {
            Path path = Path.of(value);
            return path.isAbsolute() ? path : otherwise;
        } catch (InvalidPathException e) {
            return otherwise;
        }
    }
}
