package studio.unclip.inference.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;

/** From what was thrown to the value a person meets. */
final class Failures {
    private Failures() {}

    static JobFailure of(String packId, Throwable thrown) {
        return switch (thrown) {
            case InferenceException.OutOfMemory e -> new JobFailure.OutOfMemory(e.getMessage());
            case InferenceException.DeviceFailure e -> new JobFailure.DeviceFailed(e.getMessage());
            case InferenceException.BadModel e -> new JobFailure.PackDamaged(packId, e.getMessage());
            case PackException e -> of(packId, e.problem());
            case NotFiniteException e -> new JobFailure.NotFinite(e.stage(), e.getMessage());
            case UncheckedIOException e -> disk(packId, e.getCause());
            case IOException e -> disk(packId, e);
            case OutOfMemoryError e ->
                new JobFailure.OutOfMemory(
                        "There was not enough memory for this. Close other programs, or give Java more memory.");
            default ->
                new JobFailure.Internal(
                        "Something went wrong in the program; the log has the details. Trying again may help.");
        };
    }

    private static JobFailure of(String packId, PackProblem problem) {
        return switch (problem) {
            case PackProblem.Io io -> new JobFailure.DiskFailed(io.message());
            case PackProblem.Unsupported unsupported -> new JobFailure.PackUnsupported(packId, unsupported.message());
            case PackProblem.Missing missing -> new JobFailure.PackDamaged(packId, missing.message());
            case PackProblem.Damaged damaged -> new JobFailure.PackDamaged(packId, damaged.message());
            case PackProblem.Hostile hostile -> new JobFailure.PackDamaged(packId, hostile.message());
        };
    }

    private static JobFailure disk(String packId, IOException e) {
        return new JobFailure.DiskFailed("The pack " + packId + " could not be read from the disk (" + e.getMessage()
                + "). Check the disk, then try again.");
    }
}
