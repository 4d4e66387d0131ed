package studio.unclip.inference.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tiny pack of random weights and what diffusers' own pipeline did with it: {@code modelkit.reference.record} says what
 * the tensors are.
 *
 * @param pack verified
 * @param tensors of one run, and of one call of every network
 * @param run the run's prompt, seed, steps and guidance
 */
public record Recorded(Pack pack, Tensors tensors, JsonNode run) {

    /** @param name of a folder of reference */
    public static Recorded of(String name) throws IOException, PackException {
        Path folder = Path.of("src/test/resources/reference", name).toAbsolutePath();
        return new Recorded(
                new PackOpener(Understood.ofThisStudio()).openVerified(folder, Watcher.silent()),
                Tensors.read(folder.resolve("steps.safetensors")),
                JsonMapper.shared().readTree(Files.readString(folder.resolve("run.json"))));
    }

    public String prompt() {
        return run.path("prompt").stringValue();
    }

    public long seed() {
        return run.path("seed").asLong();
    }

    public int steps(String stage) {
        return run.path("steps").path(stage).asInt();
    }

    /** 1 where the pipeline has none. */
    public double guidance(String stage) {
        return run.path("guidance").path(stage).asDouble(1);
    }
}
