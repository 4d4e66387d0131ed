package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import studio.unclip.inference.embedding.Softmax;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;

/** The captioner: from z_i and the tokens so far to the distribution of the next token. One picture; one thread. */
public final class Captioner {
    private final BoundRun run;
    private final int rows;
    private final int longest;
    private final int vocabulary;

    /**
     * @param rows sequences a call may hold
     * @param longest tokens of a caption, start and end included
     * @param image whitened z_i, [E]
     */
    public Captioner(OnnxModel model, TensorScope scope, int rows, int longest, float[] image) {
        this.run = model.bind(scope, Binding.rows(rows).withAxis(Roles.LENGTH, longest));
        this.rows = rows;
        this.longest = longest;
        this.vocabulary = run.output(Roles.LOGITS).size() / (rows * longest);
        for (int row = 0; row < rows; row++) {
            Rows.put(run.input(Roles.IMAGE_EMBEDDING), rows, row, image);
        }
    }

    /** Tokens of a caption at most. */
    public int longest() {
        return longest;
    }

    /**
     * Natural logarithms of the next token's probabilities, for each sequence.
     *
     * @param sequences at most as many as there are rows, all of one length, shorter than {@link #longest()}
     * @return [sequences][vocabulary]
     */
    public float[][] logProbabilities(List<int[]> sequences, CancelSignal cancel) {
        if (sequences.size() > rows) {
            throw new IllegalArgumentException(sequences.size() + " sequences do not fit " + rows + " rows");
        }
        LongBuffer tokens = run.input(Roles.TOKENS).longs();
        for (int row = 0; row < sequences.size(); row++) {
            int[] sequence = sequences.get(row);
            for (int i = 0; i < sequence.length; i++) {
                tokens.put(row * longest + i, sequence[i]);
            }
        }
        run.run(cancel);
        FloatBuffer logits = run.output(Roles.LOGITS).floats();
        float[][] result = new float[sequences.size()][vocabulary];
        for (int row = 0; row < result.length; row++) {
            logits.get((row * longest + sequences.get(row).length - 1) * vocabulary, result[row]);
            Softmax.logProbabilities(result[row]);
        }
        return result;
    }
}
