package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;

/** The journals of all documents, a folder each, in the person's state folder. Safe for threads. */
public final class Journals {
    /** How long a change waits before it is written. */
    public static final Duration INTERVAL = Duration.ofMillis(700);

    private static final String UNTITLED = "untitled-";

    /**
     * A document with work that was not saved and that nobody has open.
     *
     * @param key names the journal, for {@link #reopen}
     * @param file the document's file; empty if it never had one
     * @param time of the last state
     */
    public record Unsaved(String key, Optional<Path> file, String title, FileTime time) {}

    private final Path folder;
    private final Disk disk;
    private final Recovery recovery;
    private final Duration interval;

    /**
     * @param folder in the person's state folder, on a local disk; made when it is needed
     * @param reader reads the files that journals lean on
     * @param interval how long a change waits before it is written; at most this and one write are lost
     */
    public Journals(Path folder, Disk disk, OraReader reader, Limits limits, Duration interval) {
        this.folder = folder;
        this.disk = disk;
        this.recovery = new Recovery(reader, limits);
        this.interval = interval;
    }

    /**
     * The journal of a file, whether it exists yet or not. Ask it for {@link Journal#unsaved} before editing.
     *
     * @throws DocumentInUseException if another instance edits the same file
     */
    public Journal open(Path document) throws IOException {
        Path real = Files.exists(document)
                ? document.toRealPath()
                : document.toAbsolutePath().normalize();
        return journal(key(real), Optional.of(real), real.getFileName().toString())
                .orElseThrow(() -> new DocumentInUseException(document));
    }

    /** A journal for a document that has no file yet. */
    public Journal untitled(String title) throws IOException {
        return journal(UNTITLED + UUID.randomUUID(), Optional.empty(), title)
                .orElseThrow(() -> new IOException("a new journal is already in use"));
    }

    /** Every document with work to recover, newest first; those that are open now are left out. */
    public List<Unsaved> unsaved() throws IOException {
        List<Unsaved> all = new ArrayList<>();
        for (Path journal : folders()) {
            Optional<JournalLock> lock = JournalLock.tryAcquire(journal);
            if (lock.isEmpty()) {
                continue;
            }
            try (JournalLock _ = lock.get()) {
                Optional<JournalFolder.Newest> newest = recovery.unsaved(new JournalFolder(journal, disk));
                if (newest.isPresent()) {
                    all.add(new Unsaved(
                            journal.getFileName().toString(),
                            newest.get().head().document(),
                            newest.get().head().title(),
                            Files.getLastModifiedTime(newest.get().file())));
                }
            }
        }
        all.sort((a, b) -> b.time().compareTo(a.time()));
        return all;
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isDirectory).toList();
        }
    }

    /**
     * The journal of a document found by {@link #unsaved}.
     *
     * @throws DocumentInUseException if another instance has taken it meanwhile
     */
    public Journal reopen(Unsaved unsaved) throws IOException {
        return journal(unsaved.key(), unsaved.file(), unsaved.title())
                .orElseThrow(() -> new DocumentInUseException(unsaved.file().orElse(Path.of(unsaved.title()))));
    }

    private Optional<Journal> journal(String key, Optional<Path> document, String title) throws IOException {
        Path journal = Files.createDirectories(folder.resolve(key));
        disk.forceFolder(folder);
        return JournalLock.tryAcquire(journal)
                .map(lock ->
                        new Journal(new JournalFolder(journal, disk), lock, disk, recovery, document, title, interval));
    }

    /** Names are hidden: a state folder may be copied into a bug report. */
    private static String key(Path document) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(document.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
