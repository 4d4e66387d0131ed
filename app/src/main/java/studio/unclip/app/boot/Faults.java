package studio.unclip.app.boot;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.document.Notice;

/**
 * What nobody caught, on any thread: it goes to the log, and a person is told once that something went wrong. Thread-safe.
 */
final class Faults implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    /** One that comes again with every repaint would fill the disk. */
    private static final int MOST_LOGGED = 50;

    private final Executor windowThread;
    private final Consumer<Notice> notices;
    private final AtomicInteger seen = new AtomicInteger();

    /** @param notices hears on the window's thread */
    Faults(Executor windowThread, Consumer<Notice> notices) {
        this.windowThread = windowThread;
        this.notices = notices;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        int number = seen.incrementAndGet();
        if (number > MOST_LOGGED) {
            return;
        }
        LOG.error("uncaught on the thread {}", thread.getName(), fault);
        if (number == MOST_LOGGED) {
            LOG.error("there were {} faults; later ones are not written down", number);
        }
        Notice notice = new Notice(words(fault), true);
        windowThread.execute(() -> notices.accept(notice));
    }

    private static String words(Throwable fault) {
        return fault instanceof OutOfMemoryError
                ? "The memory ran out. What is on the canvas is kept: save it, then start the studio again."
                : "Something went wrong in the program. What is on the canvas is kept; if something looks wrong, save it"
                        + " and start the studio again. The log has the details.";
    }
}
