package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import studio.unclip.inference.diffusion.Guidance;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;

/**
 * A diffusion network with its conditioning in place: sample and timestep → prediction, with classifier-free guidance
 * (Ho and Salimans; specification 3.7) when it has two rows, unconditional first. Nothing is allocated per call. Made
 * by {@link DiffusionPrior}, {@link Decoder} and {@link Upsampler}; one thread.
 */
public final class GuidedDenoiser implements ConditionedDenoiser {
    private final BoundRun run;
    private final int rows;
    private final float guidance;
    private final CancelSignal cancel;
    private final FloatBuffer sample;
    private final FloatBuffer prediction;
    private final float[] unconditional;

    /**
     * @param run every input but sample and timestep is filled
     * @param rows 1 (no guidance) or 2
     * @param guidance scale g of u + g (c - u); ignored with one row
     * @param sampleSize elements of one row of the sample
     */
    GuidedDenoiser(BoundRun run, int rows, double guidance, int sampleSize, CancelSignal cancel) {
        this.run = run;
        this.rows = rows;
        this.guidance = (float) guidance;
        this.cancel = cancel;
        this.sample = run.input(Roles.SAMPLE).floats();
        this.prediction = run.output(Roles.PREDICTION).floats();
        this.unconditional = rows == 2 ? new float[prediction.capacity() / 2] : null;
        if (sample.capacity() != rows * sampleSize) {
            throw new IllegalArgumentException(
                    "sample has " + sample.capacity() + " elements, not " + rows + " x " + sampleSize);
        }
    }

    @Override
    public void predict(int step, int timestep, float[] x, float[] out) {
        for (int row = 0; row < rows; row++) {
            sample.put(row * x.length, x);
        }
        setTimestep(run, timestep);
        run.run(cancel);
        if (rows == 1) {
            prediction.get(0, out);
        } else {
            prediction.get(0, unconditional);
            prediction.get(unconditional.length, out);
            Guidance.apply(unconditional, out, guidance, x.length);
        }
    }

    @Override
    public int predictionSize() {
        return prediction.capacity() / rows;
    }

    @Override
    public long nanosInside() {
        return run.nanosInside();
    }

    @Override
    public long calls() {
        return run.calls();
    }

    /** The same for every row. */
    static void setTimestep(BoundRun run, int timestep) {
        var tensor = run.input(Roles.TIMESTEP);
        for (int row = 0; row < tensor.size(); row++) {
            tensor.longs().put(row, timestep);
        }
    }
}
