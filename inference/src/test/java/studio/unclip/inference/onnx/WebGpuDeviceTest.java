package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The published plug-in, and the WebGPU device where there is one, where there is none and where its driver is broken. */
@Timeout(60)
class WebGpuDeviceTest {
    private static final String SOFTWARE = "ORT_WEBGPU_EP_ALLOW_SOFTWARE_ADAPTER";

    @TempDir
    static Path folder;

    @BeforeAll
    static void addThePlugin() throws Exception {
        WebGpuHere.assume();
        WebGpuHere.plugin(folder);
    }

    @Test
    void the_published_wheel_is_whole_and_its_device_works() throws Exception {
        assertThat(new WebGpuPlugin(folder, Optional.empty()).kept()).isPresent();
        assertThat(WebGpuHere.device()).isInstanceOf(Device.WebGpu.class);
    }

    @Test
    void where_there_is_a_device_it_is_found_but_software_is_nobodys_best() throws Exception {
        assertThat(survey(Map.of())).startsWith("usable true, failed false, best cpu");
    }

    @Test
    void where_there_is_none_one_sentence_says_so() throws Exception {
        assertThat(survey(Map.of(SOFTWARE, "")).lines())
                .containsExactly(
                        "usable false, failed false, best cpu",
                        "missing The plug-in finds no graphics card. It needs one with its driver for Vulkan, and the"
                                + " library libvulkan.so.1.");
    }

    @Test
    void a_driver_that_fails_is_told_from_none() throws Exception {
        List<String> lines = survey(Map.of("VK_ICD_FILENAMES", "/no/such/driver.json"))
                .lines()
                .toList();
        assertThat(lines).contains("usable false, failed true, best cpu");
        assertThat(lines.getLast())
                .startsWith("missing WebGPU failed while it was tried (")
                .contains("adapter");
    }

    /** @param variables of the environment to change; an empty one is taken away */
    private static String survey(Map<String, String> variables) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SurveyedByHand.class.getName(),
                folder.toString());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        variables.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.strip();
    }
}
