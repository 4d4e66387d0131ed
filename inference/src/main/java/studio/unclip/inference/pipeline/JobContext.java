package studio.unclip.inference.pipeline;

import java.time.Duration;
import java.util.List;
import studio.unclip.inference.onnx.CancelSignal;

/**
 * What everything in one job shares. Model thread.
 *
 * @param engine what stays from job to job
 * @param job where it tells
 * @param plan what the job may load
 * @param models loads it
 * @param cancel the job's signal
 * @param report tells where it stands
 */
record JobContext(
        Engine engine, LocalJob job, JobPlan plan, LoadedModels.ForJob models, CancelSignal cancel, JobReport report) {

    /** Makes room for an operation's job. */
    static JobContext begin(Engine engine, LocalJob job, JobPlan plan, Duration previewInterval, Operation operation) {
        operation
                .stages()
                .forEach(s -> engine.costs().assume(s.name(), s.stage().size().orElse(0)));
        return begin(
                engine,
                job,
                plan,
                previewInterval,
                operation.progress(),
                operation.request().candidates());
    }

    /**
     * Makes room for the job.
     *
     * @param previewInterval zero or less: no previews
     * @param parts the stages of one candidate, for progress
     */
    static JobContext begin(
            Engine engine,
            LocalJob job,
            JobPlan plan,
            Duration previewInterval,
            List<ProgressMeter.Part> parts,
            int candidates) {
        JobReport report = new JobReport(
                job,
                previewInterval,
                engine.costs(),
                parts,
                candidates,
                plan.told().views());
        LoadedModels.ForJob models = engine.models().begin(plan.memory(), job.cancelSignal(), report::loading);
        return new JobContext(engine, job, plan, models, job.cancelSignal(), report);
    }
}
