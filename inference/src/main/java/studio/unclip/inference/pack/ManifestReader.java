package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code pack.json}: strict where the format speaks, blind to keys it does not know, one complaint that names the
 * JSON path. Stateless and safe for threads.
 */
public final class ManifestReader {

    /** Largest manifest, bytes. */
    public static final int MAX_BYTES = 4 << 20;

    private static final int FORMAT = 1;
    private static final int SHORT = 200;
    private static final int LONG = 4000;
    private static final int MANY = 256;
    private static final List<Integer> WHITE = List.of(255, 255, 255);

    private final Understood understood;
    private final StrictJson json = new StrictJson();

    /** @param understood families and sections this studio knows */
    public ManifestReader(Understood understood) {
        this.understood = understood;
    }

    /**
     * Reads the manifest of a pack folder.
     *
     * @param folder the pack's folder
     * @throws PackException if there is none, or it is wrong
     */
    public PackManifest readFolder(Path folder) throws PackException {
        String name = nameOf(folder);
        return read(name, bytes(name, folder));
    }

    /**
     * Reads a manifest.
     *
     * @param pack name for messages until the manifest's id is known
     * @param bytes the whole file
     * @throws PackException if it is wrong, or asks for what this studio does not know
     */
    public PackManifest read(String pack, byte[] bytes) throws PackException {
        if (bytes.length > MAX_BYTES) {
            throw PackException.hostile(pack, "pack.json is larger than " + MAX_BYTES + " bytes");
        }
        JsonAt top = json.read(pack, FileNames.MANIFEST, bytes);
        if (top.field("format").integer(0, Integer.MAX_VALUE) != FORMAT) {
            throw top.field("format").unsupported("this studio reads pack format " + FORMAT);
        }
        String id = top.field("id").text(64);
        if (!id.matches("[a-z0-9][a-z0-9-]{0,63}") || !FileNames.isPlain(id)) {
            throw top.field("id").wrong("must be lower-case letters, digits and hyphens");
        }
        JsonAt at = top.inPack(id);
        String family = at.field("family").text(64);
        if (!understood.families().contains(family)) {
            throw at.field("family").unsupported("this studio cannot run the family " + FileNames.shown(family));
        }
        PackManifest manifest = manifest(at, id, family, sections(at));
        new ManifestRules(at, manifest).check();
        return manifest;
    }

    static byte[] bytes(String pack, Path folder) throws PackException {
        if (!Files.isDirectory(folder)) {
            throw PackException.missing(pack, "there is no folder " + folder, "Install the pack first");
        }
        Path file = folder.resolve(FileNames.MANIFEST);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.exists(folder.resolve("model_index.json"), LinkOption.NOFOLLOW_LINKS)) {
                throw PackException.missing(
                        pack,
                        folder + " holds a model's published files, not a pack",
                        "Install it by unclip packs install --from-diffusers");
            }
            throw PackException.missing(
                    pack, folder + " has no pack.json", "Choose the folder or archive of a pack, or install it again");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw PackException.io(pack, e);
        }
    }

    static String nameOf(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? path.toString() : name.toString();
    }

    private Map<String, Section> sections(JsonAt at) throws PackException {
        Map<String, Section> sections = new LinkedHashMap<>();
        Optional<JsonAt> given = at.optional("sections");
        if (given.isEmpty()) {
            return Map.of();
        }
        for (Map.Entry<String, JsonAt> entry : given.get().fields(MANY).entrySet()) {
            JsonAt section = entry.getValue();
            Optional<JsonAt> flag = section.optional("mustUnderstand");
            boolean must = flag.isPresent() && flag.get().bool();
            if (must && !understood.sections().contains(entry.getKey())) {
                throw section.unsupported(
                        "the pack cannot be used without this section, which this studio does not know");
            }
            sections.put(entry.getKey(), new Section(entry.getKey(), must, section.verbatim()));
        }
        return sections;
    }

    private PackManifest manifest(JsonAt at, String id, String family, Map<String, Section> sections)
            throws PackException {
        ComponentReader parts = new ComponentReader();
        Map<String, Component> components = new LinkedHashMap<>();
        for (Map.Entry<String, JsonAt> entry :
                at.field("components").fields(MANY).entrySet()) {
            components.put(entry.getKey(), parts.component(entry.getKey(), entry.getValue()));
        }
        Map<String, PackFile> data = new LinkedHashMap<>();
        for (Map.Entry<String, JsonAt> entry : at.field("data").fields(MANY).entrySet()) {
            data.put(entry.getKey(), parts.file(entry.getValue()));
        }
        List<Stage> stages = new ArrayList<>();
        for (JsonAt stage : at.field("stages").items(16)) {
            stages.add(StageReader.stage(stage));
        }
        List<Integer> background = colour(at.optional("background"), WHITE);
        Optional<JsonAt> vocabulary = at.optional("vocabulary");
        JsonAt defaults = at.field("defaults");
        JsonAt sizes = at.field("sizes");
        return new PackManifest(
                id,
                at.field("version").text(64),
                at.field("name").text(SHORT),
                at.field("description").text(LONG),
                paints(at.optional("paints")),
                family,
                licence(at.field("licence")),
                Collections.unmodifiableMap(components),
                Collections.unmodifiableMap(data),
                tokenizer(at.field("tokenizer")),
                embedding(at.field("embedding")),
                imageInput(at.field("imageInput"), background),
                background,
                List.copyOf(stages),
                sizes.field("output").smallInteger(1, 1 << 16),
                sizes.field("multiple").smallInteger(1, 1 << 16),
                activations(at),
                new OperationsReader(components, stages).read(at),
                defaults.field("candidates").smallInteger(1, 64),
                defaults.field("template").text(SHORT),
                vocabulary.isEmpty()
                        ? Optional.empty()
                        : Optional.of(vocabulary.get().field("data").text(64)),
                splitter(at),
                Collections.unmodifiableMap(sections));
    }

    private static Optional<String> paints(Optional<JsonAt> at) throws PackException {
        return at.isEmpty() ? Optional.empty() : Optional.of(at.get().text(64));
    }

    private static Licence licence(JsonAt at) throws PackException {
        Optional<JsonAt> notices = at.optional("notices");
        Optional<JsonAt> restrictions = at.optional("restrictions");
        return new Licence(
                at.field("spdx").text(SHORT),
                at.field("file").text(128),
                notices.isEmpty() ? List.of() : notices.get().texts(MANY, 128),
                at.field("summary").text(LONG),
                restrictions.isEmpty()
                        ? Optional.empty()
                        : Optional.of(restrictions.get().text(LONG)));
    }

    private static TokenizerSpec tokenizer(JsonAt at) throws PackException {
        String kind = at.field("kind").text(64);
        if (!kind.equals("clip-bpe")) {
            throw at.field("kind").unsupported("this studio knows the tokenizer clip-bpe only");
        }
        return new TokenizerSpec(
                kind,
                at.field("data").text(64),
                at.field("contextLength").smallInteger(3, 4096),
                at.field("startToken").smallInteger(0, 1 << 24),
                at.field("endToken").smallInteger(0, 1 << 24),
                at.field("padToken").smallInteger(0, 1 << 24));
    }

    private static EmbeddingSpec embedding(JsonAt at) throws PackException {
        int dimension = at.field("dimension").smallInteger(1, 1 << 14);
        Optional<JsonAt> components = at.optional("pcaComponents");
        Optional<JsonAt> noText = at.optional("noText");
        Optional<JsonAt> scale = at.optional("logitScale");
        return new EmbeddingSpec(
                dimension,
                at.field("unitLength").bool(),
                at.field("data").text(64),
                at.field("whitening").oneOf(EmbeddingSpec.Whitening.class),
                at.field("eigenvalueFloor").number(0, 1),
                components.isEmpty() ? 0 : components.get().smallInteger(0, dimension),
                at.field("textGap").oneOf(EmbeddingSpec.TextGap.class),
                noText.isEmpty() ? EmbeddingSpec.NoText.LEARNED : noText.get().oneOf(EmbeddingSpec.NoText.class),
                scale.isEmpty() ? EmbeddingSpec.USUAL_LOGIT_SCALE : scale.get().number(0.01, 1000));
    }

    private static ImageInput imageInput(JsonAt at, List<Integer> background) throws PackException {
        return new ImageInput(
                at.field("size").smallInteger(1, 4096),
                channels(at.field("mean"), -10),
                channels(at.field("std"), 1e-6),
                at.field("resample").oneOf("nearest", "box", "bilinear", "bicubic", "lanczos"),
                colour(at.optional("background"), background));
    }

    private static List<Integer> colour(Optional<JsonAt> at, List<Integer> otherwise) throws PackException {
        if (at.isEmpty()) {
            return otherwise;
        }
        List<Integer> colour = new ArrayList<>();
        for (JsonAt channel : at.get().items(3)) {
            colour.add(channel.smallInteger(0, 255));
        }
        if (colour.size() != 3) {
            throw at.get().wrong("must have three whole numbers: red, green, blue");
        }
        return colour;
    }

    private static Optional<Splitter> splitter(JsonAt at) throws PackException {
        Optional<JsonAt> sections = at.optional("sections");
        Optional<JsonAt> given =
                sections.isEmpty() ? Optional.empty() : sections.get().optional("splitter");
        return given.isEmpty() ? Optional.empty() : Optional.of(SplitterReader.read(given.get()));
    }

    private static List<Double> channels(JsonAt at, double least) throws PackException {
        List<Double> values = new ArrayList<>();
        for (JsonAt item : at.items(3)) {
            values.add(item.number(least, 10));
        }
        if (values.size() != 3) {
            throw at.wrong("must have three numbers: red, green, blue");
        }
        return values;
    }

    private static Map<String, Activation> activations(JsonAt at) throws PackException {
        Map<String, Activation> activations = new LinkedHashMap<>();
        Optional<JsonAt> memory = at.optional("memory");
        Optional<JsonAt> given =
                memory.isEmpty() ? Optional.empty() : memory.get().optional("activations");
        if (given.isEmpty()) {
            return Map.of();
        }
        for (Map.Entry<String, JsonAt> entry : given.get().fields(MANY).entrySet()) {
            JsonAt value = entry.getValue();
            Optional<JsonAt> attention = value.optional("attention");
            activations.put(
                    entry.getKey(),
                    new Activation(
                            value.field("base").integer(0, JsonAt.MAX_EXACT),
                            value.field("perRow").integer(0, JsonAt.MAX_EXACT),
                            attention.isEmpty() ? 0 : attention.get().integer(0, JsonAt.MAX_EXACT)));
        }
        return activations;
    }
}
