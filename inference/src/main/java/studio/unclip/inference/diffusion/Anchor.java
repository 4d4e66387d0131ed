package studio.unclip.inference.diffusion;

import java.util.function.BooleanSupplier;

/**
 * Keeps a loop on an inverted picture's own trajectory (Direct Inversion, Ju et al. 2024): after every step the error
 * is added back that the same step makes on the trajectory under the source's conditions. While the conditions are the
 * source's, the loop gives back the picture bit for bit, with guidance too; under others it goes where their difference
 * leads.
 */
public final class Anchor implements Constraint {
    private final Trajectory trajectory;
    private final float[][] stepped;
    private final float[][] originals;

    private Anchor(Trajectory trajectory, float[][] stepped, float[][] originals) {
        this.trajectory = trajectory;
        this.stepped = stepped;
        this.originals = originals;
    }

    /**
     * Makes every step of the trajectory once; as many calls of the model as it has steps.
     *
     * @param sampler as the loops that are to be anchored use it: {@link DdimInversion#sampler()}
     * @param source the model under the source's conditions, guided as in those loops
     * @param predictionSize elements of the model's output
     * @throws DenoisingLoop.Stopped if {@code cancelled} turned true between two calls
     */
    public static Anchor of(
            Trajectory trajectory, Sampler sampler, Denoiser source, int predictionSize, BooleanSupplier cancelled) {
        if (sampler.steps() != trajectory.steps()) {
            throw new IllegalArgumentException(sampler.steps() + " steps on a trajectory of " + trajectory.steps());
        }
        float[] prediction = new float[predictionSize];
        float[][] stepped = new float[trajectory.steps()][];
        float[][] originals = new float[trajectory.steps()][];
        for (int i = 0; i < stepped.length; i++) {
            if (cancelled.getAsBoolean()) {
                throw new DenoisingLoop.Stopped();
            }
            stepped[i] = trajectory.at(i);
            source.predict(i, sampler.timestep(i), stepped[i], prediction);
            sampler.step(i, prediction, stepped[i], null);
            originals[i] = sampler.predictedOriginal().clone();
        }
        return new Anchor(trajectory, stepped, originals);
    }

    /**
     * This anchor for pictures that change their shapes: it lets go where the clean picture the loop aims at is no longer
     * the one the source aims at. The error that is added back is largest at the source's outlines; held everywhere it
     * would draw them into another picture. While nothing departs it is this anchor, bit for bit.
     *
     * @param share of the error that is added where nothing departs, 0 (a free loop) to 1
     * @param side of the picture, pixels; the sample is a whole number of such planes
     */
    public Constraint loosening(double share, int side) {
        return new LooseAnchor(trajectory, stepped, originals, (float) share, side);
    }

    @Override
    public void onSample(int level, float[] sample) {
        float[] wanted = trajectory.level(level);
        float[] made = stepped[level - 1];
        for (int k = 0; k < sample.length; k++) {
            // In this order an unchanged step gives exactly what is wanted.
            sample[k] = wanted[k] + (sample[k] - made[k]);
        }
    }
}
