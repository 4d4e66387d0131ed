package studio.unclip.inference.reference;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a pack must draw: {@code modelkit.reference.goldens} wrote it, by PyTorch and diffusers with the pack's own
 * weights; its documentation says what the files hold.
 */
public final class Goldens {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int STRIDE = 5077;

    private final Path folder;
    private final Pack pack;
    private final JsonNode index;
    private final Tensors tensors;

    private Goldens(Path folder, Pack pack) throws IOException {
        this.folder = folder;
        this.pack = pack;
        this.index = JSON.readTree(folder.resolve("goldens.json"));
        this.tensors = Tensors.read(folder.resolve("steps.safetensors"));
    }

    /**
     * The starter pack's.
     *
     * @throws AssertionError with what to do, if they were made from another pack than the one in assets
     */
    public static Goldens ofTheStarterPack() throws IOException, PackException {
        return open(Path.of("src/test/resources/reference/starter"), Path.of("../assets/packs/starter"));
    }

    private static Goldens open(Path folder, Path pack) throws IOException, PackException {
        stale(JSON.readTree(folder.resolve("goldens.json")).path("pack"), JSON.readTree(pack.resolve("pack.json")))
                .ifPresent(difference -> {
                    throw new AssertionError(String.format(
                            Locale.ROOT,
                            "%s is not the pack that %s was made from (%s differs): make it anew, in "
                                    + "modelkit/, with python -m modelkit.reference.goldens --pack ../assets/packs/%s "
                                    + "--out ../inference/%s",
                            pack,
                            folder,
                            difference,
                            pack.getFileName(),
                            folder));
                });
        return new Goldens(
                folder,
                new PackOpener(Understood.ofThisStudio()).openVerified(pack.toAbsolutePath(), Watcher.silent()));
    }

    /**
     * What of a pack has changed since its goldens were made, if anything that decides how its pictures look.
     *
     * @param made what the goldens keep of the pack
     * @param manifest the pack's manifest now
     */
    static Optional<String> stale(JsonNode made, JsonNode manifest) {
        List<JsonNode> parts = new ArrayList<>(manifest.path("components").values());
        manifest.path("components")
                .forEach(component -> parts.addAll(component.path("external").values()));
        parts.add(manifest.path("data").path("tokenizer"));
        parts.add(manifest.path("data").path("geometry"));
        for (JsonNode part : parts) {
            String file = part.path("file").stringValue();
            if (!part.path("sha256").equals(made.path("files").path(file))) {
                return Optional.of(file);
            }
        }
        if (parts.stream().map(p -> p.path("file")).distinct().count()
                != made.path("files").size()) {
            return Optional.of("which files it has");
        }
        if (!manifest.path("stages").equals(made.path("stages"))) {
            return Optional.of("a stage");
        }
        return manifest.path("sections").path("autoregressive-prior").equals(made.path("autoregressive"))
                        || made.path("autoregressive").isNull()
                ? Optional.empty()
                : Optional.of("the section autoregressive-prior");
    }

    /** The pack itself, verified. */
    public Pack pack() {
        return pack;
    }

    /** The steps of one run of one stage. */
    public record Steps(
            String name, String stage, String prompt, long seed, List<Integer> timesteps, int count, JsonNode rest) {}

    /** All of them. */
    public List<Steps> steps() {
        return index.path("steps").values().stream()
                .map(s -> new Steps(
                        s.path("name").stringValue(),
                        s.path("stage").stringValue(),
                        s.path("prompt").stringValue(),
                        s.path("seed").asLong(),
                        s.path("timesteps").values().stream()
                                .map(JsonNode::asInt)
                                .toList(),
                        s.path("count").asInt(),
                        s))
                .toList();
    }

    /** One whole picture. */
    public record WholePicture(String file, String prompt, long seed, String conditioning, String noiseOrder) {}

    /** All of them. */
    public List<WholePicture> pictures() {
        return index.path("pictures").values().stream()
                .map(p -> new WholePicture(
                        p.path("file").stringValue(),
                        p.path("prompt").stringValue(),
                        p.path("seed").asLong(),
                        p.path("conditioning").stringValue(),
                        p.path("noiseOrder").stringValue()))
                .toList();
    }

    /** A tensor of float32 or float16 numbers, row-major. */
    public float[] tensor(String name) {
        return tensors.tensor(name);
    }

    /** The first side of a tensor. */
    public int rows(String name) {
        return tensors.rows(name);
    }

    /** One row of a tensor. */
    public float[] row(String name, int row) {
        return tensors.row(name, row);
    }

    /** The values of a flat tensor that are kept of step {@code step}. */
    public static float[] kept(float[] values, int step, int count) {
        float[] kept = new float[count];
        for (int j = 0; j < count; j++) {
            kept[j] = values[(int) ((step + (long) STRIDE * j) % values.length)];
        }
        return kept;
    }

    /** An 8-bit picture's levels, planar RGB [3, height, width]. */
    public int[] levels(String file) throws IOException {
        BufferedImage image = ImageIO.read(folder.resolve(file).toFile());
        int pixels = image.getWidth() * image.getHeight();
        int[] packed = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        int[] levels = new int[3 * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < 3; c++) {
                levels[c * pixels + i] = packed[i] >> (16 - 8 * c) & 0xff;
            }
        }
        return levels;
    }
}
