package studio.unclip.inference.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;

/** What a job that runs tells: progress that never falls, previews, candidates, and where the time went. Model thread. */
final class JobReport {
    /** What a preview shows at most, so that it stays cheap: larger guesses are shrunk by skipping pixels. */
    private static final int PREVIEW_SIZE = 256;

    private final LocalJob job;
    private final PreviewGate previews;
    private final StepCosts costs;
    private final ProgressMeter meter;
    private final List<PixelRect> views;
    private final TimingSheet timings = new TimingSheet();
    private int candidate;

    /**
     * @param previewInterval zero or less: no previews
     * @param parts the stages of one candidate
     * @param views see {@link studio.unclip.inference.api.RunPlan#views}
     */
    JobReport(
            LocalJob job,
            Duration previewInterval,
            StepCosts costs,
            List<ProgressMeter.Part> parts,
            int candidates,
            List<PixelRect> views) {
        this.job = job;
        this.previews = new PreviewGate(previewInterval);
        this.costs = costs;
        this.views = views;
        this.meter = new ProgressMeter(parts, candidates, costs);
    }

    /** A network is being loaded. */
    void loading() {
        tell(JobEvent.Progress.LOAD, 0, 1);
    }

    /** A stage begins for a candidate. */
    void begins(int which, String stage) {
        candidate = which;
        tell(stage, meter.done(which, stage), meter.steps(stage));
    }

    /** A part of a stage that is no step of its is done: it stands where it stood, and the job lives. */
    void working(String stage) {
        tell(stage, meter.done(candidate, stage), meter.steps(stage));
    }

    /** @param nanos what the step took, model and all */
    void stepDone(int which, String stage, long nanos) {
        candidate = which;
        costs.learn(stage, nanos);
        meter.stepDone(which, stage);
        tell(stage, meter.done(which, stage), meter.steps(stage));
    }

    /** A loop that began beyond pure noise needed so many steps fewer than were counted; none if not above 0. */
    void skipped(int which, String stage, int steps) {
        if (steps > 0) {
            meter.skipped(which, stage, steps);
            tell(stage, meter.done(which, stage), meter.steps(stage));
        }
    }

    /**
     * Shows the present guess, if the last one was long enough ago.
     *
     * @param window which part of the candidate it is
     * @param guess made of the sample where it is shown
     */
    void preview(int which, int window, String stage, Supplier<CandidateDraft.Planes> guess) {
        if (!previews.open(which)) {
            return;
        }
        Picture picture = shrunk(guess.get()).picture();
        job.tell(new JobEvent.Preview(job.id(), which, stage, views.get(window), picture));
    }

    private static CandidateDraft.Planes shrunk(CandidateDraft.Planes guess) {
        int longer = Math.max(guess.width(), guess.height());
        if (longer <= PREVIEW_SIZE) {
            return guess;
        }
        int width = Math.max(1, guess.width() * PREVIEW_SIZE / longer);
        int height = Math.max(1, guess.height() * PREVIEW_SIZE / longer);
        return new CandidateDraft.Planes(
                Resample.resize(guess.values(), 3, guess.width(), guess.height(), width, height, Filter.NEAREST),
                width,
                height);
    }

    void ready(Candidate finished) {
        job.finish(finished);
    }

    /** This candidate is given up, the others go on. */
    void failed(int which, JobFailure failure) {
        meter.givenUp(which);
        job.tell(new JobEvent.CandidateFailed(job.id(), which, failure));
    }

    /** @param loopNanos from the first model call's beginning to the last one's end, model and all */
    void took(String stage, long calls, long modelNanos, long loopNanos, long noiseNanos) {
        timings.add(stage, calls, modelNanos, loopNanos, noiseNanos);
    }

    RunTimings timings(LoadedModels.ForJob models) {
        return timings.sum(models.nanosInside(), models.nanosOpening());
    }

    private void tell(String stage, int step, int steps) {
        job.tell(new JobEvent.Progress(
                job.id(),
                candidate,
                stage,
                step,
                steps,
                meter.fraction(),
                meter.fraction(candidate),
                meter.timeLeft()));
    }
}
