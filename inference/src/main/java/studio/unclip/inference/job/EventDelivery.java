package studio.unclip.inference.job;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the events of all jobs in the order they are told, on one thread that does nothing else. Safe for threads.
 *
 * <p>Only so many events wait: then a teller is held up, so that a slow listener slows its job down instead of filling
 * the memory with pictures.
 */
final class EventDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    /** Between two finished pictures lie more events than this, so at most two of them wait. */
    private static final int MOST_WAITING = 8;

    private static final Duration LONGEST_LISTENER = Duration.ofMinutes(1);

    /** Guarded by this. */
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();

    /** Guarded by this. */
    private boolean closed;

    private final Thread thread;

    EventDelivery() {
        thread = Thread.ofPlatform().name("unclip-events").daemon().start(this::deliver);
    }

    /** Queues a delivery, however many wait. */
    synchronized void add(Runnable delivery) {
        waiting.add(delivery);
        notifyAll();
    }

    /**
     * Queues a delivery once there is room.
     *
     * @param hurried looked at again after {@link #hurry()}; while it is true there is always room
     */
    synchronized void addWhenThereIsRoom(Runnable delivery, BooleanSupplier hurried) {
        boolean interrupted = false;
        while (waiting.size() >= MOST_WAITING && !hurried.getAsBoolean()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        add(delivery);
    }

    /** Lets held tellers look again whether they are in a hurry. */
    synchronized void hurry() {
        notifyAll();
    }

    /** Ends once everything is delivered, and waits a minute for that unless a listener itself calls. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (!thread.join(LONGEST_LISTENER)) {
                LOG.error("a listener does not return; its job's last events are lost");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver() {
        for (Runnable next = next(); next != null; next = next()) {
            try {
                next.run();
            } catch (Throwable e) {
                // Whatever it is, it is the listener's: the next event has nothing to do with it.
                LOG.error("a listener failed", e);
            }
        }
    }

    /** The next delivery, waited for; null at the end. */
    private synchronized Runnable next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                LOG.warn("a listener left an interrupt on the events' thread", e);
            }
        }
        Runnable next = waiting.poll();
        notifyAll();
        return next;
    }
}
