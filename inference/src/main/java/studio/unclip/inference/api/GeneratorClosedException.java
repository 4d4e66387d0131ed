package studio.unclip.inference.api;

/** Work was asked of an {@link ImageGenerator} that is closed. Nothing was queued. */
public final class GeneratorClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public GeneratorClosedException() {
        super("The pack is closed. Open it again.");
    }
}
