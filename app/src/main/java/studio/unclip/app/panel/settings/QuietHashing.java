package studio.unclip.app.panel.settings;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.Watcher;

/**
 * Reads packs that were installed from published files once for their hashes, when nothing else is done with packs: they
 * can be used meanwhile. What is not read by the end of the program is read by the next full check. Window thread; the
 * reading is done elsewhere.
 */
final class QuietHashing {
    private static final Logger LOG = LoggerFactory.getLogger(QuietHashing.class);

    private final Hashes hashes;
    private final Executor background;
    private final Executor windowThread;
    private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper(this, "doing", "");
    private final Deque<Unread> waiting = new ArrayDeque<>();
    private Optional<Reading> running = Optional.empty();
    private boolean standing;

    /** A pack whose hashes are not known. */
    private record Unread(String id, String title) {}

    /** Reads a pack's files; see {@link studio.unclip.inference.pack.PackStore#hash}. */
    @FunctionalInterface
    interface Hashes {
        void read(String id, Watcher watcher) throws PackException;
    }

    /** @param background where the reading is done */
    QuietHashing(Hashes hashes, Executor background, Executor windowThread) {
        this.hashes = hashes;
        this.background = background;
        this.windowThread = windowThread;
    }

    /** What goes on, one line; empty: nothing does. */
    ReadOnlyStringProperty doing() {
        return doing.getReadOnlyProperty();
    }

    /** Reads one when its turn comes. */
    void add(String id, String title) {
        waiting.add(new Unread(id, title));
        next();
    }

    /** Something else is done with packs: the reading stops soon, and what was read is kept. */
    void standAside() {
        standing = true;
        running.ifPresent(Reading::end);
    }

    /** Nothing else is done any more. */
    void goOn() {
        standing = false;
        next();
    }

    /** The person does not want it now. */
    void stop() {
        waiting.clear();
        running.ifPresent(Reading::end);
    }

    private void next() {
        if (standing || running.isPresent() || waiting.isEmpty()) {
            return;
        }
        Unread pack = waiting.getFirst();
        Reading reading = new Reading(pack.title());
        running = Optional.of(reading);
        doing.set(words(pack.title(), 0));
        background.execute(() -> {
            boolean over = read(pack, reading);
            windowThread.execute(() -> {
                running = Optional.empty();
                doing.set("");
                if (over) {
                    waiting.remove(pack);
                }
                next();
            });
        });
    }

    /** Whether there is nothing left to do; not if it stood aside. */
    private boolean read(Unread pack, Reading reading) {
        try {
            hashes.read(pack.id(), reading);
            return true;
        } catch (CancellationException e) {
            return false;
        } catch (PackException | RuntimeException e) {
            // The pack stays as it is; a full check says what is wrong with it.
            LOG.warn("the hashes of {} were not read", pack.id(), e);
            return true;
        }
    }

    private static String words(String title, double fraction) {
        return String.format(
                Locale.ROOT,
                "Reading %s once, so that damage can be found later: %.0f %%. It can be used meanwhile.",
                title,
                100 * fraction);
    }

    /** One pass over a pack's files. */
    private final class Reading implements Watcher {
        private final String title;
        private double told;
        private volatile boolean ended;

        Reading(String title) {
            this.title = title;
        }

        void end() {
            ended = true;
        }

        @Override
        public void progress(String file, long done, long total) {
            double now = total == 0 ? 1 : (double) done / total;
            if (now >= told + 0.01) {
                told = now;
                windowThread.execute(() -> {
                    if (running.equals(Optional.of(this))) {
                        doing.set(words(title, now));
                    }
                });
            }
        }

        @Override
        public boolean cancelled() {
            return ended;
        }
    }
}
