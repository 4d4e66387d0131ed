package studio.unclip.inference.job;

import java.util.Optional;
import java.util.function.Consumer;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.GeneratorClosedException;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PreparedEdit;

/**
 * {@link PreparedEdit} over a queue of jobs: finding and each preview is a job, so they never run beside another one and
 * fail like one; at most one of them is in the queue at a time, and one theta waits outside it. Thread-safe.
 */
public final class PreparedJobs implements PreparedEdit {
    private final Work work;
    private final Consumer<? super EditEvent> listener;

    /** These four guarded by this. */
    private boolean closed;

    private boolean ready;
    private Optional<Double> wanted = Optional.empty();
    private Optional<Job> running = Optional.empty();

    /** What the jobs do. */
    public interface Work {
        /** Queues the finding, which ends with {@link JobEvent.Completed} if all went well. */
        Job find(Consumer<? super JobEvent> told);

        /** What was found: the request, with what the picture shows. Asked after the finding has ended well. */
        ImageRequest.TextDiff found();

        /** Queues a preview, which tells one {@link JobEvent.Preview} if all went well. */
        Job preview(double theta, Consumer<? super JobEvent> told);

        /** Nothing more will be asked. */
        void close();
    }

    private PreparedJobs(Work work, Consumer<? super EditEvent> listener) {
        this.work = work;
        this.listener = listener;
    }

    /** Queues the finding. */
    public static PreparedEdit begin(Work work, Consumer<? super EditEvent> listener) {
        PreparedJobs edit = new PreparedJobs(work, listener);
        edit.find();
        return edit;
    }

    private synchronized void find() {
        running = Optional.of(work.find(event -> {
            switch (event) {
                case JobEvent.Completed _ -> {
                    tell(new EditEvent.Prepared(work.found()));
                    next(true);
                }
                case JobEvent.Failed failed -> {
                    tell(new EditEvent.Failed(failed.failure()));
                    next(false);
                }
                case JobEvent.Setback setback -> tell(new EditEvent.Setback(setback));
                default -> {
                    // How far the finding is is not told: it is over before one would read it.
                }
            }
        }));
    }

    @Override
    public void preview(double theta) {
        if (!(theta >= 0 && theta <= 1)) {
            throw new InvalidRequestException("theta", "The theta must be 0 to 1, not " + theta + ".");
        }
        synchronized (this) {
            if (closed) {
                throw new GeneratorClosedException();
            }
            wanted = Optional.of(theta);
            if (ready && running.isEmpty()) {
                start();
            }
        }
    }

    @Override
    public void close() {
        Optional<Job> last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            wanted = Optional.empty();
            last = running;
        }
        last.ifPresent(Job::cancel);
        work.close();
    }

    /** The job in the queue has ended. */
    private synchronized void next(boolean well) {
        running = Optional.empty();
        ready = ready || well;
        if (!closed && ready && wanted.isPresent()) {
            try {
                start();
            } catch (GeneratorClosedException e) {
                closed = true;
            }
        }
    }

    private void start() {
        double theta = wanted.orElseThrow();
        wanted = Optional.empty();
        running = Optional.of(work.preview(theta, event -> {
            switch (event) {
                case JobEvent.Preview made -> tell(new EditEvent.Preview(theta, made.picture()));
                case JobEvent.Failed failed -> {
                    tell(new EditEvent.Failed(failed.failure()));
                    next(true);
                }
                case JobEvent.Ended _ -> next(true);
                case JobEvent.Setback setback -> tell(new EditEvent.Setback(setback));
                default -> {
                    // A preview is over before its progress would be read.
                }
            }
        }));
    }

    private void tell(EditEvent event) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        listener.accept(event);
    }
}
