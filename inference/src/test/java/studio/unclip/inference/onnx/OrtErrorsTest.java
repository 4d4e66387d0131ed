package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are ONNX Runtime's own. */
class OrtErrorsTest {

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
        InferenceException e = OrtErrors.map("decoder", "running", new OrtException(OrtErrorCode.ORT_FAIL, text));
        assertThat(e).isInstanceOf(InferenceException.OutOfMemory.class).hasMessageContaining("Close other programs");
        assertThat(e.model()).isEqualTo("decoder");
    }

    @Test
    void aFailingDriverIsADeviceFailure() {
        assertThat(OrtErrors.map(
                        "decoder",
                        "running",
                        new OrtException(OrtErrorCode.ORT_FAIL, "CUDNN failure 4: CUDNN_STATUS_INTERNAL_ERROR")))
                .isInstanceOf(InferenceException.DeviceFailure.class)
                .hasMessageContaining("Choose the CPU");
        assertThat(OrtErrors.map("decoder", "running", new OrtException(OrtErrorCode.ORT_EP_FAIL, "lost")))
                .isInstanceOf(InferenceException.DeviceFailure.class);
    }

    @Test
    void anythingElseIsABadModelInOneLine() {
        assertThat(OrtErrors.map(
                        "decoder",
                        "running",
                        new OrtException(OrtErrorCode.ORT_INVALID_ARGUMENT, "Got invalid dimensions\nsecond line")))
                .isInstanceOf(InferenceException.BadModel.class)
                .hasMessageContaining("Got invalid dimensions")
                .hasMessageNotContaining("second line");
    }
}
