package studio.unclip.app.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.pipeline.EngineOptions;

/** On a machine that has no plug-in, whatever cards it has. */
class EngineDevicesTest {
    @TempDir
    static Path home;

    private final PlatformFolders folders = PlatformFolders.under(home);

    private EngineOptions chosen(String id) {
        return EngineDevices.chosen(new GeneratorOpener.Device(id, OptionalInt.of(1)), folders);
    }

    @Test
    void the_processor_needs_nothing_looked_at() {
        EngineOptions options = chosen("cpu");
        assertThat(options.device()).isEqualTo(new Device.Cpu());
        assertThat(options.threads()).isEqualTo(1);
        assertThat(options.deviceNote()).isEmpty();
    }

    @Test
    void a_device_that_is_not_there_is_refused_in_one_sentence() {
        assertThatThrownBy(() -> chosen("webgpu"))
                .isInstanceOf(NoSuchDeviceException.class)
                .hasMessageStartingWith("The device webgpu is not there. The plug-in was not added yet.")
                .message()
                .doesNotContain("\n");
        assertThatThrownBy(() -> chosen("abacus"))
                .isInstanceOf(NoSuchDeviceException.class)
                .hasMessage("There is no device 'abacus'. There are: auto, cpu, webgpu, cuda, directml.");
    }

    /** The window goes on where the command line refuses: a card that was taken out is no reason to make no pictures. */
    @Test
    void the_window_makes_its_pictures_on_the_processor_then_and_says_why() throws Exception {
        PackFolders packs = PackFolders.ofThisProcess(folders);
        Path starter = packs.starter().orElseThrow();
        GeneratorOpener.Device webGpu = new GeneratorOpener.Device("webgpu", OptionalInt.empty());
        assertThatThrownBy(() -> new LocalGeneratorOpener(new PackShelf(packs, folders), folders).open(starter, webGpu))
                .isInstanceOf(NoSuchDeviceException.class);
        try (ImageGenerator worker = new WorkerGeneratorOpener(packs, folders).open(starter, webGpu)) {
            assertThat(worker.device().id()).isEqualTo("cpu");
            assertThat(worker.device().note().orElseThrow())
                    .startsWith("The device webgpu is not there.")
                    .endsWith("Pictures are made on the CPU.");
        }
    }

    @Test
    void settings_come_over_as_words() throws Exception {
        PackFolders packs = new PackFolders(Optional.empty(), Files.createDirectories(home.resolve("packs")));
        EngineSettings settings = new EngineSettings(
                home,
                new GeneratorOpener.Device("auto", OptionalInt.of(3)),
                packs,
                folders,
                Optional.of("why"),
                Thrift.IN_TURN);
        assertThat(EngineSettings.of(settings.words())).isEqualTo(settings);
        EngineSettings plain =
                new EngineSettings(home, GeneratorOpener.Device.CPU, packs, folders, Optional.empty(), Thrift.NONE);
        assertThat(EngineSettings.of(plain.words())).isEqualTo(plain);
    }
}
