package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are ONNX Runtime's own. */
class OrtErrorsTest {
    private static final Device CPU = new Device.Cpu();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Non-zero status code returned while running Conv node. Name:'c1' Status Message: std::bad_alloc",
                "bad allocation",
                "BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 1073741824",
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=pc ; expr=cudaMalloc((void**)&p, size);",
                "Available memory of 1 is smaller than requested bytes: Failed to find a free memory block large enough"
            })
    void everyWayOfSayingThatMemoryRanOutIsOutOfMemory(String text) {
        InferenceException e = OrtErrors.map("decoder", CPU, "running", new OrtException(OrtErrorCode.ORT_FAIL, text));
        assertThat(e).isInstanceOf(InferenceException.OutOfMemory.class).hasMessageContaining("Close other programs");
        assertThat(e.model()).isEqualTo("decoder");
    }

    /** The same graph runs on the CPU, so whatever is said there it is the device. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CUDNN failure 4: CUDNN_STATUS_INTERNAL_ERROR",
                "CUDA failure 2: out of memory ; GPU=0 ; hostname=pc ; expr=cudaMalloc((void**)&p, size);",
                "Got invalid dimensions"
            })
    void whatFailsOnADeviceIsTheDevicesFailure(String text) {
        assertThat(OrtErrors.map(
                        "decoder", new Device.Cuda(0), "running", new OrtException(OrtErrorCode.ORT_FAIL, text)))
                .isInstanceOf(InferenceException.DeviceFailure.class)
                .hasMessageStartingWith("decoder: CUDA failed while running (");
    }

    @Test
    void ofADevicesFailureAPersonReadsWhatWasSaidAndNotWhereInTheSources() {
        assertThat(OrtErrors.reason("Error code - ORT_FAIL - message: /onnxruntime_src/a/plugin.cc:70 virtual"
                        + " std::unique_ptr<X> F::Create(const Options&) Error creating execution provider:"
                        + " [ONNXRuntimeError] : 11 : EP_FAIL : /onnxruntime_src/b/context.cc:136 g()::<lambda()>"
                        + " result.status == Status::Success was false. Failed to get a WebGPU adapter: No supported"
                        + " adapters\n\n"))
                .isEqualTo("Failed to get a WebGPU adapter: No supported adapters");
        assertThat(OrtErrors.reason("Error code - ORT_FAIL - message: library is already registered"))
                .isEqualTo("library is already registered");
        assertThat(OrtErrors.reason("x".repeat(1000))).hasSizeLessThan(200);
        assertThat(OrtErrors.reason("")).isEqualTo("no reason given");
    }

    @Test
    void anythingElseIsABadModelInOneLine() {
        assertThat(OrtErrors.map(
                        "decoder",
                        CPU,
                        "running",
                        new OrtException(OrtErrorCode.ORT_INVALID_ARGUMENT, "Got invalid dimensions\nsecond line")))
                .isInstanceOf(InferenceException.BadModel.class)
                .hasMessageContaining("Got invalid dimensions")
                .hasMessageNotContaining("second line");
    }
}
