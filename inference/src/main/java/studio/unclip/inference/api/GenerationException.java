package studio.unclip.inference.api;

/** Carries a {@link JobFailure} where there is no job to tell it: while an engine is being opened. */
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
