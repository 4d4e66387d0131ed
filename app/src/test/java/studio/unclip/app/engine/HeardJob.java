package studio.unclip.app.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;

/** A job and all it told. */
final class HeardJob implements Consumer<JobEvent> {
    private static final long SECONDS = 120;

    private final List<JobEvent> events = new CopyOnWriteArrayList<>();
    private Job job;

    static HeardJob of(Function<Consumer<JobEvent>, Job> submitting) {
        HeardJob heard = new HeardJob();
        heard.job = submitting.apply(heard);
        return heard;
    }

    @Override
    public void accept(JobEvent event) {
        events.add(event);
        synchronized (this) {
            notifyAll();
        }
    }

    Job job() {
        return job;
    }

    List<JobEvent> events() {
        return List.copyOf(events);
    }

    <E extends JobEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    synchronized void awaitFirst(Class<? extends JobEvent> kind) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (of(kind).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + kind.getSimpleName() + " came: " + events);
            }
            wait(100);
        }
    }

    JobEvent.Ended ended() throws Exception {
        return job.ended().get(SECONDS, TimeUnit.SECONDS);
    }
}
