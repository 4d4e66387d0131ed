package studio.unclip.app.document;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.journal.DocumentInUseException;
import studio.unclip.editor.journal.Journal;
import studio.unclip.editor.journal.JournalProblem;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.journal.Recovered;
import studio.unclip.editor.session.SessionListener;

/**
 * Keeps the open document safe from a crash, holds its file against a second window, and finds what the last run left.
 * Window thread, unless a method says otherwise; disks are waited for elsewhere.
 */
public final class WorkJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkJournal.class);

    /** Names work without a file in messages of the journal: "Changes to … are not kept safe". */
    private static final String TITLE = "the picture";

    private final Workspace workspace;
    private final Journals journals;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<String> trouble;

    /** Of the open document; empty until it has begun. */
    private Optional<Journal> journal = Optional.empty();

    /** Counts documents: a journal that begins after the next one was opened is not wanted any more. */
    private long documents;

    /** The document as its file holds it; empty: no file does. */
    private Optional<Document> inFile = Optional.empty();

    private final ReadOnlyBooleanWrapper waiting = new ReadOnlyBooleanWrapper(this, "waiting", false);
    private boolean closed;

    /** Asks a person. */
    @FunctionalInterface
    public interface Question {
        /**
         * @param file that was worked on; empty: the work was in none
         * @param when the work was done that would be brought back; empty: not known
         */
        boolean bringBack(Optional<Path> file, Optional<Instant> when);
    }

    /** Work of a run that did not end well. */
    private record Found(Journal journal, Recovered work, Instant when) {}

    /**
     * A file that nobody else edits from now on.
     *
     * @param left work on it that is newer than it
     */
    record Taken(Journal journal, Optional<Recovered> left) {

        /** It is not opened after all: what was left stays. Any thread that may wait for a disk. */
        void giveBack() {
            close(journal);
        }
    }

    /**
     * @param journals of this person
     * @param background may wait for a disk
     * @param windowThread where this and the workspace live
     * @param trouble is told what cannot be kept safe or read back, a line each
     */
    public WorkJournal(
            Workspace workspace,
            Journals journals,
            Executor background,
            Executor windowThread,
            Consumer<String> trouble) {
        this.workspace = workspace;
        this.journals = journals;
        this.background = background;
        this.windowThread = windowThread;
        this.trouble = trouble;
        workspace.addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect dirty) {
                note();
            }
        });
    }

    /** Whether work that a run has left waits to be brought back: it was not asked about, or there is more of it. */
    ReadOnlyBooleanProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    /**
     * Looks for work that was left, then keeps the present document.
     *
     * @param question whether to bring it back; asked at most once
     * @param back shows it
     */
    void begin(Question question, Consumer<Recovered> back) {
        ask(question, back, () -> workspace.empty().get(), this::keepUnnamed);
    }

    /**
     * Looks for work that was left once more; what is brought back takes the place of the present document, which is kept
     * as it was if nothing is.
     *
     * @param question whether to bring it back; asked at most once
     * @param back shows it
     */
    void bringBack(Question question, Consumer<Recovered> back) {
        ask(question, back, () -> true, () -> {});
    }

    /** Finds out whether work that was left is {@link #waiting}. */
    void look() {
        background.execute(() -> {
            try {
                boolean any = !journals.unsaved().work().isEmpty();
                windowThread.execute(() -> waiting.set(any));
            } catch (IOException | RuntimeException e) {
                LOG.warn("work of the last time was not looked for", e);
            }
        });
    }

    private void ask(Question question, Consumer<Recovered> back, BooleanSupplier mayTakeThePlace, Runnable stay) {
        long mine = documents;
        background.execute(() -> {
            Optional<Found> found = find();
            windowThread.execute(() -> {
                found.ifPresentOrElse(
                        left -> {
                            // Somebody may have been quicker than the disk: then what was left waits.
                            if (!closed && documents == mine && mayTakeThePlace.getAsBoolean()) {
                                decide(left, question, back, stay);
                            } else {
                                giveBack(left);
                                stay.run();
                            }
                        },
                        stay);
                look();
            });
        });
    }

    /** The newest work that can be read back; what cannot be is told and stands in the way of none. */
    private Optional<Found> find() {
        List<String> unread = new ArrayList<>();
        Optional<Found> found = Optional.empty();
        try {
            Journals.Found left = journals.unsaved();
            left.unreadable().forEach(problem -> unread.add(unread(problem)));
            Iterator<Journals.Unsaved> work = left.work().iterator();
            while (found.isEmpty() && work.hasNext()) {
                found = reopened(work.next(), unread);
            }
        } catch (IOException | RuntimeException e) {
            unread.add(unread(e));
        }
        if (!unread.isEmpty()) {
            // In one go: a window shows the last word it was told.
            tell(String.join("\n", unread));
        }
        return found;
    }

    private Optional<Found> reopened(Journals.Unsaved unsaved, List<String> unread) {
        try {
            Journal left = journals.reopen(unsaved);
            Optional<Found> found = Optional.empty();
            try {
                found = left.unsaved()
                        .map(work -> new Found(left, work, unsaved.time().toInstant()));
            } finally {
                if (found.isEmpty()) {
                    close(left);
                }
            }
            return found;
        } catch (DocumentInUseException e) {
            LOG.info("another window has taken the work of the last time", e);
        } catch (IOException | RuntimeException e) {
            unread.add(unread(e));
        }
        return Optional.empty();
    }

    /** In words for a person. */
    private static String unread(Exception problem) {
        LOG.warn("work of the last time was not read back", problem);
        return problem instanceof JournalProblem
                ? problem.getMessage()
                : "Changes that were not saved last time cannot be read back. They stay where they are; the log has the"
                        + " details.";
    }

    private void decide(Found left, Question question, Consumer<Recovered> back, Runnable stay) {
        if (question.bringBack(left.work().file(), Optional.of(left.when()))) {
            leave();
            back.accept(left.work());
            keep(left.journal(), Optional.empty(), false);
        } else {
            background.execute(() -> discard(left.journal()));
            stay.run();
        }
    }

    private void giveBack(Found left) {
        background.execute(() -> close(left.journal()));
    }

    /** As long as no other document was opened meanwhile. */
    private void keepUnnamed() {
        if (documents == 0) {
            leave();
            follow(true);
        }
    }

    /**
     * Takes a file to be edited. On a thread that may wait for a disk.
     *
     * @throws DocumentInUseException if another window edits it
     * @throws IOException if its journal cannot be opened, or what was left in it cannot be read
     */
    Taken take(Path file) throws IOException {
        Journal taken = journals.open(file);
        Optional<Recovered> left = Optional.empty();
        boolean sound = false;
        try {
            left = taken.unsaved();
            sound = true;
        } catch (JournalProblem e) {
            // It lies aside, where nothing takes its place.
            LOG.warn("work on a file was not read back", e);
            tell(e.getMessage());
            sound = true;
        } finally {
            if (!sound) {
                close(taken);
            }
        }
        return new Taken(taken, left);
    }

    /**
     * Another document, for which no file is held, is open from now on. After {@link #leave}, when it is open.
     *
     * @param held whether a file holds it as it is: then it is kept from its first change on
     */
    void follow(boolean held) {
        watch(held);
        long mine = documents;
        background.execute(() -> {
            try {
                start(journals.untitled(TITLE), Optional.empty(), mine);
            } catch (IOException | RuntimeException e) {
                LOG.warn("there is no journal", e);
                tell("The picture is not kept safe from a crash at the moment. Please save it.");
            }
        });
    }

    /** As {@link #follow(boolean)}, of a document in a file that was taken. */
    void follow(Taken taken, Optional<SavedForm> form, boolean held) {
        keep(taken.journal(), form, held);
    }

    private void watch(boolean held) {
        inFile = held ? Optional.of(workspace.document().get()) : Optional.empty();
    }

    private void keep(Journal begun, Optional<SavedForm> form, boolean held) {
        watch(held);
        long mine = documents;
        background.execute(() -> start(begun, form, mine));
    }

    /** Another document is about to be opened: what was kept of the one before is not wanted any more. */
    void leave() {
        documents++;
        journal.ifPresent(before -> background.execute(() -> discard(before)));
        journal = Optional.empty();
    }

    private void start(Journal begun, Optional<SavedForm> form, long document) {
        begun.start(form, problem -> tell(problem.getMessage()));
        windowThread.execute(() -> {
            if (closed || document != documents) {
                background.execute(() -> discard(begun));
            } else {
                journal = Optional.of(begun);
                note();
            }
        });
    }

    /**
     * Neither an emptied canvas is recorded nor what its file holds: then the last change is what a crash should leave, and
     * without one nothing is asked at the next start.
     */
    private void note() {
        Document now = workspace.document().get();
        boolean held = inFile.filter(document -> isSame(document, now)).isPresent();
        if (!held && !workspace.empty().get()) {
            journal.ifPresent(open -> open.record(now));
        }
    }

    @SuppressWarnings("ReferenceEquality") // one object, one state
    private static boolean isSame(Document one, Document other) {
        return one == other;
    }

    /** Of the open document, to be saved with; empty while there is none. */
    Optional<Saving> saving(Document document) {
        return journal.map(open -> new Saving(open, open.record(document)));
    }

    /**
     * A save as the journal follows it. Any thread.
     *
     * @param revision of what is saved
     */
    record Saving(Journal journal, Revision revision) {

        /** @throws DocumentInUseException if another window edits that file: it is not saved there */
        void claim(Path target) throws IOException {
            journal.claim(target);
        }

        /** The file holds it. */
        void done(SavedForm form) {
            journal.saved(revision, form);
        }
    }

    private void tell(String words) {
        windowThread.execute(() -> trouble.accept(words));
    }

    private static void close(Journal left) {
        try {
            left.close();
        } catch (IOException e) {
            LOG.warn("a journal was not closed", e);
        }
    }

    private static void discard(Journal done) {
        try {
            done.discard();
        } catch (IOException e) {
            LOG.warn("a journal was not removed", e);
        }
    }

    /** The person has saved the work or does not want it: nothing is brought back at the next start. */
    @Override
    public void close() {
        closed = true;
        documents++;
        journal.ifPresent(WorkJournal::discard);
        journal = Optional.empty();
    }
}
