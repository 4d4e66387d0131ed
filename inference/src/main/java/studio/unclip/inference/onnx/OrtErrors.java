package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtException;
import java.util.Locale;

/** Turns ONNX Runtime's errors, which are told apart by code and text only, into typed ones. */
final class OrtErrors {

    private static final int MOST_SAID = 160;

    private OrtErrors() {}

    /**
     * @param device the session's: on any but the CPU it is the device that failed, for the same graph runs there
     * @param doing what was being done
     */
    static InferenceException map(String model, Device device, String doing, OrtException e) {
        if (!(device instanceof Device.Cpu)) {
            return ofDevice(model, device, doing, e);
        }
        if (isMemory(text(e).toLowerCase(Locale.ROOT))) {
            return new InferenceException.OutOfMemory(model, e);
        }
        return new InferenceException.BadModel(
                model,
                "ONNX Runtime failed while " + doing + " ("
                        + text(e).lines().findFirst().orElse("no reason given") + "). Run packs verify on the pack.",
                e);
    }

    /** A device's failure, its memory's among them. */
    static InferenceException ofDevice(String model, Device device, String doing, OrtException e) {
        boolean memory = isMemory(text(e).toLowerCase(Locale.ROOT));
        return new InferenceException.DeviceFailure(
                model,
                device.label() + " failed while " + doing + " (" + (memory ? "out of memory" : reason(text(e))) + ")",
                memory,
                e);
    }

    /** What a person can read of it: without the place in the runtime's sources and the condition that did not hold. */
    static String reason(String text) {
        String first = text.lines().findFirst().orElse("").strip();
        String said = first.replaceFirst("^Error code - \\S+ - message: ", "");
        int condition = said.lastIndexOf("was false. ");
        if (condition >= 0) {
            said = said.substring(condition + "was false. ".length());
        } else if (said.contains(".cc:")) {
            said = said.substring(said.lastIndexOf(": ") + 2);
        }
        said = said.length() > MOST_SAID ? said.substring(0, MOST_SAID) + "…" : said;
        return said.isBlank() ? "no reason given" : said;
    }

    private static String text(OrtException e) {
        return e.getMessage() == null ? "" : e.getMessage();
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
