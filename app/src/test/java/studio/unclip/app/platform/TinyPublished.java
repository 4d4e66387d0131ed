package studio.unclip.app.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import studio.unclip.inference.published.PublishedFamily;
import studio.unclip.inference.published.PublishedPacks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Published models to install: the tiny Karlo and the tiny Kandinsky 2.2 with their weights inside the graphs, so that their
 * folders hold no more than what a prior knows of embeddings.
 */
public final class TinyPublished {
    public static final String KARLO = "tiny-karlo";
    public static final String KANDINSKY = "tiny-kandinsky22";

    private static final Path REFERENCE = Path.of("../inference/src/test/resources/reference");

    private TinyPublished() {}

    /**
     * Both families.
     *
     * @param folder gets their descriptions
     */
    public static PublishedPacks families(Path folder) throws IOException {
        return new PublishedPacks(List.of(
                family(KARLO, Files.createDirectories(folder.resolve(KARLO)), false),
                family(KANDINSKY, Files.createDirectories(folder.resolve(KANDINSKY)), false)));
    }

    /** Karlo, of which the folder of image variations must be given, too. */
    public static PublishedPacks familyOfTwoFolders(Path folder) throws IOException {
        return new PublishedPacks(List.of(family(KARLO, folder, true)));
    }

    /** A tiny family's description with graphs that have their weights. */
    private static PublishedFamily family(String pack, Path folder, boolean allFolders) throws IOException {
        ObjectNode family = (ObjectNode)
                JsonMapper.shared().readTree(Files.readAllBytes(REFERENCE.resolve(pack + "-published/family.json")));
        if (allFolders) {
            family.path("folders").forEach(one -> ((ObjectNode) one).put("required", true));
        }
        ObjectNode sources = (ObjectNode) family.path("sources");
        sources.retain("prior");
        ((ObjectNode) sources.path("prior"))
                .set("keep", JsonMapper.shared().valueToTree(List.of("mean", "std", "null")));
        ObjectNode geometry = (ObjectNode) family.path("geometry");
        geometry.put("mean", "prior/mean").put("std", "prior/std");
        if (geometry.path("null").isString()) {
            geometry.put("null", "prior/null");
            ((ObjectNode) family.path("components")).remove("image-encoder"); // of the folder that may lack
        }
        for (Map.Entry<String, JsonNode> component : family.path("components").properties()) {
            ((ObjectNode) component.getValue()).putArray("sources");
            try (OutputStream out =
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(component.getKey() + ".onnx.gz")))) {
                Files.copy(REFERENCE.resolve(pack).resolve(component.getKey() + ".onnx"), out);
            }
        }
        Files.writeString(folder.resolve("family.json"), family.toString());
        Files.copy(REFERENCE.resolve(pack).resolve("LICENSE.txt"), folder.resolve("LICENSE.txt"));
        return PublishedFamily.in(folder);
    }

    /** A scheduler's configuration. */
    public static void schedule(String pack, int stage, Path folder) throws IOException {
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(REFERENCE.resolve(pack + "/pack.json")));
        write(
                folder.resolve("scheduler_config.json"),
                manifest.path("stages").get(stage).path("schedule").toString());
    }

    /** Karlo's folder as it is published. */
    public static Path published(Path folder) throws IOException {
        return published(KARLO, folder, "UnCLIPPipeline");
    }

    /** The folder with a prior. */
    public static Path published(String pack, Path folder, String pipeline) throws IOException {
        if (pack.equals(KANDINSKY)) {
            schedule(pack, 0, folder.resolve("scheduler"));
        } else {
            List<String> schedulers = List.of("prior_scheduler", "decoder_scheduler", "super_res_scheduler");
            for (int i = 0; i < schedulers.size(); i++) {
                schedule(pack, i, folder.resolve(schedulers.get(i)));
            }
        }
        JsonNode tokenizer =
                JsonMapper.shared().readTree(Files.readAllBytes(REFERENCE.resolve(pack + "/tokenizer.json")));
        write(
                folder.resolve("tokenizer/tokenizer.json"),
                JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "model",
                                Map.of("vocab", tokenizer.path("vocab"), "merges", tokenizer.path("merges")))));
        write(
                folder.resolve("prior/config.json"),
                "{\"_class_name\": \"PriorTransformer\", \"num_attention_heads\": 2, \"attention_head_dim\": 12,"
                        + " \"num_layers\": 1, \"embedding_dim\": 32}");
        write(folder.resolve("model_index.json"), "{\"_class_name\": \"" + pipeline + "\"}");
        String header = "{\"mean\":{\"dtype\":\"F32\",\"shape\":[1,32],\"data_offsets\":[0,128]},"
                + "\"std\":{\"dtype\":\"F32\",\"shape\":[1,32],\"data_offsets\":[128,256]},"
                + "\"null\":{\"dtype\":\"F32\",\"shape\":[32],\"data_offsets\":[256,384]}}";
        ByteBuffer file = ByteBuffer.allocate(8 + header.length() + 3 * 128)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length())
                .put(header.getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 3 * 32; i++) {
            file.putFloat(i / 32 == 1 ? 0.4f : 0.1f);
        }
        Files.write(folder.resolve("prior/diffusion_pytorch_model.safetensors"), file.array());
        return folder;
    }

    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
