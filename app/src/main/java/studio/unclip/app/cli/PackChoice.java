package studio.unclip.app.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import studio.unclip.app.platform.PackFolders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds the folder of the pack a person named. Whether the pack is sound is asked when it is opened. */
final class PackChoice {
    /** The largest manifest there may be (docs/pack-format.md). */
    private static final long MAX_MANIFEST_BYTES = 4L << 20;

    private PackChoice() {}

    /**
     * @param named an id or a folder; empty: the starter pack, else the first pack there is
     * @throws CommandFailure with exit code 4 if there is no such pack
     */
    static Path find(CommandLineHost host, Optional<String> named) {
        if (named.isPresent()) {
            return named(host, named.get());
        }
        return host.packs()
                .preferred()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.PACK, "No pack is installed. Install one: unclip packs install FOLDER or ARCHIVE."));
    }

    private static Path named(CommandLineHost host, String name) {
        Optional<Path> folder = folder(host, name);
        if (folder.isPresent()) {
            return folder.get();
        }
        List<Path> all = host.packs().all();
        // An installed pack stands before a built-in one of the same id: it is the newer one.
        return all.reversed().stream()
                .filter(pack -> pack.getFileName().toString().equals(name) || id(pack).equals(Optional.of(name)))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(ExitCode.PACK, missing(name, all)));
    }

    private static Optional<Path> folder(CommandLineHost host, String name) {
        try {
            Path folder = host.resolve(Path.of(name));
            return PackFolders.isPack(folder) ? Optional.of(folder) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static String missing(String name, List<Path> all) {
        String there = all.stream()
                .map(pack -> id(pack).orElse(pack.getFileName().toString()))
                .collect(Collectors.joining(", "));
        return "There is no pack '" + name + "'. "
                + (there.isEmpty()
                        ? "None is installed; see 'unclip packs install --help'."
                        : "There are: " + there + ".");
    }

    /** The id in the manifest; empty where it cannot be read. */
    static Optional<String> id(Path pack) {
        Path manifest = pack.resolve("pack.json");
        try {
            if (Files.size(manifest) > MAX_MANIFEST_BYTES) {
                return Optional.empty();
            }
            return JsonMapper.shared().readTree(manifest).path("id").stringValueOpt();
        } catch (java.io.IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
