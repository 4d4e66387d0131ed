package studio.unclip.app.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What devices need and came with the program: an installed one may hold the plug-in for graphics cards, in the folder
 * {@code devices} beside its packs.
 */
public final class BundledDevices {
    private static final String ASSETS = System.getProperty(PackFolders.ASSETS_PROPERTY, "");

    private BundledDevices() {}

    /** Laid out as {@link PlatformFolders#devices}; empty where nothing was bundled. */
    public static Optional<Path> folder() {
        return ASSETS.isBlank()
                ? Optional.empty()
                : Optional.of(Path.of(ASSETS, "devices").toAbsolutePath()).filter(Files::isDirectory);
    }

    /** The option by which another JVM of ours finds the same. */
    public static List<String> option() {
        return folder().isEmpty()
                ? List.of()
                : List.of("-D" + PackFolders.ASSETS_PROPERTY + "="
                        + Path.of(ASSETS).toAbsolutePath());
    }
}
