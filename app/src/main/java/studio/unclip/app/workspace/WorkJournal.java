package studio.unclip.app.workspace;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.journal.DocumentInUseException;
import studio.unclip.editor.journal.Journal;
import studio.unclip.editor.journal.JournalProblem;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.journal.Recovered;
import studio.unclip.editor.session.SessionListener;

/**
 * Keeps what is on the canvas safe from a crash, and brings back what the last one left. Window thread; disks are waited
 * for elsewhere.
 */
public final class WorkJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkJournal.class);

    /** Names the work in messages of the journal: "Changes to … are not kept safe". */
    private static final String TITLE = "the picture";

    private final Workspace workspace;
    private final Journals journals;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<String> trouble;

    private Optional<Journal> journal = Optional.empty();
    private boolean closed;

    /** Asks a person. */
    @FunctionalInterface
    public interface Question {
        /** @param when the work was done that would be brought back */
        boolean bringBack(Instant when);
    }

    /** Work of a run that did not end well. */
    private record Found(Journal journal, Recovered work, Instant when) {}

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
                record();
            }
        });
    }

    /**
     * Looks for work that was left, then keeps the present one.
     *
     * @param question whether to bring it back; asked at most once
     * @param back is told when it is on the canvas
     */
    public void begin(Question question, Runnable back) {
        background.execute(() -> {
            Optional<Found> found = find();
            windowThread.execute(() -> decide(found, question, back));
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

    private void decide(Optional<Found> found, Question question, Runnable back) {
        if (found.isEmpty()) {
            background.execute(this::open);
            return;
        }
        Found left = found.get();
        if (closed || !workspace.empty().get()) {
            // Somebody was quicker than the disk: what was left waits for the next start.
            background.execute(() -> {
                close(left.journal());
                open();
            });
        } else if (question.bringBack(left.when())) {
            workspace.bringBack(left.work().document());
            background.execute(() -> start(left.journal()));
            back.run();
        } else {
            background.execute(() -> {
                discard(left.journal());
                open();
            });
        }
    }

    private void open() {
        try {
            start(journals.untitled(TITLE));
        } catch (IOException | RuntimeException e) {
            LOG.warn("there is no journal", e);
            tell("The picture is not kept safe from a crash at the moment. Please save it.");
        }
    }

    private void start(Journal begun) {
        begun.start(Optional.empty(), problem -> tell(problem.getMessage()));
        windowThread.execute(() -> {
            if (closed) {
                background.execute(() -> discard(begun));
            } else {
                journal = Optional.of(begun);
                record();
            }
        });
    }

    /** An emptied canvas is not recorded: then the last picture is what a crash should leave. */
    private void record() {
        if (!workspace.empty().get()) {
            journal.ifPresent(open -> open.record(workspace.document().get()));
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
        journal.ifPresent(WorkJournal::discard);
        journal = Optional.empty();
    }
}
