package studio.unclip.inference.published;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import studio.unclip.inference.reference.Tensors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tiny Karlo's folders as diffusers would save them, built from the pack that modelkit exported: its graphs hold the
 * same weights, in half precision, which holds them, under their own names or turned, and those that are all ones or zeros merged. So the repository keeps them
 * once. To be bent by tests between {@link #of} and {@link #write}.
 */
final class TinyPublished {
    static final Path FAMILY = Path.of("src/test/resources/reference/tiny-karlo-published");

    private static final Path PACK = Path.of("src/test/resources/reference/tiny-karlo");
    private static final int TOKENS = 77;
    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;

    /** Graph and prefix under which the exported pack has a source's weights. */
    private static final Map<String, String> EXPORTED = Map.of(
            "text_encoder", "text-encoder/clip.",
            "image_encoder", "image-encoder/clip.",
            "prior", "prior/prior.",
            "text_proj", "conditioner/text_proj.",
            "decoder", "decoder/unet.",
            "super_res_first", "super-res-first/unet.",
            "super_res_last", "super-res-last/unet.");

    /** Files by their path under the folder of both pipelines: {@code karlo/prior/config.json}. */
    final Map<String, byte[]> files = new TreeMap<>();

    /** Tensors of a sub-folder, {@code karlo/prior}. */
    final Map<String, Map<String, Tensor>> weights = new TreeMap<>();

    /** A float32 tensor. */
    record Tensor(List<Long> shape, List<Float> values) {}

    static TinyPublished of() throws IOException {
        return new TinyPublished();
    }

    private TinyPublished() throws IOException {
        JsonNode family = JsonMapper.shared().readTree(Files.readAllBytes(FAMILY.resolve("family.json")));
        Map<String, Map<String, List<Long>>> wanted = wanted(family);
        for (Map.Entry<String, JsonNode> source : family.path("sources").properties()) {
            String key = source.getKey();
            String path = source.getValue().path("folder").stringValue() + "/"
                    + source.getValue().path("path").stringValue();
            ObjectNode config = (ObjectNode) source.getValue().path("config").deepCopy();
            source.getValue().path("defaults").properties().stream()
                    .limit(3)
                    .forEach(entry -> config.set(entry.getKey(), entry.getValue()));
            String type = source.getValue().path("class").stringValue();
            if (type.startsWith("CLIP")) {
                config.putArray("architectures").add(type);
            } else {
                config.put("_class_name", type);
            }
            json(path + "/config.json", config);
            weights.put(path, tensors(key, wanted.get(key)));
        }
        Tensors geometry = Tensors.read(PACK.resolve("geometry.safetensors"));
        float[] mean = geometry.tensor("mean");
        float[] std = geometry.tensor("unwhiten");
        float[] none = geometry.tensor("null_image_embedding");
        for (int i = 0; i < none.length; i++) {
            none[i] = none[i] * std[i] + mean[i];
        }
        long e = mean.length;
        weights.get("karlo/prior").put("clip_mean", tensor(List.of(1L, e), mean));
        weights.get("karlo/prior").put("clip_std", tensor(List.of(1L, e), std));
        weights.get("karlo/text_proj").put("learned_classifier_free_guidance_embeddings", tensor(List.of(e), none));
        schedules();
        tokenizer();
        text("karlo/model_index.json", "{\"_class_name\": \"UnCLIPPipeline\", \"_diffusers_version\": \"0.12.0\"}");
        text("variations/model_index.json", "{\"_class_name\": \"UnCLIPImageVariationPipeline\"}");
    }

    void text(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
    }

    void json(String path, JsonNode content) {
        text(path, content.toPrettyString());
    }

    /** Writes what is there now, each sub-folder's weights in one file of float32. */
    List<Path> write(Path root) throws IOException {
        for (Map.Entry<String, Map<String, Tensor>> entry : weights.entrySet()) {
            boolean clip = entry.getKey().endsWith("coder") && !entry.getKey().endsWith("/decoder");
            String name = clip ? "model" : "diffusion_pytorch_model";
            files.putIfAbsent(entry.getKey() + "/" + name + ".safetensors", safetensors(entry.getValue(), false));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return List.of(root.resolve("karlo"), root.resolve("variations"));
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

    /** Names and shapes that the family's graphs read, by source. */
    private static Map<String, Map<String, List<Long>>> wanted(JsonNode family) throws IOException {
        Map<String, Map<String, List<Long>>> wanted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> component : family.path("components").properties()) {
            byte[] graph = new GZIPInputStream(new ByteArrayInputStream(
                            Files.readAllBytes(FAMILY.resolve(component.getKey() + ".onnx.gz"))))
                    .readAllBytes();
            initialisers(graph).forEach((name, tensor) -> {
                int slash = name.indexOf('/');
                if (slash > 0) {
                    wanted.computeIfAbsent(name.substring(0, slash), _ -> new TreeMap<>())
                            .put(name.substring(slash + 1), tensor.shape());
                }
            });
        }
        return wanted;
    }

    private static Map<String, Tensor> tensors(String source, Map<String, List<Long>> wanted) throws IOException {
        String[] place = EXPORTED.get(source).split("/", 2);
        Map<String, Tensor> exported = initialisers(Files.readAllBytes(PACK.resolve(place[0] + ".onnx")));
        Map<String, Tensor> found = new TreeMap<>();
        wanted.forEach((name, shape) -> {
            Tensor same = exported.get(place[1] + name);
            Tensor turned = exported.get(place[1] + name + ".T");
            if (same != null && same.shape().equals(shape)) {
                found.put(name, same);
            } else if (turned != null) {
                found.put(name, turned(turned, shape));
            } else if (name.endsWith("position_embedding.weight")) {
                List<Long> looked = List.of(1L, shape.get(0), shape.get(1));
                found.put(
                        name,
                        exported.values().stream()
                                .filter(tensor -> tensor.shape().equals(looked))
                                .map(tensor -> new Tensor(shape, tensor.values()))
                                .findFirst()
                                .orElseThrow());
            } else if (shape.size() == 1) { // of a norm or a bias, as they begin
                float[] values = new float[Math.toIntExact(shape.getFirst())];
                Arrays.fill(values, name.endsWith("weight") ? 1 : 0);
                found.put(name, tensor(shape, values));
            } else if (!name.startsWith("clip_")) {
                throw new IllegalStateException("the exported pack has no " + name);
            }
        });
        return found;
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
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(PACK.resolve("pack.json")));
        List<String> names = List.of("prior_scheduler", "decoder_scheduler", "super_res_scheduler");
        for (int i = 0; i < names.size(); i++) {
            json(
                    "karlo/" + names.get(i) + "/scheduler_config.json",
                    manifest.path("stages").get(i).path("schedule"));
        }
    }

    private void tokenizer() throws IOException {
        JsonNode tokenizer = JsonMapper.shared().readTree(Files.readAllBytes(PACK.resolve("tokenizer.json")));
        json("karlo/tokenizer/vocab.json", tokenizer.path("vocab"));
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        tokenizer
                .path("merges")
                .forEach(merge -> merges.append(merge.stringValue()).append('\n'));
        text("karlo/tokenizer/merges.txt", merges.toString());
        text(
                "karlo/tokenizer/tokenizer_config.json",
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
