package studio.unclip.inference.worker;

import java.time.Duration;

/** How long a counter has not grown, in the time that its watcher was awake. One thread. */
final class Silence {
    /** A look later than this after the one before: the machine slept, or was too busy for us as well. */
    private static final long LONGEST_LOOK = Duration.ofSeconds(1).toNanos();

    private long seen;
    private long looked;
    private long nanos;

    /** @param now by {@link System#nanoTime} */
    Silence(long counter, long now) {
        this.seen = counter;
        this.looked = now;
    }

    /** Looks again; to be called several times a second. */
    boolean isLongerThan(Duration limit, long counter, long now) {
        nanos = counter == seen ? nanos + Math.min(now - looked, LONGEST_LOOK) : 0;
        seen = counter;
        looked = now;
        return nanos > limit.toNanos();
    }
}
