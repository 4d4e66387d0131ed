package studio.unclip.inference.published;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import studio.unclip.inference.reference.Tensors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tiny family's folders as diffusers would save them, built from the pack that modelkit exported: its graphs hold the same
 * weights, in half precision, which holds them, under their own names or turned, some with more axes of length one. So the
 * repository keeps them once. To be bent by tests between {@link #of} and {@link #write}.
 */
public final class TinyPublished {
    private static final Path REFERENCE = Path.of("src/test/resources/reference");
    private static final String CODEBOOK = "quantize.embedding.weight";
    private static final int TOKENS = 77;
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;

    /** Files by their path under the folder of all pipelines: {@code karlo/prior/config.json}. */
    final Map<String, byte[]> files = new TreeMap<>();

    /** Tensors of a sub-folder, {@code karlo/prior}. */
    final Map<String, Map<String, Tensor>> weights = new TreeMap<>();

    private final Set<String> towers = new TreeSet<>();
    private final Path exported;
    private final Path described;
    private final JsonNode family;

    /** A float32 tensor. */
    record Tensor(List<Long> shape, List<Float> values) {}

    /** @param pack the exported pack's folder: {@code tiny-karlo} or {@code tiny-kandinsky22} */
    public static TinyPublished of(String pack) throws IOException {
        return new TinyPublished(REFERENCE.resolve(pack));
    }

    /** What installs this pack's folders. */
    public static PublishedPacks families(String pack) throws IOException {
        return new PublishedPacks(List.of(PublishedFamily.in(described(REFERENCE.resolve(pack)))));
    }

    private static Path described(Path pack) {
        return pack.resolveSibling(pack.getFileName() + "-published");
    }

    private TinyPublished(Path exported) throws IOException {
        this.exported = exported;
        this.described = described(exported);
        this.family = JsonMapper.shared().readTree(Files.readAllBytes(described.resolve("family.json")));
        Tensors geometry = Tensors.read(exported.resolve("geometry.safetensors"));
        float[] mean = geometry.tensor("mean");
        float[] std = geometry.tensor("unwhiten");
        float[] none = geometry.tensor("null_image_embedding");
        for (int i = 0; i < none.length; i++) {
            none[i] = none[i] * std[i] + mean[i];
        }
        long e = mean.length;
        Map<String, Tensor> kept = Map.of(
                "clip_mean", tensor(List.of(1L, e), mean),
                "clip_std", tensor(List.of(1L, e), std),
                "learned_classifier_free_guidance_embeddings", tensor(List.of(e), none));
        Map<String, Map<String, Tensor>> found = found(kept.keySet());
        for (Map.Entry<String, JsonNode> source : family.path("sources").properties()) {
            JsonNode said = source.getValue();
            String path =
                    said.path("folder").stringValue() + "/" + said.path("path").stringValue();
            config(path, said);
            Map<String, Tensor> tensors = found.get(source.getKey());
            said.path("keep").forEach(name -> tensors.put(name.stringValue(), kept.get(name.stringValue())));
            said.path("ignore").forEach(name -> {
                if (name.stringValue().equals(CODEBOOK)) {
                    tensors.put(CODEBOOK, tensor(List.of(3L, 4L), new float[12]));
                }
            });
            weights.put(path, tensors);
        }
        schedules();
        tokenizer();
        for (JsonNode folder : family.path("folders")) {
            text(
                    folder.path("key").stringValue() + "/model_index.json",
                    "{\"_class_name\": \"" + folder.path("pipelines").get(0).stringValue()
                            + "\", \"_diffusers_version\": \"0.12.0\"}");
        }
    }

    private void config(String path, JsonNode source) {
        ObjectNode config = (ObjectNode) source.path("config").deepCopy();
        source.path("defaults").properties().stream()
                .limit(3)
                .forEach(entry -> config.set(entry.getKey(), entry.getValue()));
        String type = source.path("class").stringValue();
        if (type.startsWith("CLIP")) {
            config.putArray("architectures").add(type);
            towers.add(path);
        } else {
            config.put("_class_name", type);
        }
        json(path + "/config.json", config);
    }

    void text(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void json(String path, JsonNode content) {
        text(path, content.toPrettyString());
    }

    /** How the files with a sub-folder's weights are called, without their ending. */
    String base(String path) {
        return path + (towers.contains(path) ? "/model" : "/diffusion_pytorch_model");
    }

    /** Writes what is there now, each sub-folder's weights in one file of float32; the folders as a person gives them. */
    public List<Path> write(Path root) throws IOException {
        for (Map.Entry<String, Map<String, Tensor>> entry : weights.entrySet()) {
            files.putIfAbsent(base(entry.getKey()) + ".safetensors", safetensors(entry.getValue(), false));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        List<Path> folders = new ArrayList<>();
        family.path("folders")
                .forEach(folder -> folders.add(root.resolve(folder.path("key").stringValue())));
        return folders;
    }

    /** A file's content; its header's length is no multiple of anything, as in old files. */
    static byte[] safetensors(Map<String, Tensor> tensors, boolean half) {
        Map<String, Object> header = new LinkedHashMap<>();
        int end = 0;
        for (Map.Entry<String, Tensor> tensor : tensors.entrySet()) {
            int begin = end;
            end += tensor.getValue().values().size() * (half ? 2 : 4);
            header.put(
                    tensor.getKey(),
                    Map.of(
                            "dtype",
                            half ? "F16" : "F32",
                            "shape",
                            tensor.getValue().shape(),
                            "data_offsets",
                            List.of(begin, end)));
        }
        String json = JsonMapper.shared().writeValueAsString(header);
        byte[] text = (json + " ".repeat((7 - json.length() % 8 + 8) % 8)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + end)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        for (Tensor tensor : tensors.values()) {
            for (float value : tensor.values()) {
                if (half) {
                    bytes.putShort(Float.floatToFloat16(value));
                } else {
                    bytes.putFloat(value);
                }
            }
        }
        return bytes.array();
    }

    /** By source the tensors that the family's graphs read, but those kept elsewhere, from the exported graphs of the same roles. */
    private Map<String, Map<String, Tensor>> found(Set<String> kept) throws IOException {
        Map<String, Map<String, Tensor>> found = new TreeMap<>();
        for (Map.Entry<String, JsonNode> component : family.path("components").properties()) {
            String role = component.getKey();
            Map<String, Tensor> graph = new TreeMap<>();
            initialisers(Files.readAllBytes(exported.resolve(role + ".onnx")))
                    .forEach((name, tensor) -> graph.put(name.substring(name.indexOf('.') + 1), tensor));
            Map<String, Tensor> wanted = initialisers(
                    new GZIPInputStream(Files.newInputStream(described.resolve(role + ".onnx.gz"))).readAllBytes());
            wanted.forEach((name, tensor) -> {
                String[] place = name.split("/", 2);
                if (place.length == 2 && !kept.contains(place[1])) {
                    found.computeIfAbsent(place[0], _ -> new TreeMap<>())
                            .put(place[1], shaped(place[1], tensor.shape(), graph));
                }
            });
        }
        return found;
    }

    private static Tensor shaped(String name, List<Long> shape, Map<String, Tensor> graph) {
        Tensor same = graph.get(name);
        Tensor turned = graph.get(name + ".T");
        if (same != null && squeezed(same.shape()).equals(squeezed(shape))) {
            return new Tensor(shape, same.values());
        }
        if (turned != null) {
            return turned(turned, shape);
        }
        throw new IllegalStateException("the exported pack has no " + name);
    }

    private static List<Long> squeezed(List<Long> shape) {
        return shape.stream().filter(side -> side != 1).toList();
    }

    private static Tensor turned(Tensor tensor, List<Long> shape) {
        int rows = Math.toIntExact(shape.get(0));
        int columns = Math.toIntExact(shape.get(1));
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = tensor.values().get(column * rows + row);
            }
        }
        return tensor(shape, values);
    }

    static Tensor tensor(List<Long> shape, float[] values) {
        List<Float> list = new ArrayList<>(values.length);
        for (float value : values) {
            list.add(value);
        }
        return new Tensor(shape, list);
    }

    private void schedules() throws IOException {
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(exported.resolve("pack.json")));
        JsonNode stages = family.path("manifest").path("stages");
        for (int i = 0; i < stages.size(); i++) {
            JsonNode place = stages.get(i).path("schedule").path("file");
            json(
                    place.get(0).stringValue() + "/" + place.get(1).stringValue(),
                    manifest.path("stages").get(i).path("schedule"));
        }
    }

    private void tokenizer() throws IOException {
        String folder = family.path("tokenizer").path("folder").stringValue();
        JsonNode tokenizer = JsonMapper.shared().readTree(Files.readAllBytes(exported.resolve("tokenizer.json")));
        json(folder + "/tokenizer/vocab.json", tokenizer.path("vocab"));
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        tokenizer
                .path("merges")
                .forEach(merge -> merges.append(merge.stringValue()).append('\n'));
        text(folder + "/tokenizer/merges.txt", merges.toString());
        text(
                folder + "/tokenizer/tokenizer_config.json",
                "{\"model_max_length\": " + TOKENS
                        + ", \"pad_token\": \"<|endoftext|>\", \"eos_token\": {\"content\": \"<|endoftext|>\"}}");
    }

    /** Shapes of a graph's initialisers, and the values of those of float32 or float16 that lie inside. */
    private static Map<String, Tensor> initialisers(byte[] model) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        try {
            each(model, 7, graph -> each(graph, 5, tensor -> initialiser(tensor, found)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    @FunctionalInterface
    private interface Inside {
        void read(byte[] message) throws IOException;
    }

    private static void each(byte[] message, int field, Inside inside) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field) {
                inside.read(in.readByteArray());
            } else {
                in.skipField(tag);
            }
        }
    }

    private static void initialiser(byte[] tensor, Map<String, Tensor> found) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(tensor);
        List<Long> shape = new ArrayList<>();
        String name = "";
        int type = 0;
        byte[] raw = new byte[0];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> shape.add(in.readInt64());
                case 2 -> type = in.readInt32();
                case 8 -> name = in.readString();
                case 9 -> raw = in.readByteArray();
                default -> in.skipField(tag);
            }
        }
        boolean half = type == FLOAT16;
        float[] values = new float[type == FLOAT || half ? raw.length / (half ? 2 : 4) : 0];
        ByteBuffer numbers = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            values[i] = half ? Float.float16ToFloat(numbers.getShort()) : numbers.getFloat();
        }
        found.put(half ? name.replaceFirst("\\.f16$", "") : name, tensor(shape, values));
    }
}
