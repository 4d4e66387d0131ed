package studio.unclip.inference.api;

/** Which random numbers a seed stands for. */
public enum NoiseOrder {
    /**
     * A stream of its own for every (candidate seed, stage, window): changing the prior or its steps leaves the
     * decoder's x_T alone, and any candidate can be replayed alone.
     */
    STREAM_PER_STAGE("stream-per-stage"),
    /** One running stream through all stages in the order of diffusers' pipelines: for comparison with those. */
    ONE_STREAM("one-stream");

    private final String word;

    NoiseOrder(String word) {
        this.word = word;
    }

    /** The word for it in recipes. */
    public String word() {
        return word;
    }

    /** @throws InvalidRequestException for an unknown word */
    public static NoiseOrder ofWord(String word) {
        for (NoiseOrder order : values()) {
            if (order.word.equals(word)) {
                return order;
            }
        }
        throw new InvalidRequestException(
                "noiseOrder", "Unknown noise order '" + word + "'. Use stream-per-stage or one-stream.");
    }
}
