package studio.unclip.inference.api;

/**
 * Why a job or one of its candidates failed: failures a person can meet, each with what happened and what to do. {@link
 * #message()} is one line. It does not say what is kept: {@link JobEvent.Failed#ready} does, and an analysis keeps nothing.
 */
public sealed interface JobFailure {

    String message();

    /** The device or the heap has not enough memory, or less is allowed than the job needs. */
    record OutOfMemory(String message) implements JobFailure {}

    /** The device failed or is not there. */
    record DeviceFailed(String message) implements JobFailure {}

    /** The pack is missing, was changed, or is not what it says. */
    record PackDamaged(String packId, String message) implements JobFailure {}

    /** The pack is sound but asks for something this engine does not know. */
    record PackUnsupported(String packId, String message) implements JobFailure {}

    /** The disk or the rights on it: the pack may be sound, but cannot be read now. */
    record DiskFailed(String message) implements JobFailure {}

    /**
     * A stage gave numbers that are not finite, so there is no picture.
     *
     * @param stage the stage's name
     */
    record NotFinite(String stage, String message) implements JobFailure {}

    /**
     * The process the engine runs in ended, did not answer, or said what is no message. The next job starts it again; jobs
     * that wait are not lost.
     */
    record EngineDied(String message) implements JobFailure {}

    /** A fault of ours. The log has the details. */
    record Internal(String message) implements JobFailure {}
}
