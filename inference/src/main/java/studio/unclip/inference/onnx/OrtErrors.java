package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtException;
import java.util.Locale;

/** Turns ONNX Runtime's errors, which are told apart by code and text only, into typed ones. */
final class OrtErrors {

    private OrtErrors() {}

    static InferenceException map(String model, String doing, OrtException e) {
        String text = e.getMessage() == null ? "" : e.getMessage();
        String lower = text.toLowerCase(Locale.ROOT);
        if (isMemory(lower)) {
            return new InferenceException.OutOfMemory(model, e);
        }
        String first = text.lines().findFirst().orElse("no reason given");
        return switch (e.getCode()) {
            case ORT_EP_FAIL, ORT_DEVICE_RESET, ORT_ENGINE_ERROR ->
                new InferenceException.DeviceFailure(
                        model,
                        "the device failed while " + doing + " (" + first + "). Choose the CPU, or try again.",
                        e);
            default ->
                lower.contains("cuda") || lower.contains("cudnn") || lower.contains("dml")
                        ? new InferenceException.DeviceFailure(
                                model,
                                "the device failed while " + doing + " (" + first + "). Choose the CPU, or try again.",
                                e)
                        : new InferenceException.BadModel(
                                model,
                                "ONNX Runtime failed while " + doing + " (" + first
                                        + "). Run packs verify on the pack.",
                                e);
        };
    }

    private static boolean isMemory(String text) {
        return text.contains("out of memory")
                || text.contains("bad_alloc")
                || text.contains("bad allocation")
                || text.contains("failed to allocate")
                || text.contains("failed to find a free memory block")
                || text.contains("cublas_status_alloc_failed");
    }
}
