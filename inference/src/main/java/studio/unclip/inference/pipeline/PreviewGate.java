package studio.unclip.inference.pipeline;

import java.time.Duration;

/** Lets a preview through at most once an interval, and the first of every candidate at once. One thread. */
final class PreviewGate {
    private final long interval;
    private long last;
    private int lastCandidate = -1;

    /** @param interval zero or less: never */
    PreviewGate(Duration interval) {
        this.interval = interval.toNanos();
    }

    boolean open(int candidate) {
        if (interval <= 0) {
            return false;
        }
        long now = System.nanoTime();
        if (candidate == lastCandidate && now - last < interval) {
            return false;
        }
        lastCandidate = candidate;
        last = now;
        return true;
    }
}
