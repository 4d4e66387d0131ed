package studio.unclip.inference.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole pack so small that a picture of 16 pixels takes milliseconds. Its networks are the graphs of {@code
 * modelkit/modelkit/reference/tiny_pack.py}; the parameters its manifest claims are made up, so that the memory plan has
 * something to count.
 */
final class TinyPack {
    /** Megabytes each network counts in the memory plan: five bytes a parameter at this precision. */
    static final Map<String, Integer> MEGABYTES = Map.of(
            "text-encoder", 5,
            "image-encoder", 10,
            "prior", 20,
            "prior-text", 8,
            "decoder", 50,
            "upsampler-16", 15,
            "upsampler-16-last", 12,
            "captioner", 30);

    static final int SIZE = 16;

    private static final String VOCABULARY = """
            {"concepts": [{"name": "owl", "phrase": "an owl"}, {"name": "dog", "phrase": "a dog"}],
             "words": ["an", "a", "owl", "dog", "and"], "styles": ["pencil sketch"], "places": ["in the snow"]}
            """;

    private static final int E = 4;

    /** The starter's tokenizer's. */
    private static final int WORDS = 3394;

    private static final int MEGABYTE = 1_000_000;

    private final Path folder;
    private final Set<Trait> traits;

    /** What a pack may have instead of the plain networks. */
    enum Trait {
        /** The text encoder reads captions at their own length. */
        ANY_LENGTH,
        /** The prior reads the caption's states, in one graph. */
        ONE_GRAPH,
        /** The same prior in two graphs. */
        TWO_GRAPHS,
        /** The upsampler's last step is another network's. */
        RELAY,
        /** Knows an owl and a dog, and draws them in two halves. */
        TWO_THINGS,
        /** Knows the aspect {@code style}: the first axis. */
        ASPECTS,
        /** Of a window three pictures are drawn at most. */
        THREE_SAMPLES
    }

    private TinyPack(Path folder, Set<Trait> traits) {
        this.folder = folder;
        this.traits = traits;
    }

    /** Writes it into a folder. */
    static TinyPack in(Path folder) throws IOException {
        return with(folder, "decoder");
    }

    /** The same with another decoder of {@code tiny_pack.py}. */
    static TinyPack with(Path folder, String decoder) throws IOException {
        return with(folder, decoder, Set.of());
    }

    /** The plain one with some networks changed. */
    static TinyPack with(Path folder, Set<Trait> traits) throws IOException {
        return with(folder, "decoder", traits);
    }

    /** The same with both. */
    static TinyPack with(Path folder, String decoder, Set<Trait> traits) throws IOException {
        TinyPack pack = new TinyPack(Files.createDirectories(folder), traits);
        pack.write(decoder);
        return pack;
    }

    Pack open() throws PackException {
        return new PackOpener(Understood.ofThisStudio()).openVerified(folder, Watcher.silent());
    }

    private void write(String decoder) throws IOException {
        Map<String, Object> components = new LinkedHashMap<>();
        boolean anyLength = traits.contains(Trait.ANY_LENGTH);
        Object words = anyLength ? "length" : 77;
        components.put(
                "text-encoder",
                component(
                        "text-encoder",
                        anyLength ? "text-encoder-of-any-length" : "text-encoder",
                        List.of(tensor("tokens", "int64", words)),
                        List.of(tensor("embedding", "float32", E), tensor("states", "float32", words, E))));
        components.put(
                "image-encoder",
                component(
                        "image-encoder",
                        "image-encoder",
                        List.of(picture("pixels", 8)),
                        List.of(tensor("embedding", "float32", E))));
        prior(components);
        components.put(
                "decoder",
                component(
                        "decoder",
                        decoder,
                        List.of(
                                picture("sample", 8),
                                tensor("timestep", "int64"),
                                tensor("image-embedding", "float32", E),
                                tensor("text-embedding", "float32", E)),
                        List.of(picture("prediction", 8))));
        components.put(
                "upsampler-16",
                component(
                        "upsampler-16",
                        "upsampler-16",
                        List.of(picture("sample", SIZE), tensor("timestep", "int64"), picture("low-resolution", SIZE)),
                        List.of(picture("prediction", SIZE))));
        if (traits.contains(Trait.RELAY)) {
            components.put(
                    "upsampler-16-last",
                    component(
                            "upsampler-16-last",
                            "upsampler-16-last",
                            List.of(
                                    picture("sample", SIZE),
                                    tensor("timestep", "int64"),
                                    picture("low-resolution", SIZE)),
                            List.of(picture("prediction", SIZE))));
        }
        components.put(
                "captioner",
                component(
                        "captioner",
                        "captioner",
                        List.of(tensor("image-embedding", "float32", E), tensor("tokens", "int64", "length")),
                        List.of(tensor("logits", "float32", "length", WORDS))));
        Files.write(folder.resolve("geometry.safetensors"), geometry());
        Files.copy(starter().resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        Files.writeString(folder.resolve("LICENSE.txt"), "Free.");
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format", 1);
        manifest.put("id", "tiny");
        manifest.put("version", "1.0.0");
        manifest.put("name", "Tiny");
        manifest.put("description", "For tests.");
        manifest.put("family", "pixel-cascade");
        manifest.put("licence", Map.of("spdx", "Apache-2.0", "file", "LICENSE.txt", "summary", "Free."));
        manifest.put("components", components);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("tokenizer", file("tokenizer.json"));
        data.put("geometry", file("geometry.safetensors"));
        data.put("licence", file("LICENSE.txt"));
        if (traits.contains(Trait.TWO_THINGS)) {
            Files.writeString(folder.resolve("vocabulary.json"), VOCABULARY);
            data.put("vocabulary", file("vocabulary.json"));
        }
        manifest.put("data", data);
        manifest.put("tokenizer", tokenizer());
        manifest.put(
                "embedding",
                Map.of(
                        "dimension",
                        E,
                        "unitLength",
                        true,
                        "data",
                        "geometry",
                        "whitening",
                        "diagonal",
                        "eigenvalueFloor",
                        1e-4,
                        "pcaComponents",
                        0,
                        "textGap",
                        "centred"));
        manifest.put(
                "imageInput",
                Map.of("size", 8, "mean", List.of(.5, .5, .5), "std", List.of(.5, .5, .5), "resample", "bicubic"));
        manifest.put("stages", stages());
        manifest.put("sizes", Map.of("output", SIZE, "multiple", SIZE));
        Map<String, Object> activations = new LinkedHashMap<>();
        components.keySet().forEach(role -> activations.put(role, Map.of("base", MEGABYTE, "perRow", 0)));
        manifest.put("memory", Map.of("activations", activations));
        Map<String, Object> sections = new LinkedHashMap<>();
        sections.put("captioner", Map.of("mustUnderstand", false, "length", 6));
        if (traits.contains(Trait.TWO_THINGS)) {
            sections.put("splitter", splitter());
            manifest.put("vocabulary", Map.of("data", "vocabulary"));
        }
        manifest.put("sections", sections);
        if (traits.contains(Trait.THREE_SAMPLES)) {
            manifest.put("operations", Map.of("expand", Map.of("samples", 3)));
        }
        manifest.put("defaults", Map.of("candidates", 1, "template", "{}"));
        Files.write(folder.resolve("pack.json"), new JsonMapper().writeValueAsBytes(manifest));
    }

    private void prior(Map<String, Object> components) throws IOException {
        List<Object> step = List.of(tensor("sample", "float32", E), tensor("timestep", "int64"));
        List<Object> prediction = List.of(tensor("prediction", "float32", E));
        Object embedding = tensor("text-embedding", "float32", E);
        if (traits.contains(Trait.TWO_GRAPHS)) {
            Object mask = tensor("text-mask", "bool", "length");
            List<Object> memory =
                    List.of(tensor("memory-states", "float32", "length", E), tensor("memory-words", "float32", E));
            components.put(
                    "prior-text",
                    component(
                            "prior-text",
                            "prior-text",
                            List.of(embedding, tensor("text-states", "float32", "length", E), mask),
                            memory));
            components.put(
                    "prior", component("prior", "prior-step", joined(step, joined(memory, List.of(mask))), prediction));
        } else if (traits.contains(Trait.ONE_GRAPH)) {
            List<Object> text =
                    List.of(embedding, tensor("text-states", "float32", 77, E), tensor("text-mask", "bool", 77));
            components.put("prior", component("prior", "prior-of-one-graph", joined(step, text), prediction));
        } else {
            components.put("prior", component("prior", "prior", joined(step, List.of(embedding)), prediction));
        }
    }

    private static List<Object> joined(List<Object> first, List<Object> second) {
        List<Object> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private List<Object> stages() {
        Map<String, Object> upsampler = stage(
                "upsampler-16",
                Map.of("size", SIZE, "channels", 3, "lowResolution", Map.of("size", 8, "resample", "bicubic")),
                "ddim",
                2,
                1.0,
                Map.of("eta", 0.0));
        if (traits.contains(Trait.RELAY)) {
            upsampler.put(
                    "component",
                    List.of(
                            Map.of("component", "upsampler-16"),
                            Map.of("component", "upsampler-16-last", "lastSteps", 1)));
        }
        return List.of(
                stage("prior", Map.of(), "unclip", 3, 2.0, Map.of("samples", 2)),
                stage("decoder", Map.of("size", 8, "channels", 3), "ddim", 4, 1.75, Map.of("eta", 0.0)),
                upsampler);
    }

    private Map<String, Object> component(String role, String graph, List<Object> inputs, List<Object> outputs)
            throws IOException {
        String name = graph + ".onnx";
        try (InputStream in = TinyPack.class.getResourceAsStream("/reference/tiny-pack/" + name)) {
            Files.copy(in, folder.resolve(name));
        }
        Map<String, Object> component = file(name);
        component.put("precision", "fp32");
        component.put("parameters", MEGABYTES.get(role) * MEGABYTE / 5);
        component.put("external", List.of());
        component.put("inputs", inputs);
        component.put("outputs", outputs);
        return component;
    }

    private Map<String, Object> file(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(name));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("file", name);
        file.put("bytes", bytes.length);
        file.put("sha256", sha256(bytes));
        return file;
    }

    private static Object picture(String role, int size) {
        return tensor(role, "float32", 3, size, size);
    }

    private static Object tensor(String role, String type, Object... shape) {
        List<Object> axes = new ArrayList<>(List.of("batch"));
        axes.addAll(Arrays.asList(shape));
        return Map.of("role", role, "name", role, "type", type, "shape", axes);
    }

    private static Map<String, Object> stage(
            String name,
            Map<String, Object> more,
            String sampler,
            int steps,
            double guidance,
            Map<String, Object> defaults) {
        Map<String, Object> stage = new LinkedHashMap<>(more);
        stage.put("name", name);
        stage.put("component", name);
        stage.put(
                "schedule",
                Map.of(
                        "_class_name",
                        "UnCLIPScheduler",
                        "num_train_timesteps",
                        1000,
                        "beta_schedule",
                        "squaredcos_cap_v2",
                        "variance_type",
                        "fixed_small_log",
                        "prediction_type",
                        "sample",
                        "clip_sample",
                        true,
                        "clip_sample_range",
                        5.0,
                        "timestep_spacing",
                        sampler.equals("unclip") ? "unclip" : "trailing"));
        Map<String, Object> all = new LinkedHashMap<>(defaults);
        all.put("sampler", sampler);
        all.put("steps", steps);
        all.put("guidance", guidance);
        stage.put("defaults", all);
        stage.put("samplers", List.of(sampler));
        return stage;
    }

    /** The starter's, padded with a token whose states are 0: so a padded caption reads as one at its own length. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> tokenizer() throws IOException {
        byte[] manifest = Files.readAllBytes(starter().resolve("pack.json"));
        Map<String, Object> all = new JsonMapper().readValue(manifest, Map.class);
        Map<String, Object> tokenizer = new LinkedHashMap<>((Map<String, Object>) all.get("tokenizer"));
        tokenizer.put("padToken", 0);
        return tokenizer;
    }

    private static Map<String, Object> splitter() {
        return Map.of(
                "patterns",
                List.of(Map.of(
                        "text",
                        "{a} and {b}",
                        "regions",
                        List.of(
                                Map.of("prompt", "{a} on the left", "area", List.of(0, 0, 0.5625, 1)),
                                Map.of("prompt", "{b} on the right", "area", List.of(0.5, 0, 0.5, 1))))),
                "shared",
                List.of("in"),
                "feather",
                0.125);
    }

    private static Path starter() {
        return Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"))
                .toAbsolutePath();
    }

    /** Whitening that changes nothing, and nulls. */
    private byte[] geometry() {
        Map<String, Object> header = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(
                List.of("mean", "text_mean", "null_image_embedding", "null_text_embedding", "whiten", "unwhiten"));
        if (traits.contains(Trait.ASPECTS)) {
            names.add("projector_style");
        }
        for (int i = 0; i < names.size(); i++) {
            header.put(
                    names.get(i),
                    Map.of(
                            "dtype",
                            "F32",
                            "shape",
                            names.get(i).startsWith("projector") ? List.of(1, E) : List.of(E),
                            "data_offsets",
                            List.of(i * E * Float.BYTES, (i + 1) * E * Float.BYTES)));
        }
        byte[] json = new JsonMapper().writeValueAsString(header).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + names.size() * E * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (String name : names) {
            for (int i = 0; i < E; i++) {
                boolean one = name.endsWith("whiten") || (name.startsWith("projector") && i == 0);
                bytes.putFloat(one ? 1 : name.startsWith("null") ? 0.1f * i : 0);
            }
        }
        return bytes.array();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
