package studio.unclip.inference.onnx;

import ai.onnxruntime.OrtException;

/** What ONNX Runtime says when memory cannot be had, as the engine hears it. */
public final class NoMemory {
    private NoMemory() {}

    /** @param device the one whose memory it is */
    public static InferenceException of(String role, Device device) {
        return OrtErrors.map(
                role, device, "loading it", new OrtException("Failed to allocate memory for requested buffer"));
    }
}
