package studio.unclip.inference.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.onnx.WebGpuHere;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Five operations of the studio with the starter pack's networks on WebGPU, here and in a process of its own, beside the CPU.
 * Without the upsamplers, in pictures of 64 pixels: in software a picture of the whole pack takes minutes.
 */
@Tag("measure")
@Timeout(3600)
class StarterEverywhereTest {
    private static Pack pack;
    private static Map<FiveOperations, Result> onCpu;

    @TempDir
    static Path temp;

    @BeforeAll
    static void open() throws Exception {
        WebGpuHere.assume();
        Path starter = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"))
                .toAbsolutePath();
        ObjectNode manifest = (ObjectNode) JsonMapper.shared().readTree(Files.readString(starter.resolve("pack.json")));
        ArrayNode stages = (ArrayNode) manifest.path("stages");
        for (int i = stages.size() - 1; i >= 0; i--) {
            String name = stages.get(i).path("name").stringValue();
            if (name.startsWith("upsampler")) {
                stages.remove(i);
                ((ObjectNode) manifest.path("components")).remove(name);
                ((ObjectNode) manifest.path("memory").path("activations")).remove(name);
            }
        }
        for (String size : List.of("output", "multiple")) {
            ((ObjectNode) manifest.path("sizes")).put(size, 64);
        }
        Path folder = Files.createDirectories(temp.resolve(manifest.path("id").stringValue()));
        Files.writeString(folder.resolve("pack.json"), manifest.toString());
        for (JsonNode kind : List.of(manifest.path("components"), manifest.path("data"))) {
            for (JsonNode file : kind) {
                copy(starter, folder, file);
                file.path("external").forEach(more -> copy(starter, folder, more));
            }
        }
        pack = new PackOpener(Understood.ofThisStudio()).openVerified(folder, Watcher.silent());
        onCpu = FiveOperations.all(PackInAWorker.here(pack, "cpu"));
    }

    private static void copy(Path from, Path to, JsonNode file) {
        Path name = to.resolve(file.path("file").stringValue());
        try {
            if (Files.notExists(name)) {
                Files.copy(from.resolve(name.getFileName()), name);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void here_they_are_the_same_but_for_rounding() throws Exception {
        FiveOperations.nearOnWebGpu(PackInAWorker.here(pack, "webgpu"), onCpu);
    }

    @Test
    void in_a_worker_they_are_the_same_but_for_rounding() throws Exception {
        FiveOperations.nearOnWebGpu(PackInAWorker.there(pack, "webgpu"), onCpu);
    }
}
