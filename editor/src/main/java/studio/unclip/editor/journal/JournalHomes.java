package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import studio.unclip.editor.file.disk.Disk;

/** Where journals live: a folder each, held by whoever writes there. Safe for threads. */
final class JournalHomes {
    private static final String UNTITLED = "untitled-";
    private static final String ASIDE = "aside-";

    /** As many links in a row as Linux follows. */
    private static final int MOST_LINKS = 40;

    /**
     * A folder that is held.
     *
     * @param key its name
     */
    record Home(String key, JournalFolder folder, JournalLock lock) {
        /** Lets go of it, and removes it if there is nothing to recover. */
        void leave() throws IOException {
            if (folder.isEmpty()) {
                clearAndLeave();
            } else {
                lock.close();
            }
        }

        /** Removes what it holds, and itself. */
        void clearAndLeave() throws IOException {
            try {
                folder.clear();
            } finally {
                lock.closeAndRemove();
            }
        }

        /** Puts what it holds aside, to be found at the next start; returns where. */
        Path moveAside() throws IOException {
            return lock.moveAside(ASIDE + UUID.randomUUID());
        }
    }

    private final Path root;
    private final Disk disk;
    private final Recovery recovery;

    JournalHomes(Path root, Disk disk, Recovery recovery) {
        this.root = root;
        this.disk = disk;
        this.recovery = recovery;
    }

    /** @return empty if somebody holds it */
    Optional<Home> take(String key) throws IOException {
        Optional<JournalLock> lock = JournalLock.tryAcquire(root, key);
        disk.forceFolder(root);
        return lock.map(held -> new Home(key, new JournalFolder(held.folder(), disk), held));
    }

    /**
     * The home for a file that is being saved under a name it did not have. Work on the file from before that nobody
     * asked for is put aside: it is not this document's.
     *
     * @param file a real path
     * @return empty if somebody holds it
     */
    Optional<Home> takeOver(Path file) throws IOException {
        Optional<Home> home = take(key(file));
        if (home.isPresent() && holdsWork(home.get())) {
            home.get().moveAside();
        }
        return home;
    }

    private boolean holdsWork(Home home) {
        try {
            return recovery.unsaved(home.folder()).isPresent();
        } catch (IOException | RuntimeException e) {
            return true; // what cannot be read is not thrown away
        }
    }

    static String untitled() {
        return UNTITLED + UUID.randomUUID();
    }

    /** Names are hidden: a state folder may be copied into a bug report. */
    static String key(Path file) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(file.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The one path of a file that need not exist yet, however it is reached: every link in it is followed. */
    static Path real(Path file) throws IOException {
        Path path = file.toAbsolutePath();
        for (int links = 0; links < MOST_LINKS; links++) {
            if (Files.exists(path)) {
                return path.toRealPath();
            }
            if (!Files.isSymbolicLink(path)) {
                Path parent = path.getParent();
                return parent == null
                        ? path
                        : real(parent).resolve(path.getFileName()).normalize();
            }
            path = path.resolveSibling(Files.readSymbolicLink(path));
        }
        throw new IOException(file + " leads in a circle");
    }
}
