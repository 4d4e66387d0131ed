package studio.unclip.inference.pipeline;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.diffusion.NoiseAhead;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.model.ConditionedDenoiser;

/** Denoises one stage of one candidate, and reports it: the loop every diffusion stage runs through. Model thread. */
final class StageLoop {
    private final JobContext job;
    private final DenoisingLoop loop;

    StageLoop(JobContext job) {
        this.job = job;
        this.loop = new DenoisingLoop(job.engine().noiseThread());
    }

    /** The noise of a loop to come, drawn on the engine's noise thread; nothing is drawn yet. */
    NoiseAhead ahead(TorchRandom stream, int elements) {
        return loop.ahead(stream, elements);
    }

    /**
     * To x_0.
     *
     * @param elements of the sample
     * @param noise as {@link #ahead} gives it
     * @param seen how the sample is shown in previews; empty where it is not
     * @param departure how the loop differs from the plain one
     * @throws NotFiniteException if it is no picture
     * @throws DenoisingLoop.Stopped or CancelledRun if the job is cancelled
     */
    float[] run(
            CandidateDraft draft,
            StageChoice stage,
            ConditionedDenoiser denoiser,
            int elements,
            NoiseAhead noise,
            Optional<Function<float[], CandidateDraft.Planes>> seen,
            UnaryOperator<DenoisingLoop.Task> departure) {
        JobReport report = job.report();
        Sampler sampler = Samplers.create(
                stage.sampler(), job.engine().contents().schedule(stage.name()), stage.steps(), stage.eta(), elements);
        report.begins(draft.index(), stage.name());
        long inside = denoiser.nanosInside();
        long calls = denoiser.calls();
        DenoisingLoop.Outcome outcome = loop.run(
                departure.apply(DenoisingLoop.Task.fromNoise(sampler, denoiser, elements, denoiser.predictionSize())),
                noise,
                job.cancel()::isCancelled,
                (step, steps, nanos, x0) -> {
                    report.stepDone(draft.index(), stage.name(), nanos);
                    if (seen.isPresent() && step < steps && draft.isSeen()) {
                        report.preview(
                                draft.index(),
                                draft.window(),
                                stage.name(),
                                () -> seen.get().apply(x0));
                    }
                });
        report.skipped(draft.index(), stage.name(), stage.steps() - outcome.steps());
        report.took(
                stage.name(),
                denoiser.calls() - calls,
                denoiser.nanosInside() - inside,
                outcome.nanos(),
                outcome.noiseNanos());
        return NotFiniteException.require(outcome.x0(), stage.name());
    }
}
