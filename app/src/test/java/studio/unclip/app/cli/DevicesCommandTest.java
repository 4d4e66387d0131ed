package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.inference.api.DeviceInfo;
import tools.jackson.databind.JsonNode;

/** With what this machine has, which may be no more than its processor; no plug-in is added. */
class DevicesCommandTest {
    @TempDir
    static Path root;

    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(new ScriptedGenerator(), root);
    }

    @Test
    void the_list_says_what_is_there_and_what_is_missing() {
        CommandLineDriver.Result result = unclip.run("devices");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines())
                .anyMatch(line -> line.matches("cpu +ready +\\d+ threads.*\\(ONNX Runtime 1\\..*\\)"))
                .anyMatch(line -> line.startsWith("webgpu    -") && line.contains("unclip devices add FILE.whl"))
                .anyMatch(line -> line.startsWith("auto"));
    }

    @Test
    void the_list_is_one_json_object_too() {
        JsonNode json = unclip.run("devices", "--json").json();
        JsonNode cpu = json.path("devices").path(0);
        assertThat(cpu.path("id").asString()).isEqualTo("cpu");
        assertThat(cpu.path("usable").asBoolean()).isTrue();
        assertThat(cpu.path("memoryBytes").asLong()).isPositive();
        JsonNode webGpu = json.path("devices").path(1);
        assertThat(webGpu.path("id").asString()).isEqualTo("webgpu");
        assertThat(webGpu.path("usable").asBoolean()).isFalse();
        assertThat(webGpu.path("missing").asString()).contains("pip download onnxruntime-ep-webgpu==0.4.0");
        assertThat(json.path("auto").asString()).isNotEmpty();
    }

    @Test
    void another_file_is_refused_in_one_sentence_and_nothing_is_kept() throws IOException {
        Files.writeString(unclip.work.resolve("plugin.whl"), "not a wheel");
        CommandLineDriver.Result result = unclip.run("devices", "add", "plugin.whl");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertThat(result.err()).contains("plugin.whl is not the plug-in's wheel");
        assertThat(unclip.folders.devices()).doesNotExist();
        assertThat(unclip.run("devices", "add", "absent.whl").exitCode()).isEqualTo(3);
        assertThat(unclip.run("devices", "add").exitCode()).isEqualTo(2);
        Files.createDirectory(unclip.work.resolve("libraries"));
        CommandLineDriver.Result folder = unclip.run("devices", "add", "libraries");
        assertThat(folder.exitCode()).isEqualTo(3);
        assertThat(folder.err().lines()).hasSize(1);
        assertThat(folder.err()).contains("There is no " + System.mapLibraryName("onnxruntime"));
    }

    @Test
    void removing_what_is_not_there_is_no_failure() {
        CommandLineDriver.Result result = unclip.run("devices", "remove");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEqualTo("There was nothing to remove.\n");
        assertThat(unclip.run("devices", "remove", "--json").json().path("done").asString())
                .isEqualTo("nothing");
    }

    @Test
    void the_device_is_asked_for_by_its_name_and_the_processor_is_the_default() throws IOException {
        String[] asked = new String[1];
        ScriptedGenerator generator = new ScriptedGenerator();
        GeneratorOpener opener = (_, device) -> {
            asked[0] = device.id();
            return generator.opened();
        };
        CommandLineDriver driver = CommandLineDriver.opening(opener, root.resolve("asked"));
        driver.run("generate", "owl", "-o", "a.png");
        assertThat(asked[0]).isEqualTo("cpu");
        driver.run("generate", "owl", "-o", "b.png", "--device", "auto");
        assertThat(asked[0]).isEqualTo("auto");
        driver.run("rank", "owl", "a.png", "--device", "webgpu");
        assertThat(asked[0]).isEqualTo("webgpu");
    }

    @Test
    void that_another_device_takes_the_place_is_said_and_stands_in_the_report() throws IOException {
        ScriptedGenerator generator = new ScriptedGenerator();
        generator.runsOn(new DeviceInfo("cpu", "CPU", 1L << 30, Optional.of("WebGPU failed. On the CPU.")));
        CommandLineDriver driver = CommandLineDriver.over(generator, root.resolve("note"));
        CommandLineDriver.Result told = driver.run("generate", "owl", "-o", "a.png", "--device", "webgpu", "--json");
        assertThat(told.exitCode()).as(told.err()).isZero();
        assertThat(told.err()).contains("note: WebGPU failed. On the CPU.");
        assertThat(told.json().path("device").asString()).isEqualTo("cpu");
        assertThat(told.json().path("deviceNote").asString()).isEqualTo("WebGPU failed. On the CPU.");
        assertThat(driver.run("generate", "owl", "-o", "b.png", "--quiet").err())
                .isEmpty();
    }
}
