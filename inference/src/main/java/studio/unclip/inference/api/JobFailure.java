package studio.unclip.inference.api;

/**
 * Why a job failed: failures a person can meet, each with what happened and what to do. {@link #message()} is one line.
 */
public sealed interface JobFailure {

    String message();

    /** The device or the heap has not enough memory. */
    record OutOfMemory(String message) implements JobFailure {}

    /** The device failed or is not there. */
    record DeviceFailed(String message) implements JobFailure {}

    /** The pack is missing, was changed, or cannot be read. */
    record PackDamaged(String packId, String message) implements JobFailure {}

    /** A fault of ours. The log has the details. */
    record Internal(String message) implements JobFailure {}
}
