package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hashes of files whose manifest gives none, because the pack was made on this machine from published weights: found when
 * such a file is first read whole, compared ever after. Kept beside the pack as {@code sha256sum} writes them.
 */
final class HashRecord {

    private static final int DIGITS = 64;

    private final Optional<Path> file;
    private final Map<String, String> known;

    private HashRecord(Optional<Path> file, Map<String, String> known) {
        this.file = file;
        this.known = known;
    }

    /** For packs from elsewhere: every hash must stand in the manifest. */
    static HashRecord none() {
        return new HashRecord(Optional.empty(), new TreeMap<>());
    }

    /** @param file where the hashes are kept; need not exist */
    static HashRecord read(String pack, Path file) throws PackException {
        Map<String, String> known = new TreeMap<>();
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    if (!line.matches("[0-9a-f]{64}  .+")) {
                        throw PackException.damaged(pack, "the record of its hashes cannot be read (" + file + ")");
                    }
                    known.put(line.substring(DIGITS + 2), line.substring(0, DIGITS));
                }
            }
        } catch (IOException e) {
            throw PackException.io(pack, e);
        }
        return new HashRecord(Optional.of(file), known);
    }

    /** What the file's content must hash to, if that is known. */
    Optional<String> of(PackFile packFile) {
        return packFile.sha256().or(() -> Optional.ofNullable(known.get(packFile.name())));
    }

    /** Keeps a hash that was not known. */
    void learn(String pack, PackFile packFile, String sha256) throws PackException {
        Path path = file.orElseThrow(() -> PackException.damaged(
                pack,
                "pack.json gives no SHA-256 for " + packFile.name()
                        + ", as only packs do that were made on this machine from published files"));
        known.put(packFile.name(), sha256);
        List<String> lines = new ArrayList<>();
        known.forEach((name, hash) -> lines.add(hash + "  " + name));
        Path fresh = path.resolveSibling(path.getFileName() + ".tmp");
        try {
            Files.write(fresh, lines, StandardCharsets.UTF_8);
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw PackException.io(pack, e);
        }
    }
}
