package studio.unclip.app.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where packs lie: those that came with the program, and those a person installed. A folder is a pack when it holds
 * {@code pack.json}; whether it is a sound one is not asked here.
 *
 * @param builtIn the folder whose sub-folders are the packs that came with the program; empty when there is none
 * @param installed the folder whose sub-folders are installed packs; need not exist
 */
public record PackFolders(Optional<Path> builtIn, Path installed) {

    /** The system property by which the launcher or the installer names the assets folder. */
    public static final String ASSETS_PROPERTY = "unclip.assets";

    /** The pack that is used when none is named. */
    public static final String STARTER = "starter";

    private static final String MANIFEST = "pack.json";

    /**
     * Packs of this process: built in under the folder of {@value #ASSETS_PROPERTY}, else under {@code assets/} of the
     * checkout that the classes were loaded from; installed ones in the person's data folder.
     */
    public static PackFolders ofThisProcess(PlatformFolders folders) {
        String assets = System.getProperty(ASSETS_PROPERTY, "");
        Optional<Path> builtIn = assets.isBlank() ? besideClasses() : Optional.of(Path.of(assets, "packs"));
        return new PackFolders(builtIn.map(Path::toAbsolutePath), folders.packs());
    }

    /** The pack that came with the program, if it is there. */
    public Optional<Path> starter() {
        return builtIn.map(folder -> folder.resolve(STARTER)).filter(PackFolders::isPack);
    }

    /** The pack to use when none is named: the starter pack, else the first there is. */
    public Optional<Path> preferred() {
        return starter().or(() -> all().stream().findFirst());
    }

    /** Every pack folder: built-in ones first, each group by name. */
    public List<Path> all() {
        return Stream.concat(builtIn.stream(), Stream.of(installed))
                .flatMap(folder -> packsIn(folder).stream())
                .toList();
    }

    /** Whether the folder holds a pack's manifest. */
    public static boolean isPack(Path folder) {
        return Files.isRegularFile(folder.resolve(MANIFEST));
    }

    /** Whether the pack came with the program, so that it cannot be removed. */
    public boolean isBuiltIn(Path pack) {
        return builtIn.filter(pack::startsWith).isPresent();
    }

    private static List<Path> packsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(PackFolders::isPack).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> besideClasses() {
        try {
            Path classes = Path.of(PackFolders.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (Path folder = classes; folder != null; folder = folder.getParent()) {
                Path packs = folder.resolve("assets").resolve("packs");
                if (Files.isDirectory(packs)) {
                    return Optional.of(packs);
                }
            }
            return Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
