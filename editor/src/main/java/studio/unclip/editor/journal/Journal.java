package studio.unclip.editor.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;

/**
 * One document's autosave. {@link #record} every state as it comes into being, on any thread: it costs nothing there. A
 * thread of the journal's own writes the newest one within the interval and forces it to the disk. {@link #saved} tells
 * it that a file holds everything up to a revision.
 *
 * <p>Order at opening: {@link #unsaved} (offer it to the person), {@link #start}, then record. Safe for threads.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private record State(Document document, Revision revision) {}

    private final JournalFolder folder;
    private final JournalLock lock;
    private final Disk disk;
    private final Recovery recovery;
    private final String title;
    private final Duration interval;
    private final UUID session = UUID.randomUUID();
    private final Thread writer;

    // Guarded by this.
    private Optional<Path> document;
    private Optional<SavedForm> base = Optional.empty();
    private State latest;
    private long written = -1;
    private long savedNumber = -1;
    private long numbers;
    private boolean begun;
    private long generationWanted = 1;
    private long generationBegun;
    private boolean urgent;
    private boolean closing;
    private Consumer<IOException> onTrouble = trouble -> {};

    // Only the writer's thread.
    private Generation generation;

    Journal(
            JournalFolder folder,
            JournalLock lock,
            Disk disk,
            Recovery recovery,
            Optional<Path> document,
            String title,
            Duration interval) {
        this.folder = folder;
        this.lock = lock;
        this.disk = disk;
        this.recovery = recovery;
        this.document = document;
        this.title = title;
        this.interval = interval;
        this.writer = Thread.ofPlatform().daemon().name("journal").unstarted(this::run);
    }

    /**
     * Work from before that is newer than the file, or not in it. It stays in the journal until the first new state is
     * safe, or {@link #forgetUnsaved}.
     *
     * @throws IOException if it is there but cannot be read; it is not removed
     */
    public Optional<Recovered> unsaved() throws IOException {
        Optional<JournalFolder.Newest> newest = recovery.unsaved(folder);
        return newest.isEmpty() ? Optional.empty() : Optional.of(recovery.read(folder, newest.get()));
    }

    /** Removes the work from before: the person does not want it. Before {@link #start}. */
    public void forgetUnsaved() throws IOException {
        folder.removeBefore(Long.MAX_VALUE);
        disk.forceFolder(folder.path());
    }

    /**
     * Begins to write.
     *
     * @param file the form of the file the document was opened from, so that only differences are written; empty for
     *     a new, imported or recovered document
     * @param trouble is told, on the journal's thread, when the disk refuses; the journal goes on trying
     */
    public synchronized void start(Optional<SavedForm> file, Consumer<IOException> trouble) {
        if (begun) {
            throw new IllegalStateException("the journal has begun already");
        }
        begun = true;
        base = file;
        onTrouble = trouble;
        writer.start();
    }

    /**
     * Notes the newest state. Recording the same document again gives the same revision.
     *
     * @return names the state; a file that is saved from it carries this
     */
    @SuppressWarnings("ReferenceEquality") // documents are values with identity: one object, one state
    public synchronized Revision record(Document state) {
        if (latest == null || latest.document() != state) {
            latest = new State(state, new Revision(session, ++numbers));
            notifyAll();
        }
        return latest.revision();
    }

    /**
     * Tells that a file holds a state: what led there is no longer needed.
     *
     * @param revision the file carries
     * @param form of that file
     */
    public synchronized void saved(Revision revision, SavedForm form) {
        base = Optional.of(form);
        document = Optional.of(form.stamp().file());
        savedNumber = Math.max(savedNumber, revision.number());
        generationWanted++;
        if (latest == null || !latest.revision().isAfter(revision)) {
            written = revision.number();
            urgent = true; // nothing to write, but old generations to remove
        }
        notifyAll();
    }

    /** Returns when the newest state is on the disk, or the disk refused and the person was told. */
    public void flush() throws InterruptedException {
        synchronized (this) {
            while (!closing && latest != null && written < latest.revision().number()) {
                urgent = true;
                notifyAll();
                wait(50);
            }
        }
    }

    /** Stops; what was recorded stays for the next start, unless a file holds it. */
    @Override
    public void close() throws IOException {
        stop();
        lock.close();
    }

    /** Stops and forgets everything: the work was saved, or the person does not want it. */
    public void discard() throws IOException {
        synchronized (this) {
            latest = null;
        }
        stop();
        folder.removeBefore(Long.MAX_VALUE);
        disk.forceFolder(folder.path());
        lock.close();
    }

    private void stop() throws IOException {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        if (!begun) {
            return;
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (step()) {
                // One round a state.
            }
            closeGeneration();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the journal could not be closed", e);
        }
    }

    /** Waits for a state and writes it. */
    private boolean step() throws InterruptedException {
        State state;
        long wanted;
        boolean fresh;
        boolean allSaved;
        boolean last;
        Optional<SavedForm> leanOn;
        Optional<Path> file;
        synchronized (this) {
            while (!closing && !urgent && !hasNews()) {
                wait();
            }
            long due = System.nanoTime() + interval.toNanos();
            while (!closing && !urgent && generation != null && System.nanoTime() < due) {
                wait(Math.max(1, (due - System.nanoTime()) / 1_000_000));
            }
            urgent = false;
            last = closing;
            state = hasNews() ? latest : null;
            wanted = generationWanted;
            fresh = wanted != generationBegun;
            allSaved = savedNumber >= 0 && (latest == null || latest.revision().number() <= savedNumber);
            leanOn = base;
            file = document;
        }
        try {
            if (state != null) {
                write(state, fresh, wanted, leanOn, file);
            } else if (allSaved) {
                removeAll();
            }
        } catch (IOException | UncheckedIOException e) {
            trouble(e instanceof UncheckedIOException u ? u.getCause() : (IOException) e);
            if (!last) {
                Thread.sleep(interval.toMillis());
            }
        }
        return !last;
    }

    private synchronized boolean hasNews() {
        return latest != null && latest.revision().number() > written;
    }

    private void write(State state, boolean fresh, long wanted, Optional<SavedForm> leanOn, Optional<Path> file)
            throws IOException {
        boolean begin = generation == null || fresh || generation.isOvergrown();
        if (begin) {
            closeGeneration();
            generation = new Generation(disk, folder.path(), folder.nextNumber(), file, title, leanOn);
        }
        generation.write(state.document(), state.revision());
        synchronized (this) {
            written = Math.max(written, state.revision().number());
            generationBegun = wanted;
            notifyAll();
        }
        if (begin) {
            folder.removeBefore(generation.number());
        }
    }

    /** The file holds everything. */
    private void removeAll() throws IOException {
        closeGeneration();
        folder.removeBefore(Long.MAX_VALUE);
    }

    private void closeGeneration() throws IOException {
        if (generation != null) {
            generation.close();
            generation = null;
        }
    }

    private void trouble(IOException e) {
        LOG.warn("the journal could not be written", e);
        Consumer<IOException> tell;
        synchronized (this) {
            generationWanted++; // the present one may have a hole
            tell = onTrouble;
        }
        tell.accept(e);
    }
}
