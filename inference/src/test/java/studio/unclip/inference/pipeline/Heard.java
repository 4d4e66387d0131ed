package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.JobEvent;

/** A listener that keeps what it hears of one job. Safe for threads. */
final class Heard implements Consumer<JobEvent> {
    private final List<JobEvent> events = new ArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<JobEvent> then;

    Heard() {
        this(event -> {});
    }

    /** @param then called with every event after it is kept */
    Heard(Consumer<JobEvent> then) {
        this.then = then;
    }

    @Override
    public void accept(JobEvent event) {
        threads.add(Thread.currentThread());
        synchronized (events) {
            events.add(event);
            events.notifyAll();
        }
        if (event instanceof JobEvent.Ended) {
            ended.countDown();
        }
        then.accept(event);
    }

    List<JobEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    <E extends JobEvent> List<E> of(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The finished candidates, in the order they were told. */
    List<Candidate> made() {
        return of(JobEvent.CandidateReady.class).stream()
                .map(JobEvent.CandidateReady::candidate)
                .toList();
    }

    /** Threads it was called on. */
    Set<Thread> threads() {
        return Set.copyOf(threads);
    }

    /** Waits for the last event, a minute at most. */
    JobEvent.Ended end() throws InterruptedException {
        if (!ended.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the job did not end; heard so far: " + events());
        }
        return of(JobEvent.Ended.class).getFirst();
    }

    /** Waits until such an event was heard, a minute at most. */
    void await(Predicate<JobEvent> wanted) throws InterruptedException {
        awaitThat(() -> events.stream().anyMatch(wanted));
    }

    /** Waits until so many events were heard, or the last one; a minute at most. */
    void awaitEvents(int count) throws InterruptedException {
        awaitThat(() -> events.size() >= count || events.getLast() instanceof JobEvent.Ended);
    }

    private void awaitThat(BooleanSupplier wanted) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        synchronized (events) {
            while (events.isEmpty() || !wanted.getAsBoolean()) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("it never came; heard: " + events);
                }
                TimeUnit.NANOSECONDS.timedWait(events, left);
            }
        }
    }
}
