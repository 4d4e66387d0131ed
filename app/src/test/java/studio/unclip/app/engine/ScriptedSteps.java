package studio.unclip.app.engine;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.job.QueuedJob;

/** What the engine without a model tells while it makes a candidate: steps of two stages, and previews. */
final class ScriptedSteps {
    private final ScriptedPictures pictures;

    /** From a step to the next; zero: only one of each stage is told. */
    Duration pace = Duration.ZERO;

    /** Nothing is shown before it is open. */
    CountDownLatch previews = new CountDownLatch(0);

    ScriptedSteps(ScriptedPictures pictures) {
        this.pictures = pictures;
    }

    /** Through the stages of one candidate; false if the job was cancelled on the way. */
    boolean walk(QueuedJob job, CountDownLatch cancelled, ImageRequest request, int candidate, JobOptions options)
            throws InterruptedException {
        UUID id = job.id();
        boolean previews = options.previewInterval().isPositive();
        if (pace.isZero()) {
            job.tell(progress(id, candidate, "prior", 25, request.candidates()));
            job.tell(progress(id, candidate, "decoder", 30, request.candidates()));
        } else if (!walkSteps(job, cancelled, request, candidate, previews)) {
            return false;
        }
        if (previews) {
            show(job, request, candidate);
        }
        return true;
    }

    private void show(QueuedJob job, ImageRequest request, int candidate) throws InterruptedException {
        previews.await();
        job.tell(preview(job.id(), request, candidate));
    }

    private boolean walkSteps(
            QueuedJob job, CountDownLatch cancelled, ImageRequest request, int candidate, boolean previews)
            throws InterruptedException {
        UUID id = job.id();
        int all = 55;
        for (int step = 1; step <= all; step++) {
            if (cancelled.await(pace.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            double fraction = (candidate + step / (double) all) / request.candidates();
            Duration left = pace.multipliedBy((long) (all * request.candidates() * (1 - fraction)));
            boolean prior = step <= 25;
            job.tell(new JobEvent.Progress(
                    id,
                    candidate,
                    prior ? "prior" : "decoder",
                    prior ? step : step - 25,
                    prior ? 25 : 30,
                    fraction,
                    step / (double) all,
                    left));
            if (previews && !prior && step % 4 == 0) {
                show(job, request, candidate);
            }
        }
        return true;
    }

    private JobEvent.Preview preview(UUID id, ImageRequest request, int candidate) {
        return new JobEvent.Preview(
                id, candidate, "decoder", pictures.view(request), pictures.guess(request, candidate));
    }

    private static JobEvent.Progress progress(UUID id, int candidate, String stage, int steps, int candidates) {
        return new JobEvent.Progress(
                id, candidate, stage, 1, steps, candidate / (double) candidates, 0.1, Duration.ofSeconds(12));
    }
}
