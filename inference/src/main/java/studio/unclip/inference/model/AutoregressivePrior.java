package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.embedding.Softmax;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackGeometry;

/**
 * The autoregressive prior (DALL-E 2 paper, section 2.2): draws the quantised dot product z_i·z_t from the upper part of
 * its distribution, then z_i's quantised principal components one by one, with classifier-free guidance. Bound once a
 * job, at its full length: a row of the network's output never reads what comes after it. One thread.
 */
public final class AutoregressivePrior {
    private final BoundRun run;
    private final PackGeometry.Buckets buckets;
    private final int rows;
    private final double guidance;
    private final double dotQuantile;
    private final double[] chances;

    /** Told after every token. */
    @FunctionalInterface
    public interface StepListener {
        /**
         * @param step tokens drawn so far
         * @param nanos what the last one took
         */
        void drawn(int step, long nanos);
    }

    /**
     * @param conditions the captions it is conditioned on
     * @param buckets what tokens stand for
     * @param dotQuantile the dot product is drawn from above this quantile of its distribution, 0 to 1
     */
    public AutoregressivePrior(
            OnnxModel model,
            TensorScope scope,
            GuidedRows conditions,
            PackGeometry.Buckets buckets,
            double dotQuantile) {
        this.rows = conditions.count();
        this.run = model.bind(scope, Binding.rows(rows).withAxis(Roles.LENGTH, buckets.components() + 1L));
        this.buckets = buckets;
        this.guidance = conditions.guidance();
        this.dotQuantile = dotQuantile;
        this.chances = new double[buckets.buckets()];
        conditions.fillText(run);
    }

    /**
     * Draws one z_i.
     *
     * @return its values along the principal components, [K]
     */
    public float[] draw(TorchRandom random, CancelSignal cancel, StepListener listener) {
        int length = buckets.components() + 1;
        LongBuffer tokens = run.input(Roles.TOKENS).longs();
        FloatBuffer logits = run.output(Roles.LOGITS).floats();
        float[] values = new float[buckets.components()];
        for (int place = 0; place < length; place++) {
            long begun = System.nanoTime();
            run.run(cancel);
            distribution(logits, place, length);
            if (place == 0) {
                keepAbove(dotQuantile);
            }
            int token = draw(random.uniformDouble());
            for (int row = 0; row < rows; row++) {
                tokens.put(row * length + place, token);
            }
            if (place > 0) {
                values[place - 1] = buckets.centres()[(place - 1) * buckets.buckets() + token];
            }
            listener.drawn(place + 1, System.nanoTime() - begun);
        }
        return values;
    }

    /** Nanoseconds inside the model's runtime so far. */
    public long nanosInside() {
        return run.nanosInside();
    }

    /** Softmax of the guided logits of one place into {@code chances}. */
    private void distribution(FloatBuffer logits, int place, int length) {
        int count = chances.length;
        int conditioned = ((rows - 1) * length + place) * count;
        for (int i = 0; i < count; i++) {
            double given = logits.get(conditioned + i);
            double free = rows == 1 ? given : logits.get(place * count + i);
            chances[i] = free + guidance * (given - free);
        }
        Softmax.probabilities(chances);
    }

    /** Takes away all chance up to the quantile; the bucket in which it lies stays. */
    private void keepAbove(double quantile) {
        double below = 0;
        double kept = 0;
        for (int i = 0; i < chances.length; i++) {
            below += chances[i];
            if (below <= quantile) {
                chances[i] = 0;
            }
            kept += chances[i];
        }
        for (int i = 0; i < chances.length; i++) {
            chances[i] /= kept;
        }
    }

    private int draw(double uniform) {
        double below = 0;
        int last = 0;
        for (int i = 0; i < chances.length; i++) {
            below += chances[i];
            if (chances[i] > 0) {
                last = i;
            }
            if (uniform < below) {
                return i;
            }
        }
        return last;
    }
}
