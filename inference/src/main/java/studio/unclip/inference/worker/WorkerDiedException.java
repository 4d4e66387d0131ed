package studio.unclip.inference.worker;

import studio.unclip.inference.api.JobFailure;

/** The worker is gone, and the calls that waited for it with it. */
final class WorkerDiedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient JobFailure failure;

    WorkerDiedException(JobFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** What a person is told. */
    JobFailure failure() {
        return failure;
    }
}
