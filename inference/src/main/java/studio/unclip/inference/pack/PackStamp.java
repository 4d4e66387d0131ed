package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Size and time of every file of a pack when it was last fully checked. Cheap to compare at every start; a changed file
 * shows by its time even where its size is the same.
 *
 * @param files size and time by file name, {@code pack.json} among them
 */
record PackStamp(Map<String, Mark> files) {

    private static final String HEADER = "unclip-pack-stamp 1";
    private static final String ADVICE = "Run packs verify to check it, and packs repair if it is damaged";

    /**
     * One file's outside.
     *
     * @param bytes size
     * @param modified time of last change, nanoseconds since 1970
     */
    record Mark(long bytes, long modified) {}

    /** The files as they are now; a missing, linked or wrong-sized file is an error already. */
    static PackStamp of(Path folder, PackManifest manifest) throws PackException {
        Map<String, Mark> files = new TreeMap<>();
        try {
            files.put(FileNames.MANIFEST, mark(folder.resolve(FileNames.MANIFEST)));
            for (PackFile file : manifest.files()) {
                Path path = folder.resolve(file.name());
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw PackException.damaged(
                            manifest.id(), "the file " + file.name() + " is missing or not a plain file");
                }
                Mark mark = mark(path);
                if (mark.bytes() != file.bytes()) {
                    throw PackException.damaged(
                            manifest.id(),
                            "the file " + file.name() + " has " + mark.bytes() + " bytes instead of " + file.bytes());
                }
                files.put(file.name(), mark);
            }
        } catch (IOException e) {
            throw PackException.io(manifest.id(), e);
        }
        return new PackStamp(files);
    }

    static boolean exists(Path stampFile) {
        return Files.isRegularFile(stampFile, LinkOption.NOFOLLOW_LINKS);
    }

    static PackStamp read(String pack, Path stampFile) throws PackException {
        Map<String, Mark> files = new TreeMap<>();
        try {
            List<String> lines = Files.readAllLines(stampFile, StandardCharsets.UTF_8);
            if (lines.isEmpty() || !lines.getFirst().equals(HEADER)) {
                throw unreadable(pack, null);
            }
            for (String line : lines.subList(1, lines.size())) {
                String[] parts = line.split("\t", -1);
                if (parts.length != 3) {
                    throw unreadable(pack, null);
                }
                files.put(parts[0], new Mark(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
            }
        } catch (NumberFormatException | CharacterCodingException e) {
            throw unreadable(pack, e);
        } catch (IOException e) {
            throw PackException.io(pack, e);
        }
        return new PackStamp(files);
    }

    void write(String pack, Path stampFile) throws PackException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        files.forEach((name, mark) -> lines.add(name + "\t" + mark.bytes() + "\t" + mark.modified()));
        try {
            Files.createDirectories(stampFile.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(stampFile.toAbsolutePath().getParent(), ".stamp-", ".tmp");
            try {
                Files.write(fresh, lines, StandardCharsets.UTF_8);
                Files.move(fresh, stampFile, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw PackException.io(pack, e);
        }
    }

    void requireSame(String pack, PackStamp now) throws PackException {
        for (Map.Entry<String, Mark> entry : now.files().entrySet()) {
            if (!entry.getValue().equals(files.get(entry.getKey()))) {
                throw new PackException(new PackProblem.Damaged(
                        pack, "the file " + entry.getKey() + " has changed since the pack was checked", ADVICE));
            }
        }
    }

    private static Mark mark(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        return new Mark(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }

    private static PackException unreadable(String pack, Exception cause) {
        return new PackException(
                new PackProblem.Damaged(pack, "the record of its last check cannot be read", ADVICE), cause);
    }
}
