package studio.unclip.inference.model;

/**
 * What one row of a network's call is conditioned on. The learned nulls, a negative prompt, a caption with its z_i: to the
 * network they are rows alike.
 *
 * @param image whitened z_i or the learned null, [E]; empty for a prior, which reads none
 * @param text the caption, or {@link TextFeatures#none}
 */
@SuppressWarnings("ArrayRecordComponent") // handed straight into tensors; never compared
public record Row(float[] image, TextFeatures text) {

    /** A caption alone, for a prior. */
    public static Row of(TextFeatures text) {
        return new Row(new float[0], text);
    }
}
