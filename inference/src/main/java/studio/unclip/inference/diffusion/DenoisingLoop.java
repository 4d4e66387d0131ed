package studio.unclip.inference.diffusion;

import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * The one loop of the engine: schedule x sampler x denoiser. Only it knows cancel, progress and preview.
 *
 * <p>x_T and the noise of every step come from one stream, x_T first, each drawn ahead on another thread. Nothing the
 * size of a tensor is allocated per step.
 */
public final class DenoisingLoop {
    private final Executor noiseThread;

    /** @param noiseThread where noise is drawn; must run tasks in the order they come */
    public DenoisingLoop(Executor noiseThread) {
        this.noiseThread = noiseThread;
    }

    /**
     * What is denoised, and how.
     *
     * @param sampler fresh
     * @param denoiser the model
     * @param size elements of the sample
     * @param predictionSize elements of the model's output: the sample's, or twice that with a learned variance
     * @param start where it begins
     * @param walk from the start's level to the sampler's last
     * @param constraint what else the picture must agree with
     */
    public record Task(
            Sampler sampler,
            Denoiser denoiser,
            int size,
            int predictionSize,
            Start start,
            Walk walk,
            Constraint constraint) {

        public Task {
            if (walk.first() != start.level() || walk.last() != sampler.steps()) {
                throw new IllegalArgumentException(
                        walk + " does not lead from level " + start.level() + " to " + sampler.steps());
            }
            if (start instanceof Start.At at && at.sample().length != size) {
                throw new IllegalArgumentException("the start has " + at.sample().length + " elements, not " + size);
            }
        }

        /** From pure noise straight down, agreeing with nothing but the model. */
        public static Task fromNoise(Sampler sampler, Denoiser denoiser, int size, int predictionSize) {
            return new Task(
                    sampler,
                    denoiser,
                    size,
                    predictionSize,
                    new Start.Noise(),
                    Walk.down(0, sampler.steps()),
                    Constraint.NONE);
        }

        /** The same from another start, straight down. */
        public Task from(Start other) {
            return new Task(
                    sampler,
                    denoiser,
                    size,
                    predictionSize,
                    other,
                    Walk.down(other.level(), sampler.steps()),
                    constraint);
        }

        /** The same by another walk. */
        public Task by(Walk other) {
            return new Task(sampler, denoiser, size, predictionSize, start, other, constraint);
        }

        /** The same, agreeing with something more. */
        public Task agreeing(Constraint more) {
            return new Task(sampler, denoiser, size, predictionSize, start, walk, constraint.and(more));
        }

        /** Tensors of noise it reads. */
        private int draws() {
            int draws = start instanceof Start.Noise ? 1 : 0;
            for (int move = 0; move < walk.moves(); move++) {
                draws += !walk.falls(move) || sampler.needsNoise(walk.step(move)) ? 1 : 0;
            }
            return draws;
        }
    }

    /** Told after every step, on the loop's thread. */
    public interface Watcher {
        /**
         * @param step steps done, 1 to {@code steps}
         * @param steps calls of the model in the whole walk
         * @param nanos what the step took, model and all
         * @param x0 the clean picture the model aims at; changed by the next step
         */
        void stepDone(int step, int steps, long nanos, float[] x0);
    }

    /**
     * What a loop made, and how long it took.
     *
     * @param x0 the sample after the last step
     * @param steps calls of the model
     * @param nanos from the first model call's beginning to the last one's end
     * @param noiseNanos waiting for noise: for x_T before the first call, for the steps' noise between calls
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Outcome(float[] x0, int steps, long nanos, long noiseNanos) {}

    /** The loop was stopped between two steps, or while it waited for noise. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * The noise of one run to come, which may be begun before the run.
     *
     * @param stream read by that run alone until it is over
     * @param size elements of the sample
     */
    public NoiseAhead ahead(TorchRandom stream, int size) {
        return new NoiseAhead(stream, noiseThread, size);
    }

    /**
     * Runs all steps.
     *
     * @throws Stopped if {@code cancelled} turned true between two steps or while noise was waited for; the stream must not
     *     be used again. Whatever the denoiser throws passes through, with the same consequence
     */
    public Outcome run(Task task, TorchRandom stream, BooleanSupplier cancelled, Watcher watcher) {
        return run(task, ahead(stream, task.size()), cancelled, watcher);
    }

    /**
     * The same with noise that may have been begun.
     *
     * @param noise of this loop and size, not used by a run before
     */
    public Outcome run(Task task, NoiseAhead noise, BooleanSupplier cancelled, Watcher watcher) {
        if (noise.size() != task.size()) {
            throw new IllegalArgumentException(
                    "the noise has " + noise.size() + " elements, the sample " + task.size());
        }
        try {
            noise.expect(task.draws());
            Outcome outcome = walk(task, noise, cancelled, watcher);
            noise.finish();
            return outcome;
        } catch (Throwable e) {
            // The run is over, and the stream with it: what is still being drawn is nobody's.
            noise.abandon();
            throw e;
        }
    }

    private static Outcome walk(Task task, NoiseAhead noise, BooleanSupplier cancelled, Watcher watcher) {
        Sampler sampler = task.sampler();
        Walk walk = task.walk();
        float[] prediction = new float[task.predictionSize()];
        float[] sample = switch (task.start()) {
            case Start.Noise ignored -> noise.keep(cancelled);
            case Start.At at -> at.sample().clone();
        };
        task.constraint().onStart(task.start(), sample);
        long begin = System.nanoTime();
        long end = begin;
        int done = 0;
        int steps = walk.steps();
        for (int move = 0; move < walk.moves(); move++) {
            if (cancelled.getAsBoolean()) {
                throw new Stopped();
            }
            int i = walk.step(move);
            if (!walk.falls(move)) {
                sampler.rise(i, sample, noise.take(cancelled));
                continue;
            }
            long stepBegin = System.nanoTime();
            task.denoiser().predict(i, sampler.timestep(i), sample, prediction);
            end = System.nanoTime();
            sampler.predict(i, prediction, sample);
            task.constraint().onOriginal(i, sampler.predictedOriginal());
            sampler.advance(i, prediction, sample, sampler.needsNoise(i) ? noise.take(cancelled) : null);
            task.constraint().onSample(i + 1, sample);
            done++;
            watcher.stepDone(done, steps, System.nanoTime() - stepBegin, sampler.predictedOriginal());
        }
        return new Outcome(sample, done, end - begin, noise.nanosWaited());
    }
}
