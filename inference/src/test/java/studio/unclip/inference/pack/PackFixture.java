package studio.unclip.inference.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small honest pack, to be bent by tests: {@link #manifest} is the tree of {@code pack.json} and {@link #files} are
 * the other files. Sizes and hashes are filled in by {@link #json} unless {@link #seal} was called and they were changed
 * afterwards.
 */
final class PackFixture {

    static final String ID = "tiny";

    /** The caption as priors and decoders take it. */
    static final String TEXT = "text-embedding:float32:batch,4 text-states:float32:batch,77,5 text-mask:bool:batch,77";

    private static final int E = 4;

    final Map<String, Object> manifest = new LinkedHashMap<>();
    final Map<String, byte[]> files = new TreeMap<>();
    private boolean sealed;

    PackFixture() {
        files.put("decoder.onnx", resource("external.onnx"));
        files.put("weights.bin", resource("weights.bin"));
        files.put("text-encoder.onnx", resource("function.onnx"));
        files.put("prior.onnx", resource("contrib.onnx"));
        files.put("LICENSE.txt", "Free.".getBytes(StandardCharsets.UTF_8));
        files.put("tokenizer.json", text("{'merges':['a b</w>'],'vocab':{'a':0,'b</w>':1,'ab</w>':2}}"));
        files.put(
                "vocabulary.json",
                text(
                        "{'concepts':[{'name':'owl','phrase':'an owl','synonyms':['bird'],'kinds':['barn owl']}],'words':['an','owl'],"
                                + "'styles':['sketch'],'places':[],'nearest':{'eagle':'owl'}}"));
        files.put("geometry.safetensors", geometry());

        manifest.put("format", 1);
        manifest.put("id", ID);
        manifest.put("version", "1.0.0");
        manifest.put("name", "Tiny");
        manifest.put("description", "For tests.");
        manifest.put("family", "pixel-cascade");
        manifest.put("licence", map("spdx", "Apache-2.0", "file", "LICENSE.txt", "summary", "Free."));
        Map<String, Object> decoder = component(
                "decoder.onnx",
                "sample:float32:batch,3,64,64 timestep:int64:batch image-embedding:float32:batch,4 " + TEXT
                        + " known:float32:batch,3,64,64 mask:float32:batch,1,64,64",
                "prediction:float32:batch,3,64,64");
        decoder.put("external", list(file("weights.bin")));
        manifest.put(
                "components",
                map(
                        "text-encoder",
                        component(
                                "text-encoder.onnx",
                                "tokens:int64:batch,77",
                                "embedding:float32:batch,4 states:float32:batch,77,5"),
                        "prior",
                        component(
                                "prior.onnx",
                                "sample:float32:batch,4 timestep:int64:batch " + TEXT,
                                "prediction:float32:batch,4"),
                        "decoder",
                        decoder));
        manifest.put(
                "data",
                map(
                        "tokenizer", file("tokenizer.json"),
                        "vocabulary", file("vocabulary.json"),
                        "geometry", file("geometry.safetensors"),
                        "licence", file("LICENSE.txt")));
        manifest.put(
                "tokenizer",
                map(
                        "kind",
                        "clip-bpe",
                        "data",
                        "tokenizer",
                        "contextLength",
                        77,
                        "startToken",
                        0,
                        "endToken",
                        1,
                        "padToken",
                        0));
        manifest.put(
                "embedding",
                map(
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
                        2,
                        "textGap",
                        "centred"));
        manifest.put(
                "imageInput",
                map("size", 64, "mean", list(.5, .5, .5), "std", list(.5, .5, .5), "resample", "bicubic"));
        manifest.put(
                "stages",
                list(
                        map(
                                "name",
                                "prior",
                                "component",
                                "prior",
                                "schedule",
                                schedule(),
                                "defaults",
                                map("sampler", "unclip", "steps", 25, "guidance", 2.0, "samples", 2)),
                        map(
                                "name",
                                "decoder",
                                "component",
                                "decoder",
                                "size",
                                64,
                                "channels",
                                3,
                                "schedule",
                                schedule(),
                                "defaults",
                                map("sampler", "ddim", "steps", 30, "guidance", 1.75, "eta", 0.0),
                                "samplers",
                                list("ddim", "unclip"),
                                "inpainting",
                                "channels")));
        manifest.put("sizes", map("output", 64, "multiple", 64));
        manifest.put("memory", map("activations", map("decoder", map("base", 1000, "perRow", 200))));
        manifest.put("defaults", map("candidates", 4, "template", "{}"));
        manifest.put("vocabulary", map("data", "vocabulary"));
    }

    /** The object at a path of keys, to be changed. A number steps into a list. */
    @SuppressWarnings("unchecked")
    Map<String, Object> at(Object... path) {
        Object node = manifest;
        for (Object step : path) {
            node = step instanceof Integer index
                    ? ((List<Object>) node).get(index)
                    : ((Map<String, Object>) node).get(step);
        }
        return (Map<String, Object>) node;
    }

    /** Adds an upsampler from 64 to 128 pixels. */
    PackFixture withUpsampler() {
        files.put("upsampler-128.onnx", resource("contrib.onnx"));
        at("components")
                .put(
                        "upsampler-128",
                        component(
                                "upsampler-128.onnx",
                                "sample:float32:batch,3,128,128 timestep:int64:batch"
                                        + " low-resolution:float32:batch,3,128,128",
                                "prediction:float32:batch,3,128,128"));
        stages().add(map(
                "name",
                "upsampler-128",
                "component",
                "upsampler-128",
                "size",
                128,
                "channels",
                3,
                "lowResolution",
                map("size", 64, "resample", "bicubic"),
                "schedule",
                schedule(),
                "defaults",
                map("sampler", "ddim", "steps", 2)));
        at("sizes").put("output", 128);
        return this;
    }

    @SuppressWarnings("unchecked")
    List<Object> stages() {
        return (List<Object>) manifest.get("stages");
    }

    /** Fills in sizes and hashes; what is changed afterwards stays changed. */
    PackFixture seal() {
        seal(manifest);
        sealed = true;
        return this;
    }

    /** The manifest as bytes. */
    byte[] json() {
        if (!sealed) {
            seal();
        }
        return new JsonMapper().writeValueAsBytes(manifest);
    }

    /** Writes the pack into a new folder. */
    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("pack.json"), json());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    static byte[] resource(String name) {
        try (InputStream in = PackFixture.class.getResourceAsStream("/reference/onnx/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }

    static List<Object> list(Object... items) {
        return new ArrayList<>(List.of(items));
    }

    static Map<String, Object> file(String name) {
        return map("file", name);
    }

    static byte[] text(String singleQuoted) {
        return singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A safetensors file of float32 tensors whose values count up from 0. */
    static byte[] safetensors(Object... namesAndShapes) {
        StringBuilder header = new StringBuilder("{\"__metadata__\":{\"by\":\"test\"}");
        int end = 0;
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            int begin = end;
            int elements = 1;
            for (int axis : (int[]) namesAndShapes[i + 1]) {
                elements *= axis;
            }
            end += 4 * elements;
            header.append(String.format(
                    Locale.ROOT,
                    ",\"%s\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
                    namesAndShapes[i],
                    Arrays.toString((int[]) namesAndShapes[i + 1]),
                    begin,
                    end));
        }
        return safetensors(header.append('}').toString(), end);
    }

    static byte[] safetensors(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        for (int i = 0; bytes.remaining() >= 4; i++) {
            bytes.putFloat(i);
        }
        return bytes.array();
    }

    /** With one more tensor, which stands last. */
    static byte[] geometry(String name, int[] shape, float[] values) {
        byte[] bytes = safetensors(geometryTensors(name, shape));
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(bytes.length - values.length * Float.BYTES)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(values);
        return bytes;
    }

    static byte[] geometry() {
        return safetensors(geometryTensors());
    }

    private static Object[] geometryTensors(Object... more) {
        int[] e = {E};
        List<Object> tensors = list(
                "mean",
                e,
                "whiten",
                e,
                "unwhiten",
                e,
                "pca",
                new int[] {2, E},
                "text_mean",
                e,
                "null_image_embedding",
                e,
                "null_text_embedding",
                e,
                "ar_edges",
                new int[] {2, 2},
                "ar_centres",
                new int[] {2, 3},
                "ar_dot_edges",
                new int[] {2});
        tensors.addAll(List.of(more));
        return tensors.toArray();
    }

    private static Map<String, Object> schedule() {
        return map("num_train_timesteps", 1000, "beta_schedule", "squaredcos_cap_v2", "trained_betas", null);
    }

    static Map<String, Object> component(String file, String inputs, String outputs) {
        return map(
                "file",
                file,
                "precision",
                "fp32",
                "parameters",
                9,
                "inputs",
                tensors(inputs),
                "outputs",
                tensors(outputs));
    }

    /** Tensors as {@code role:type:axis,axis}, separated by spaces; a tensor's name is its role. */
    static List<Object> tensors(String all) {
        List<Object> tensors = list();
        for (String tensor : all.split(" ", -1)) {
            String[] parts = tensor.split(":", -1);
            tensors.add(map("role", parts[0], "name", parts[0], "type", parts[1], "shape", shape(parts[2])));
        }
        return tensors;
    }

    /** Axes, separated by commas. */
    static List<Object> shape(String axes) {
        List<Object> shape = list();
        for (String axis : axes.split(",", -1)) {
            shape.add(axis.matches("[0-9]+") ? (Object) Integer.valueOf(axis) : axis);
        }
        return shape;
    }

    /** An input or output of a component, to be changed. */
    @SuppressWarnings("unchecked")
    Map<String, Object> tensor(String component, String list, String role) {
        for (Object tensor : (List<Object>) at("components", component).get(list)) {
            if (((Map<String, Object>) tensor).get("role").equals(role)) {
                return (Map<String, Object>) tensor;
            }
        }
        throw new IllegalArgumentException(role);
    }

    @SuppressWarnings("unchecked")
    private void seal(Object node) {
        if (node instanceof List<?> items) {
            items.forEach(this::seal);
        } else if (node instanceof Map<?, ?> object) {
            object.values().forEach(this::seal);
            if (object.get("file") instanceof String name && files.containsKey(name) && !object.containsKey("spdx")) {
                ((Map<String, Object>) object).put("bytes", files.get(name).length);
                ((Map<String, Object>) object).put("sha256", sha256(files.get(name)));
            }
        }
    }
}
