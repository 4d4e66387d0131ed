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
 * A published model to install: the tiny Karlo with its weights inside the graphs, so that its folder holds no more than
 * what a prior knows of embeddings.
 */
public final class TinyPublished {
    private static final Path REFERENCE = Path.of("../inference/src/test/resources/reference");
    private static final Path PACK = REFERENCE.resolve("tiny-karlo");

    private TinyPublished() {}

    /** @param folder gets the family's description */
    public static PublishedPacks families(Path folder) throws IOException {
        return new PublishedPacks(List.of(family(folder, false)));
    }

    /** Where the folder of image variations must be given, too. */
    public static PublishedPacks familiesOfTwoFolders(Path folder) throws IOException {
        return new PublishedPacks(List.of(family(folder, true)));
    }

    /** The tiny Karlo's description with graphs that have their weights. */
    private static PublishedFamily family(Path folder, boolean bothFolders) throws IOException {
        ObjectNode family = (ObjectNode)
                JsonMapper.shared().readTree(Files.readAllBytes(REFERENCE.resolve("tiny-karlo-published/family.json")));
        if (bothFolders) {
            ((ObjectNode) family.path("folders").get(1)).put("required", true);
        }
        ObjectNode sources = (ObjectNode) family.path("sources");
        sources.retain("prior");
        ((ObjectNode) sources.path("prior"))
                .set("keep", JsonMapper.shared().valueToTree(List.of("mean", "std", "null")));
        family.set(
                "geometry",
                JsonMapper.shared()
                        .valueToTree(Map.of("mean", "prior/mean", "std", "prior/std", "null", "prior/null")));
        ((ObjectNode) family.path("components")).remove("image-encoder");
        for (Map.Entry<String, JsonNode> component : family.path("components").properties()) {
            ((ObjectNode) component.getValue()).putArray("sources");
            try (OutputStream out =
                    new GZIPOutputStream(Files.newOutputStream(folder.resolve(component.getKey() + ".onnx.gz")))) {
                Files.copy(PACK.resolve(component.getKey() + ".onnx"), out);
            }
        }
        Files.writeString(folder.resolve("family.json"), family.toString());
        Files.copy(PACK.resolve("LICENSE.txt"), folder.resolve("LICENSE.txt"));
        return PublishedFamily.in(folder);
    }

    /** The folder as it is published. */
    public static Path published(Path folder) throws IOException {
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(PACK.resolve("pack.json")));
        List<String> schedulers = List.of("prior_scheduler", "decoder_scheduler", "super_res_scheduler");
        for (int i = 0; i < schedulers.size(); i++) {
            write(
                    folder.resolve(schedulers.get(i)).resolve("scheduler_config.json"),
                    manifest.path("stages").get(i).path("schedule").toString());
        }
        JsonNode tokenizer = JsonMapper.shared().readTree(Files.readAllBytes(PACK.resolve("tokenizer.json")));
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
        write(folder.resolve("model_index.json"), "{\"_class_name\": \"UnCLIPPipeline\"}");
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

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
