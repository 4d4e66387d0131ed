package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import java.util.List;
import studio.unclip.inference.diffusion.Guidance;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;

/**
 * A network that is told something else in each region of the picture: one call with a row for each region and one free
 * one, from whose answers each pixel takes its regions' shares before guidance. Since what a prediction says of x_0 is
 * linear in it whatever its type, this is x_0 = sum of m_k x_0(k) (a MultiDiffusion of one picture, Bar-Tal et al. 2023)
 * and costs the free row once. Nothing is allocated per call. One thread.
 */
final class RegionDenoiser implements ConditionedDenoiser {
    private final BoundRun run;
    private final List<float[]> shares;
    private final boolean free;
    private final float guidance;
    private final CancelSignal cancel;
    private final FloatBuffer sample;
    private final FloatBuffer prediction;
    private final float[] row;

    /**
     * @param run every input but sample and timestep is filled, the free row first where there is guidance
     * @param shares of each region, by pixel, [size x size], 0 to 1; at every pixel they sum to 1
     * @param guidance scale; 1: there is no free row
     */
    RegionDenoiser(BoundRun run, List<float[]> shares, double guidance, CancelSignal cancel) {
        this.run = run;
        this.shares = List.copyOf(shares);
        this.free = guidance != 1;
        this.guidance = (float) guidance;
        this.cancel = cancel;
        this.sample = run.input(Roles.SAMPLE).floats();
        this.prediction = run.output(Roles.PREDICTION).floats();
        this.row = new float[predictionSize()];
        if (prediction.capacity() % rows() != 0 || row.length % shares.getFirst().length != 0) {
            throw new IllegalArgumentException(prediction.capacity() + " elements for " + rows() + " rows of "
                    + shares.getFirst().length + " pixels");
        }
    }

    @Override
    public void predict(int step, int timestep, float[] x, float[] out) {
        for (int i = 0; i < rows(); i++) {
            sample.put(i * x.length, x);
        }
        GuidedDenoiser.setTimestep(run, timestep);
        run.run(cancel);
        int first = free ? 1 : 0;
        for (int region = 0; region < shares.size(); region++) {
            prediction.get((first + region) * row.length, row);
            lay(row, shares.get(region), out, region == 0);
        }
        if (free) {
            prediction.get(0, row);
            Guidance.apply(row, out, guidance, x.length);
        }
    }

    private static void lay(float[] values, float[] share, float[] onto, boolean anew) {
        for (int from = 0; from < values.length; from += share.length) {
            for (int pixel = 0; pixel < share.length; pixel++) {
                float part = share[pixel] * values[from + pixel];
                onto[from + pixel] = anew ? part : onto[from + pixel] + part;
            }
        }
    }

    private int rows() {
        return shares.size() + (free ? 1 : 0);
    }

    @Override
    public int predictionSize() {
        return prediction.capacity() / rows();
    }

    @Override
    public long nanosInside() {
        return run.nanosInside();
    }

    @Override
    public long calls() {
        return run.calls();
    }
}
