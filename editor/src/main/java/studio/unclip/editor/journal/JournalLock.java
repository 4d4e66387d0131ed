package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps a second instance off one journal's folder. The operating system holds it and lets go when the process ends,
 * however it ends.
 *
 * <p>Locks are taken, looked at, moved and removed one at a time on this machine: under {@link #HELD} among the threads
 * of this process and under a lock of the root's own, held for that instant, among processes. So nobody ever has a
 * lock's file open that another one is about to remove, and two holders cannot have two files of one name. Safe for
 * threads.
 */
final class JournalLock implements AutoCloseable {
    static final String NAME = "lock";

    /**
     * The folders this process holds, as real paths; guarded by itself. Static because it is a fact about the process:
     * POSIX gives a lock to the process and drops it when the process closes <em>any</em> descriptor of the file, also
     * one that was opened only to look. Whatever opens a lock's file must know all that are held, from wherever they are
     * held; an object handed around could be made twice, and the second would silently break the first one's locks.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path root;
    private final Path folder;
    private FileChannel channel; // guarded by HELD

    private JournalLock(Path root, Path folder, FileChannel channel) {
        this.root = root;
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * @param root the folder of all journals; made if need be
     * @param name of the journal's folder; made if need be
     * @return empty if somebody else holds it, in this process or another
     */
    static Optional<JournalLock> tryAcquire(Path root, String name) throws IOException {
        synchronized (HELD) {
            try (FileChannel _ = gate(Files.createDirectories(root))) {
                Path folder = Files.createDirectories(root.resolve(name)).toRealPath();
                Optional<FileChannel> locked = HELD.contains(folder) ? Optional.empty() : lock(folder);
                locked.ifPresent(channel -> HELD.add(folder));
                return locked.map(channel -> new JournalLock(root, folder, channel));
            }
        }
    }

    /** Whether somebody holds the folder at this instant, in this process or another. */
    static boolean isHeld(Path root, Path folder) throws IOException {
        synchronized (HELD) {
            try (FileChannel _ = gate(root)) {
                return isHeld(folder);
            }
        }
    }

    /** Removes a journal's folder that nobody holds and in which no generation is. */
    static void removeIfEmpty(Path root, JournalFolder folder) throws IOException {
        synchronized (HELD) {
            try (FileChannel _ = gate(root)) {
                if (!isHeld(folder.path()) && folder.isEmpty()) {
                    folder.clear();
                    removeEmpty(folder.path());
                }
            }
        }
    }

    private static boolean isHeld(Path folder) throws IOException {
        if (HELD.contains(folder.toRealPath())) {
            return true;
        }
        Optional<FileChannel> locked = lock(folder);
        if (locked.isPresent()) {
            locked.get().close();
        }
        return locked.isEmpty();
    }

    /** Held while locks are taken and given back. Of one process only one thread gets here. */
    private static FileChannel gate(Path root) throws IOException {
        FileChannel gate = open(root);
        try {
            gate.lock();
            return gate;
        } catch (IOException | RuntimeException e) {
            gate.close();
            throw e;
        }
    }

    /** Only for a folder that this process does not hold. */
    private static Optional<FileChannel> lock(Path folder) throws IOException {
        FileChannel channel = open(folder);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(channel);
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void removeEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> left = files.toList();
            if (left.stream().anyMatch(file -> !file.endsWith(NAME))) {
                return;
            }
        }
        Files.deleteIfExists(folder.resolve(NAME));
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            // Something came meanwhile that is not ours.
        }
    }

    Path folder() {
        return folder;
    }

    /** Gives what lies in the folder another name, and goes on holding the folder, empty now; returns where it lies. */
    Path moveAside(String name) throws IOException {
        Path aside = root.resolve(name);
        synchronized (HELD) {
            try (FileChannel _ = gate(root)) {
                channel.close(); // Windows renames no folder in which a file is open
                try {
                    Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Files.createDirectories(folder);
                    channel = lock(folder).orElseThrow(() -> new IOException("another program holds " + folder));
                }
            }
        }
        return aside;
    }

    /** Lets go; does nothing the second time. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (channel.isOpen()) {
                channel.close();
                HELD.remove(folder);
            }
        }
    }

    /** Lets go, and removes the folder if nothing is left in it. */
    void closeAndRemove() throws IOException {
        synchronized (HELD) {
            try (FileChannel _ = gate(root)) {
                close();
                removeEmpty(folder);
            }
        }
    }
}
