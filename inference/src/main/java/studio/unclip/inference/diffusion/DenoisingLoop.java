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

    /** Told after every step, on the loop's thread. */
    public interface Watcher {
        /**
         * @param step steps done, 1 to {@code steps}
         * @param nanos what the step took, model and all
         * @param x0 the clean picture the model aims at; changed by the next step
         */
        void stepDone(int step, int steps, long nanos, float[] x0);
    }

    /**
     * What a loop made, and how long it took.
     *
     * @param x0 the sample after the last step
     * @param nanos from the first model call's beginning to the last one's end
     * @param noiseNanos of those, waiting for noise
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Outcome(float[] x0, long nanos, long noiseNanos) {}

    /** The loop was stopped between two steps, or while it waited for noise. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Runs all steps.
     *
     * @param predictionSize elements of the model's output: the sample's, or twice that with a learned variance
     * @throws Stopped if {@code cancelled} turned true between two steps or while noise was waited for; the stream must not
     *     be used again. Whatever the denoiser throws passes through, with the same consequence
     */
    public Outcome run(
            Sampler sampler,
            Denoiser denoiser,
            int size,
            int predictionSize,
            TorchRandom stream,
            BooleanSupplier cancelled,
            Watcher watcher) {
        int draws = 1;
        for (int i = 0; i < sampler.steps(); i++) {
            draws += sampler.needsNoise(i) ? 1 : 0;
        }
        float[] prediction = new float[predictionSize];
        NoiseAhead noise = new NoiseAhead(stream, noiseThread, size, draws);
        try {
            Outcome outcome = walk(sampler, denoiser, prediction, noise, cancelled, watcher);
            noise.finish();
            return outcome;
        } catch (Throwable e) {
            // The run is over, and the stream with it: what is still being drawn is nobody's.
            noise.abandon();
            throw e;
        }
    }

    private static Outcome walk(
            Sampler sampler,
            Denoiser denoiser,
            float[] prediction,
            NoiseAhead noise,
            BooleanSupplier cancelled,
            Watcher watcher) {
        float[] sample = noise.take(cancelled).clone();
        long waitedForStart = noise.nanosWaited();
        long begin = System.nanoTime();
        long end = begin;
        for (int i = 0; i < sampler.steps(); i++) {
            if (cancelled.getAsBoolean()) {
                throw new Stopped();
            }
            long stepBegin = System.nanoTime();
            denoiser.predict(i, sampler.timestep(i), sample, prediction);
            end = System.nanoTime();
            sampler.step(i, prediction, sample, sampler.needsNoise(i) ? noise.take(cancelled) : null);
            watcher.stepDone(i + 1, sampler.steps(), System.nanoTime() - stepBegin, sampler.predictedOriginal());
        }
        return new Outcome(sample, end - begin, noise.nanosWaited() - waitedForStart);
    }
}
