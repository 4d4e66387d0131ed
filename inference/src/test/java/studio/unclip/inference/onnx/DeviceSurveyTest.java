package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without a plug-in; with one: {@code WebGpuTest}. */
class DeviceSurveyTest {
    private final OnnxRuntime runtime =
            OnnxRuntime.start(RuntimeOptions.defaults().withThreads(1));

    @Test
    void the_processor_is_there_and_all_others_say_what_they_lack(@TempDir Path folder) {
        DeviceSurvey survey =
                new DeviceSurvey(runtime, new WebGpuPlugin(folder, Optional.empty()), new RuntimeFolder(folder));
        assertThat(survey.all()).extracting(DeviceSurvey.Finding::id).containsExactlyElementsOf(DeviceSurvey.IDS);
        for (DeviceSurvey.Finding finding : survey.all()) {
            assertThat(finding.missing().isEmpty()).as(finding.id()).isEqualTo(finding.usable());
        }
        assertThat(survey.of("cpu").device()).contains(new Device.Cpu());
        assertThat(survey.of("webgpu").missing())
                .startsWith("The plug-in was not added yet.")
                .contains(WebGpuPlugin.FETCH, "unclip devices add");
        assertThat(survey.best()).isEqualTo(new Device.Cpu());
    }

    @Test
    void a_plugin_that_was_changed_is_not_loaded(@TempDir Path folder) throws Exception {
        Path home = Files.createDirectories(folder.resolve("webgpu-" + WebGpuPlugin.VERSION));
        Files.writeString(home.resolve("libonnxruntime_providers_webgpu.so"), "something else");
        assertThat(new DeviceSurvey(runtime, new WebGpuPlugin(folder, Optional.empty()), new RuntimeFolder(folder))
                        .of("webgpu")
                        .missing())
                .startsWith("The files of the plug-in are not those that were added.");
    }
}
