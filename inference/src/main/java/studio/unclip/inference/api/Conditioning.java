package studio.unclip.inference.api;

/**
 * What the decoder is given for the image embedding z_i: one of the two priors, or one of the other rows of the paper's
 * ablation (section 5.1).
 */
public enum Conditioning {
    /** z_i drawn from the diffusion prior. */
    DIFFUSION_PRIOR("diffusion"),
    /** z_i drawn from the autoregressive prior, component by component (section 2.2); not every pack has one. */
    AUTOREGRESSIVE_PRIOR("autoregressive"),
    /** The caption's CLIP text embedding passed off as an image embedding; the pack says how the gap is bridged. */
    TEXT_EMBEDDING("text-embedding"),
    /** The learned null embedding: the decoder sees the caption only. */
    CAPTION_ONLY("none");

    private final String word;

    Conditioning(String word) {
        this.word = word;
    }

    /** The word for it on the command line and in recipes. */
    public String word() {
        return word;
    }

    /** @throws InvalidRequestException for an unknown word */
    public static Conditioning ofWord(String word) {
        for (Conditioning c : values()) {
            if (c.word.equals(word)) {
                return c;
            }
        }
        throw new InvalidRequestException(
                "prior", "Unknown prior '" + word + "'. Use diffusion, autoregressive, text-embedding or none.");
    }
}
