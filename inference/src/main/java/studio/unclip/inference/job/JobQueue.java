package studio.unclip.inference.job;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;

/**
 * Runs jobs one at a time, in the order they come, on the model thread; their events are told on another. Every job that
 * is accepted ends with one last event, whatever is thrown. Safe for threads.
 */
public final class JobQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

    /** A cancelled run ends within one node of its graph, or once the network that is being loaded is given up. */
    private static final long SECONDS_TO_END = 60;

    private final Function<Throwable, JobFailure> failures;
    private final EventDelivery delivery = new EventDelivery();
    private final ExecutorService modelThread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("unclip-model").daemon().factory());
    private final Set<QueuedJob> unfinished = ConcurrentHashMap.newKeySet();

    /** Guarded by this. */
    private boolean closed;

    /** What a job does. */
    @FunctionalInterface
    public interface Work {
        /** Does it, on the model thread; what it throws becomes the job's {@link JobEvent.Failed}. */
        JobEvent.Ended run(QueuedJob job) throws Exception;
    }

    /** @param failures what a person is told of what was thrown */
    public JobQueue(Function<Throwable, JobFailure> failures) {
        this.failures = failures;
    }

    /** @throws GeneratorClosedException after {@link #end()} */
    public synchronized QueuedJob submit(Consumer<? super JobEvent> listener, Work work) {
        if (closed) {
            throw new GeneratorClosedException();
        }
        QueuedJob job = new QueuedJob(delivery, listener, unfinished::remove);
        unfinished.add(job);
        delivery.add(() -> listener.accept(new JobEvent.Queued(job.id())));
        modelThread.execute(() -> run(job, work));
        return job;
    }

    /** Does something on the model thread if no job is there; a job that comes meanwhile is before it or after it. */
    public synchronized void whenIdle(Runnable task) {
        if (!closed && unfinished.isEmpty()) {
            modelThread.execute(() -> {
                if (unfinished.isEmpty()) {
                    task.run();
                }
            });
        }
    }

    /**
     * Cancels all jobs and waits for their ends; called again it does nothing.
     *
     * @return whether the model thread has ended; false also if this was called before
     */
    public boolean end() {
        synchronized (this) {
            if (closed) {
                return false;
            }
            closed = true;
        }
        modelThread.shutdown();
        unfinished.forEach(QueuedJob::cancel);
        try {
            if (modelThread.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
                return true;
            }
            LOG.error("the model thread did not end; its memory stays with the process");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Waits until every event is delivered; after {@link #end()}. */
    @Override
    public void close() {
        delivery.close();
    }

    private void run(QueuedJob job, Work work) {
        if (!job.begin()) {
            return;
        }
        try {
            job.end(work.run(job));
        } catch (Throwable e) {
            // Errors too: a class that is missing or a stack too deep must not leave a person waiting for ever.
            job.end(new JobEvent.Failed(job.id(), failures.apply(e), job.ready()));
            LOG.error("job {} failed", job.id(), e);
        }
    }
}
