package studio.unclip.editor.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.history.Thumbnail;
import studio.unclip.editor.render.Compositor;

/** Draws the history's thumbnails, one after the other, newest wish first, off the session's thread. */
final class Thumbnails {
    private static final long BUDGET = 32L << 20;

    private final History history;
    private final Executor sessionThread;
    private final Executor worker;
    private final Runnable drawn;
    private final Deque<EntryId> waiting = new ArrayDeque<>();

    /** Used by one worker task at a time; the executors' hand-over makes its state visible to the next. */
    private final Compositor compositor = new Compositor(BUDGET);

    private boolean running;

    /** @param drawn called on the session's thread after a thumbnail has been added */
    Thumbnails(History history, Executor sessionThread, Executor worker, Runnable drawn) {
        this.history = history;
        this.sessionThread = sessionThread;
        this.worker = worker;
        this.drawn = drawn;
    }

    /** Before all that wait: it is what a person just did. */
    void request(EntryId id) {
        waiting.addFirst(id);
        startIfIdle();
    }

    /** After all that wait. */
    void requestLater(EntryId id) {
        waiting.addLast(id);
        startIfIdle();
    }

    private void startIfIdle() {
        if (!running) {
            next();
        }
    }

    private void next() {
        while (!waiting.isEmpty()) {
            EntryId id = waiting.poll();
            HistoryEntry entry = history.entry(id).orElse(null);
            if (entry != null) {
                running = true;
                if (!id.equals(history.current().id())) {
                    history.willRead(id);
                }
                worker.execute(() -> draw(id, entry.document()));
                return;
            }
        }
        running = false;
    }

    private void draw(EntryId id, Document document) {
        Thumbnail thumbnail = null;
        try {
            thumbnail = Thumbnail.of(document, compositor);
        } finally {
            Thumbnail finished = thumbnail;
            sessionThread.execute(() -> {
                if (finished != null) {
                    history.setThumbnail(id, finished);
                    drawn.run();
                }
                next();
            });
        }
    }
}
