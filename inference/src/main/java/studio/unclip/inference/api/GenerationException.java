package studio.unclip.inference.api;

/** Carries a {@link JobFailure} where a future must complete exceptionally. */
public final class GenerationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JobFailure failure;

    public GenerationException(JobFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    public JobFailure failure() {
        return failure;
    }
}
