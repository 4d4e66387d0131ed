package studio.unclip.app.workspace;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.journal.Journal;
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
     * @param trouble is told, in one line, what cannot be kept safe or read back
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

    private Optional<Found> find() {
        try {
            for (Journals.Unsaved unsaved : journals.unsaved().work()) {
                Journal left = journals.reopen(unsaved);
                Optional<Recovered> work = left.unsaved();
                if (work.isPresent()) {
                    return Optional.of(
                            new Found(left, work.get(), unsaved.time().toInstant()));
                }
                left.close();
            }
        } catch (IOException | RuntimeException e) {
            tell("work of the last time was not found", e);
        }
        return Optional.empty();
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
            tell("there is no journal", e);
        }
    }

    private void start(Journal begun) {
        begun.start(Optional.empty(), problem -> tell("the journal has trouble", problem));
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

    private void tell(String what, Exception problem) {
        LOG.warn(what, problem);
        String words = problem.getMessage() == null
                ? "The picture is not kept safe from a crash at the moment. Please save it."
                : problem.getMessage();
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
