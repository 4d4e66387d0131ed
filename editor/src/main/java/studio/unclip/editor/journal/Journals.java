package studio.unclip.editor.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;

/** The journals of all documents, a folder each, in the person's state folder. Safe for threads. */
public final class Journals {
    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

    /** How long a change waits before it is written. */
    public static final Duration INTERVAL = Duration.ofMillis(700);

    /**
     * A document with work that was not saved and that nobody has open.
     *
     * @param key names the journal, for {@link #reopen}
     * @param file the document's file; empty if it never had one
     * @param time of the last state
     */
    public record Unsaved(String key, Optional<Path> file, String title, FileTime time) {}

    /**
     * What was found at a start.
     *
     * @param work to offer, newest first
     * @param unreadable says of every journal that could not be looked at why, and where it is; it is left as it is
     */
    public record Found(List<Unsaved> work, List<JournalProblem> unreadable) {}

    private final Path root;
    private final Disk disk;
    private final Recovery recovery;
    private final JournalHomes homes;
    private final Duration interval;

    /**
     * @param root in the person's state folder, on a local disk; made when it is needed
     * @param reader reads the files that journals lean on
     * @param interval how long a change waits before it is written; at most this and one write are lost
     */
    public Journals(Path root, Disk disk, OraReader reader, Limits limits, Duration interval) {
        this.root = root;
        this.disk = disk;
        this.recovery = new Recovery(reader, limits);
        this.homes = new JournalHomes(root, disk, recovery);
        this.interval = interval;
    }

    /**
     * The journal of a file, whether it exists yet or not. Ask it for {@link Journal#unsaved} before editing.
     *
     * @throws DocumentInUseException if another instance edits the same file, by whatever path
     */
    public Journal open(Path document) throws IOException {
        Path real = JournalHomes.real(document);
        return journal(
                        JournalHomes.key(real),
                        Optional.of(real),
                        real.getFileName().toString())
                .orElseThrow(() -> new DocumentInUseException(document));
    }

    /** A journal for a document that has no file yet. */
    public Journal untitled(String title) throws IOException {
        return journal(JournalHomes.untitled(), Optional.empty(), title)
                .orElseThrow(() -> new IOException("a new journal is already in use"));
    }

    /**
     * Every document with work to recover; those that are open now are left out. Folders in which nothing is left are
     * removed.
     */
    public Found unsaved() throws IOException {
        List<Unsaved> work = new ArrayList<>();
        List<JournalProblem> unreadable = new ArrayList<>();
        for (Path folder : folders()) {
            try {
                look(folder).ifPresent(work::add);
            } catch (IOException | RuntimeException e) {
                LOG.warn("a journal cannot be looked at", e);
                unreadable.add(JournalProblem.notLookedAt(folder, e));
            }
        }
        work.sort((a, b) -> b.time().compareTo(a.time()));
        return new Found(List.copyOf(work), List.copyOf(unreadable));
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(root)) {
            return paths.filter(Files::isDirectory).toList();
        }
    }

    private Optional<Unsaved> look(Path path) throws IOException {
        if (JournalLock.isHeld(root, path)) {
            return Optional.empty();
        }
        JournalFolder folder = new JournalFolder(path, disk);
        if (folder.isEmpty()) {
            JournalLock.removeIfEmpty(root, folder);
            return Optional.empty();
        }
        Optional<JournalFolder.Newest> newest = recovery.unsaved(folder);
        return newest.isEmpty()
                ? Optional.empty()
                : Optional.of(new Unsaved(
                        path.getFileName().toString(),
                        newest.get().head().document(),
                        newest.get().head().title(),
                        Files.getLastModifiedTime(newest.get().file())));
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
        return homes.take(key).map(home -> new Journal(homes, home, disk, recovery, document, title, interval));
    }
}
