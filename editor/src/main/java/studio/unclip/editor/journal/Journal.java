package studio.unclip.editor.journal;

import java.io.IOException;
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
import studio.unclip.editor.journal.JournalHomes.Home;
import studio.unclip.editor.journal.JournalWriter.State;
import studio.unclip.editor.journal.JournalWriter.Task;

/**
 * One document's autosave. {@link #record} every state as it comes into being, on any thread: it costs nothing there. A
 * thread of the journal's own writes the newest one within the interval and forces it to the disk. {@link #saved} tells
 * it that a file holds everything up to a revision.
 *
 * <p>Order at opening: {@link #unsaved} (offer it to the person), {@link #start}, then record. Before a save under a new
 * name: {@link #claim}. Safe for threads.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    /** Longest time between two tries after the disk refused. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final JournalHomes homes;
    private final JournalWriter writer;
    private final Recovery recovery;
    private final String title;
    private final Duration interval;
    private final UUID session = UUID.randomUUID();
    private final Thread thread;

    // Guarded by this.
    private Optional<Path> document;
    private Optional<Home> claimed = Optional.empty();
    private Optional<SavedForm> base = Optional.empty();
    private State latest;
    private long written;
    private long savedNumber = -1;
    private long numbers;
    private boolean begun;
    private long generationWanted = 1;
    private long generationBegun;
    private boolean urgent;
    private boolean closing;
    private boolean stopped;
    private long failures;
    private long failuresInARow;
    private Consumer<IOException> onTrouble = trouble -> {};

    /** The name that somebody else has open and that was told; only the journal's thread. */
    private Optional<Path> refused = Optional.empty();

    Journal(
            JournalHomes homes,
            Home home,
            Disk disk,
            Recovery recovery,
            Optional<Path> document,
            String title,
            Duration interval) {
        this.homes = homes;
        this.writer = new JournalWriter(disk, title, home);
        this.recovery = recovery;
        this.document = document;
        this.title = title;
        this.interval = interval;
        this.thread = Thread.ofPlatform().daemon().name("journal").unstarted(this::run);
    }

    /**
     * Work from before that is newer than the file, or not in it. It stays in the journal until the first new state is
     * safe. Before {@link #start}.
     *
     * @throws JournalProblem if it is there but cannot be read; it is put aside, where no new state replaces it
     */
    public Optional<Recovered> unsaved() throws IOException {
        Home home = writer.home();
        try {
            Optional<JournalFolder.Newest> newest = recovery.unsaved(home.folder());
            return newest.isEmpty() ? Optional.empty() : Optional.of(recovery.read(home.folder(), newest.get()));
        } catch (IOException | RuntimeException e) {
            throw JournalProblem.notReadBack(title, home.moveAside(), e);
        }
    }

    /**
     * Begins to write.
     *
     * @param file the form of the file the document was opened from, so that only differences are written; empty for
     *     a new, imported or recovered document
     * @param trouble is told, on the journal's thread, that work cannot be kept safe: once until it can again, while the
     *     journal goes on trying at growing intervals. The message may be shown as it is
     */
    public synchronized void start(Optional<SavedForm> file, Consumer<IOException> trouble) {
        if (begun) {
            throw new IllegalStateException("the journal has begun already");
        }
        begun = true;
        base = file;
        onTrouble = trouble;
        thread.start();
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
     * Takes a name for this document before it is saved under it, so that nobody edits that file at the same time.
     *
     * @throws DocumentInUseException if another window edits it: do not save there
     */
    public void claim(Path target) throws IOException {
        Path file = JournalHomes.real(target);
        String key = JournalHomes.key(file);
        synchronized (this) {
            boolean ours = document.equals(Optional.of(file))
                    || claimed.filter(home -> home.key().equals(key)).isPresent();
            if (ours) {
                return;
            }
        }
        Home home = homes.takeOver(file).orElseThrow(() -> new DocumentInUseException(target));
        Optional<Home> before;
        synchronized (this) {
            before = claimed;
            claimed = Optional.of(home);
        }
        if (before.isPresent()) {
            before.get().leave();
        }
    }

    /**
     * Tells that a file holds a state: what led there is no longer needed. If the file is another one than before, the
     * journal is that file's from now on.
     *
     * @param revision the file carries
     * @param form of that file
     */
    public synchronized void saved(Revision revision, SavedForm form) {
        Optional<Path> file = Optional.of(form.stamp().file());
        if (!file.equals(document)) {
            document = file;
            written = Math.min(written, revision.number()); // what came later must be written in the new home
        }
        base = Optional.of(form);
        savedNumber = Math.max(savedNumber, revision.number());
        generationWanted++;
        if (latest == null || !latest.revision().isAfter(revision)) {
            written = Math.max(written, revision.number());
        }
        urgent = true; // perhaps nothing to write, but old generations to remove
        notifyAll();
    }

    /**
     * Returns when the newest state is on the disk, or once it could not be put there and the person was told.
     *
     * @return whether it is
     */
    public synchronized boolean flush() throws InterruptedException {
        if (latest == null) {
            return true;
        }
        long wanted = latest.revision().number();
        long before = failures;
        urgent = true;
        notifyAll();
        while (begun && !stopped && written < wanted && failures == before) {
            wait();
        }
        return written >= wanted;
    }

    /** Stops; what was recorded stays for the next start, unless a file holds it. */
    @Override
    public void close() throws IOException {
        stop();
        leaveClaimed();
        writer.close();
    }

    /** Stops and forgets everything: the work was saved, or the person does not want it. */
    public void discard() throws IOException {
        synchronized (this) {
            latest = null;
        }
        stop();
        leaveClaimed();
        writer.discard();
    }

    private void leaveClaimed() throws IOException {
        Optional<Home> unused = takeClaimed();
        if (unused.isPresent()) {
            unused.get().leave();
        }
    }

    private synchronized Optional<Home> takeClaimed() {
        Optional<Home> taken = claimed;
        claimed = Optional.empty();
        return taken;
    }

    /** Waits for the journal's thread, interrupted or not: it must not write once the lock is given back. */
    private void stop() {
        synchronized (this) {
            closing = true;
            notifyAll();
            if (!begun) {
                return;
            }
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Throwable end = null;
        try {
            while (step()) {
                // One round a task.
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            end = e; // nobody means to, but then nothing is kept safe any more
        }
        if (end != null) {
            tell(JournalProblem.stopped(title, end));
        }
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
    }

    /** @return whether there may be more to do */
    private boolean step() throws InterruptedException {
        Task task = next();
        try {
            moveHome(task.document());
            writer.carryOut(task);
            succeeded(task);
        } catch (IOException | RuntimeException | Error e) {
            // Of every kind: what ends this thread leaves a person without a net, and nobody would see it.
            failed(e);
        }
        return !task.last();
    }

    /** Waits until there is something to do. */
    private synchronized Task next() throws InterruptedException {
        while (!closing && !urgent && !hasNews()) {
            wait();
        }
        long due = System.nanoTime() + pause().toNanos();
        for (long left = due - System.nanoTime(); !closing && !urgent && left > 0; left = due - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        urgent = false;
        return new Task(
                hasNews() ? Optional.of(latest) : Optional.empty(),
                generationWanted,
                generationWanted != generationBegun,
                savedNumber >= 0 && (latest == null || latest.revision().number() <= savedNumber),
                base,
                document,
                closing);
    }

    private boolean hasNews() {
        return latest != null && latest.revision().number() > written;
    }

    /** The first state is written at once; after failures longer and longer is waited. */
    private Duration pause() {
        if (failuresInARow > 0) {
            Duration doubled = interval.multipliedBy(1L << Math.min(failuresInARow, 12));
            return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
        return writer.isUnderWay() ? interval : Duration.ZERO;
    }

    private void moveHome(Optional<Path> file) throws IOException {
        if (file.isEmpty()
                || file.equals(refused)
                || JournalHomes.key(file.get()).equals(writer.home().key())) {
            return;
        }
        Optional<Home> next = takeClaimed(JournalHomes.key(file.get()));
        next = next.isPresent() ? next : homes.takeOver(file.get());
        if (next.isPresent()) {
            writer.moveTo(next.get());
        } else {
            refused = file;
            tell(new DocumentInUseException(file.get()));
        }
    }

    private synchronized Optional<Home> takeClaimed(String key) {
        return claimed.filter(home -> home.key().equals(key)).isPresent() ? takeClaimed() : Optional.empty();
    }

    private synchronized void succeeded(Task task) {
        failuresInARow = 0;
        if (task.state().isPresent()) {
            generationBegun = task.generation();
            if (task.document().equals(document)) { // else it must be written once more, in the new home
                written = Math.max(written, task.state().get().revision().number());
            }
        }
        notifyAll();
    }

    private void failed(Throwable cause) {
        boolean first;
        synchronized (this) {
            first = failuresInARow++ == 0;
        }
        if (first) {
            tell(JournalProblem.notKept(title, cause));
        }
        synchronized (this) {
            failures++;
            notifyAll(); // whoever flushes finds that the person was told
        }
    }

    private void tell(IOException problem) {
        LOG.warn("the journal of a document is in trouble", problem);
        Consumer<IOException> listener;
        synchronized (this) {
            listener = onTrouble;
        }
        try {
            listener.accept(problem);
        } catch (RuntimeException | Error e) {
            LOG.error("whoever should be told of the journal's trouble failed", e);
        }
    }
}
