package studio.unclip.inference.model;

/** Names of components and of their tensors in a pack (docs/pack-format.md). */
public final class Roles {
    public static final String TEXT_ENCODER = "text-encoder";
    public static final String IMAGE_ENCODER = "image-encoder";
    /** The prior's first graph, where it has two. */
    public static final String PRIOR_TEXT = "prior-text";

    /** The decoder's first graph, where it has two. */
    public static final String CONDITIONER = "conditioner";

    public static final String AUTOREGRESSIVE_PRIOR = "prior-autoregressive";
    public static final String CAPTIONER = "captioner";

    /** The axis of tokens. */
    static final String LENGTH = "length";

    /** The axes of a picture, or of its latents. */
    static final String HEIGHT = "height";

    static final String WIDTH = "width";

    static final String LOGITS = "logits";
    static final String TOKENS = "tokens";
    static final String MASK_OF_TOKENS = "mask";
    static final String EMBEDDING = "embedding";
    static final String STATES = "states";
    static final String PIXELS = "pixels";
    static final String SAMPLE = "sample";
    static final String TIMESTEP = "timestep";
    static final String PREDICTION = "prediction";
    static final String TEXT_EMBEDDING = "text-embedding";
    static final String TEXT_STATES = "text-states";
    static final String TEXT_MASK = "text-mask";
    static final String IMAGE_EMBEDDING = "image-embedding";
    static final String LOW_RESOLUTION = "low-resolution";
    static final String PICTURE = "picture";
    static final String LATENT = "latent";
    static final String KNOWN = "known";
    static final String REPAINT = "mask";

    private Roles() {}
}
