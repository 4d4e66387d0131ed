package studio.unclip.inference.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.WebGpuHere;

/** The networks of other families on a WebGPU device, in software where there is no card, beside PyTorch. */
@Timeout(300)
class TinyFamiliesOnWebGpuTest {
    private static final float TOLERANCE = 1e-4f;

    @BeforeAll
    static void findTheDevice() {
        WebGpuHere.assume();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-karlo", "tiny-kandinsky22"})
    void every_network_gives_what_pytorch_gives(String name) throws Exception {
        BesideDiffusers pack = new BesideDiffusers(name);
        OnnxRuntime webGpu = pack.runtime.on(WebGpuHere.device());
        Set<String> roles = pack.recorded.pack().manifest().components().keySet();
        assertThat(roles).hasSizeGreaterThan(5);
        for (String role : roles) {
            pack.network(role, webGpu, TOLERANCE);
        }
    }
}
