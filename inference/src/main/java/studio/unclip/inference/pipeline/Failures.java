package studio.unclip.inference.pipeline;

import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.onnx.InferenceException;
import studio.unclip.inference.pack.PackException;

/** From what was thrown to the value a person meets. */
final class Failures {
    private Failures() {}

    static JobFailure of(String packId, Throwable thrown) {
        return switch (thrown) {
            case InferenceException.OutOfMemory e -> new JobFailure.OutOfMemory(e.getMessage());
            case InferenceException.DeviceFailure e -> new JobFailure.DeviceFailed(e.getMessage());
            case InferenceException.BadModel e -> new JobFailure.PackDamaged(packId, e.getMessage());
            case PackException e ->
                new JobFailure.PackDamaged(packId, e.problem().message());
            case OutOfMemoryError e ->
                new JobFailure.OutOfMemory("Not enough memory for this picture. Close other programs, or give Java more"
                        + " memory. Finished candidates are kept.");
            default ->
                new JobFailure.Internal("Something went wrong in the program. Finished candidates are kept; the log has"
                        + " the details. Trying again may help.");
        };
    }
}
