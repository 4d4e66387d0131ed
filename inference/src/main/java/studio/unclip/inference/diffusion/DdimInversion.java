package studio.unclip.inference.diffusion;

import java.util.function.BooleanSupplier;

/**
 * DDIM run upwards: from a clean picture to the x_T that the same DDIM (eta 0) turns into it again (DALL-E 2 paper,
 * section 3), on the sampler's own timesteps, whatever their spacing. One thread.
 *
 * <p>A step down is x' = step(x). For its inverse the model is first asked at x', as if nothing had changed (diffusers'
 * inverse scheduler; specification 4.5), and that guess is then corrected by the fixed-point iteration x += sqrt(abar /
 * abar') (x' - step(x)), which rests only where the step really leads to x' (Pan et al. 2023, accelerated iterative
 * inversion, without the acceleration). Each correction is one more call of the model. What is left of the error is an
 * {@link Anchor}'s to take away. Invert without guidance: with it the iteration need not come to rest.
 */
public final class DdimInversion {
    private final NoiseSchedule schedule;
    private final int steps;
    private final int size;
    private final int corrections;
    private final Sampler sampler;
    private final float[] x0;

    /**
     * @param steps of the way down, as many as {@link Samplers#takes}
     * @param size elements of the sample
     * @param corrections of each step's guess at most, 0 or more; one is enough for a round trip above 35 dB in 30 steps
     * @throws IllegalArgumentException if the steps cannot be made
     */
    public DdimInversion(NoiseSchedule schedule, int steps, int size, int corrections) {
        if (corrections < 0) {
            throw new IllegalArgumentException("corrections " + corrections);
        }
        this.schedule = schedule;
        this.steps = steps;
        this.size = size;
        this.corrections = corrections;
        this.sampler = sampler();
        this.x0 = new float[size];
    }

    /** A fresh sampler of the way down. */
    public Sampler sampler() {
        return Samplers.create("ddim", schedule, steps, 0, size);
    }

    /**
     * Inverts a picture.
     *
     * @param denoiser the model with its conditions, without guidance
     * @param predictionSize elements of the model's output
     * @param picture x_0
     * @throws DenoisingLoop.Stopped if {@code cancelled} turned true between two calls of the model
     * @throws ArithmeticException if the inversion leaves the finite numbers
     */
    public Trajectory run(Denoiser denoiser, int predictionSize, float[] picture, BooleanSupplier cancelled) {
        float[][] levels = new float[steps + 1][];
        levels[steps] = picture.clone();
        float[] prediction = new float[predictionSize];
        float[] stepped = new float[size];
        float[] better = new float[size];
        for (int i = steps - 1; i >= 0; i--) {
            float[] target = levels[i + 1];
            float[] x = target.clone();
            ask(denoiser, i, target, prediction, cancelled);
            guess(i, prediction, x);
            double error = Double.POSITIVE_INFINITY;
            for (int k = 0; k < corrections; k++) {
                ask(denoiser, i, x, prediction, cancelled);
                System.arraycopy(x, 0, stepped, 0, size);
                sampler.step(i, prediction, stepped, null);
                double before = error;
                error = distance(target, stepped);
                if (k > 0 && !(error < before)) {
                    System.arraycopy(better, 0, x, 0, size); // the last correction made it worse
                    break;
                }
                System.arraycopy(x, 0, better, 0, size);
                correct(i, target, stepped, x);
            }
            levels[i] = x;
        }
        return new Trajectory(levels);
    }

    private void ask(Denoiser denoiser, int i, float[] x, float[] prediction, BooleanSupplier cancelled) {
        if (cancelled.getAsBoolean()) {
            throw new DenoisingLoop.Stopped();
        }
        denoiser.predict(i, sampler.timestep(i), x, prediction);
    }

    private void correct(int i, float[] target, float[] stepped, float[] x) {
        float scale = (float) Math.sqrt(sampler.signal(i) / sampler.signal(i + 1));
        for (int k = 0; k < size; k++) {
            x[k] += scale * (target[k] - stepped[k]);
        }
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            double d = a[k] - b[k];
            sum += d * d;
        }
        return sum;
    }

    /**
     * The explicit step up: from level i + 1 to level i with the model's answer for the sample at the former.
     *
     * @param sample x at level i + 1, becomes the guess of x at level i
     * @return the clean picture the answer aims at
     */
    float[] guess(int i, float[] prediction, float[] sample) {
        float abarFrom = sampler.signal(i + 1);
        float abarTo = sampler.signal(i);
        float a = (float) Math.sqrt(abarFrom);
        float s = (float) Math.sqrt(1 - abarFrom);
        float signal = (float) Math.sqrt(abarTo);
        float spread = (float) Math.sqrt(1 - abarTo);
        ScheduleConfig config = schedule.config();
        float range = config.clipSample() ? (float) config.clipSampleRange() : Float.POSITIVE_INFINITY;
        for (int k = 0; k < sample.length; k++) {
            float x = sample[k];
            float m = prediction[k];
            float clean;
            float eps;
            switch (config.prediction()) {
                case EPSILON -> {
                    clean = (x - s * m) / a;
                    eps = m;
                }
                case SAMPLE -> {
                    // In a clean picture there is no noise to go on from; it is scaled, and the corrections find some.
                    clean = s > 0 ? m : x;
                    eps = s > 0 ? (x - a * m) / s : 0;
                }
                default -> {
                    clean = a * x - s * m;
                    eps = a * m + s * x;
                }
            }
            x0[k] = Math.max(-range, Math.min(range, clean));
            sample[k] = signal * x0[k] + spread * eps;
        }
        return x0;
    }
}
