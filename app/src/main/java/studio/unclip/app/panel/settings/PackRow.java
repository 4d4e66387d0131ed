package studio.unclip.app.panel.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.InstalledPack;
import studio.unclip.inference.pack.PackManifest;

/**
 * A pack as a person sees it.
 *
 * @param folder where it lies
 * @param title its name and version
 * @param facts size, origin, licence
 * @param words what it is, or why it cannot be used
 * @param terms its licence's file and what must travel with it; empty of one that cannot be used
 * @param builtIn came with the program, cannot be removed
 * @param usable whether it can be chosen
 */
record PackRow(
        String id,
        Path folder,
        String title,
        String facts,
        String words,
        List<Path> terms,
        boolean builtIn,
        boolean usable) {
    /** Less is given in MB; a little under one, so that nothing reads 1000 MB. */
    private static final long A_GB = 999_500_000;

    /** In the unit that fits. */
    static String size(long bytes) {
        return bytes < A_GB
                ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    static PackRow of(PackShelf.Entry entry) {
        String origin = entry.builtIn() ? "came with the program" : "installed";
        return switch (entry.pack()) {
            case InstalledPack.Usable(String id, PackManifest pack, boolean _) ->
                new PackRow(
                        id,
                        entry.folder(),
                        pack.name() + " " + pack.version(),
                        String.join(
                                ", ",
                                size(pack.totalBytes()),
                                origin,
                                pack.licence().spdx()),
                        pack.description() + "\n" + pack.licence().summary()
                                + pack.licence()
                                        .restrictions()
                                        .map(text -> "\n" + text)
                                        .orElse(""),
                        java.util.stream.Stream.concat(
                                        java.util.stream.Stream.of(
                                                pack.licence().file()),
                                        pack.licence().notices().stream())
                                .map(entry.folder()::resolve)
                                .toList(),
                        entry.builtIn(),
                        true);
            case InstalledPack.Broken broken ->
                new PackRow(
                        entry.id(),
                        entry.folder(),
                        entry.id(),
                        origin,
                        "It cannot be used. " + broken.problem().message(),
                        List.of(),
                        entry.builtIn(),
                        false);
        };
    }

    /** The licence's text, if the pack has one. */
    Optional<Path> licence() {
        return terms.stream().findFirst();
    }
}
