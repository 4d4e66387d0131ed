package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.LocalGeneratorOpener;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.published.PublishedFamily;
import studio.unclip.inference.published.PublishedPacks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code packs install --from-diffusers} as a person sees it. The families are the tiny ones with weights inside the graphs, so
 * that their folders hold no more than what a prior knows of embeddings; what is done to weights is tested in the engine.
 */
@Timeout(120)
class PacksFromDiffusersTest {
    private static final Path REFERENCE = Path.of("../inference/src/test/resources/reference");
    private static final String KARLO = "tiny-karlo";
    private static final String KANDINSKY = "tiny-kandinsky22";

    @TempDir
    Path root;

    private CommandLineDriver unclip;
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        PublishedPacks families = new PublishedPacks(List.of(
                family(KARLO, Files.createDirectories(root.resolve("karlo"))),
                family(KANDINSKY, Files.createDirectories(root.resolve("kandinsky")))));
        PlatformFolders folders = PlatformFolders.under(root.resolve("home"));
        PackFolders packs = new PackFolders(Optional.empty(), folders.packs());
        unclip = CommandLineDriver.opening(
                new LocalGeneratorOpener(new PackShelf(packs, folders), folders), () -> families, root);
        folder = published(KARLO, unclip.work.resolve("karlo-v1-alpha"), "UnCLIPPipeline");
    }

    @Test
    void a_published_folder_is_installed_and_draws() throws Exception {
        CommandLineDriver.Result installed = unclip.run("packs", "install", "--from-diffusers", "karlo-v1-alpha");
        assertThat(installed.exitCode()).as(installed.err()).isZero();
        assertThat(installed.err())
                .contains("MB of weights", "licence: CC0-1.0", "note: Not given: its image variations");
        assertThat(installed.out()).contains("installed tiny-karlo 1.0.0", "its text: ");
        assertThat(unclip.run("packs", "verify", "tiny-karlo").out()).contains("tiny-karlo  whole");

        CommandLineDriver.Result made = unclip.run(
                "generate", "a horse", "--pack", "tiny-karlo", "--steps", "prior=3,decoder=3", "-o", "horse.png");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(PictureReader.read(unclip.work.resolve("horse.png")).width()).isEqualTo(32);

        assertThat(unclip.run("packs", "repair", "tiny-karlo").out()).contains("repaired tiny-karlo");
        assertThat(unclip.run("packs", "remove", "tiny-karlo").exitCode()).isZero();
        assertThat(folder.resolve("prior/diffusion_pytorch_model.safetensors")).exists();
    }

    @Test
    void a_family_of_three_folders_has_a_network_run_for_what_is_in_none_of_them() throws Exception {
        published(KANDINSKY, unclip.work.resolve("prior"), "KandinskyV22PriorPipeline");
        Path decoder = unclip.work.resolve("decoder");
        schedule(KANDINSKY, 1, decoder.resolve("scheduler"));
        write(decoder.resolve("model_index.json"), "{\"_class_name\": \"KandinskyV22Pipeline\"}");
        write(unclip.work.resolve("inpainting/model_index.json"), "{\"_class_name\": \"KandinskyV22InpaintPipeline\"}");
        CommandLineDriver.Result lacking = unclip.run("packs", "install", "--from-diffusers", "prior", "--quiet");
        assertThat(lacking.exitCode()).isEqualTo(ExitCode.PACK);
        assertThat(lacking.err()).hasLineCount(1).contains("the decoder (kandinsky-2-2-decoder) is missing");

        CommandLineDriver.Result installed =
                unclip.run("packs", "install", "--from-diffusers", "inpainting", "decoder", "prior");
        assertThat(installed.exitCode()).as(installed.err()).isZero();
        assertThat(installed.err())
                .contains("note: To find what stands for no picture, its image-encoder is run once")
                .doesNotContain("Not given");
        assertThat(unclip.run("packs", "verify", KANDINSKY).out()).contains(KANDINSKY + "  whole");
        CommandLineDriver.Result made = unclip.run(
                "generate", "a horse", "--pack", KANDINSKY, "--steps", "prior=3,decoder=3", "-o", "horse.png");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(PictureReader.read(unclip.work.resolve("horse.png")).width()).isEqualTo(32);
        assertThat(unclip.run("packs", "repair", KANDINSKY).out()).contains("repaired " + KANDINSKY);
    }

    @Test
    void what_is_wrong_is_one_line_and_nothing_is_left() throws Exception {
        Files.writeString(folder.resolve("prior/config.json"), "{\"_class_name\": \"UNet2DModel\"}");
        CommandLineDriver.Result result =
                unclip.run("packs", "install", "--from-diffusers", "karlo-v1-alpha", "--quiet");
        assertThat(result.exitCode()).isEqualTo(ExitCode.PACK);
        assertThat(result.err()).hasLineCount(1).contains("prior holds a \"UNet2DModel\"");
        assertThat(folders().resolve("packs")).doesNotExist();
    }

    @Test
    void the_option_is_asked_for_where_it_is_needed_and_refused_where_not() {
        CommandLineDriver.Result plain = unclip.run("packs", "install", "karlo-v1-alpha");
        assertThat(plain.exitCode()).isEqualTo(ExitCode.PACK);
        assertThat(plain.err()).contains("--from-diffusers");
        assertThat(unclip.run("packs", "install", "one", "two").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unclip.run("packs", "install", "one", "--copy").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_copy_that_is_ended_says_what_is_kept() {
        unclip.interruption.request();
        CommandLineDriver.Result result =
                unclip.run("packs", "install", "--from-diffusers", "karlo-v1-alpha", "--copy");
        assertThat(result.exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(unclip.run("packs", "list").out()).doesNotContain("tiny-karlo");
    }

    private Path folders() {
        return unclip.folders.packs().getParent();
    }

    /** A tiny family's description with graphs that have their weights. */
    private static PublishedFamily family(String pack, Path folder) throws IOException {
        ObjectNode family = (ObjectNode)
                JsonMapper.shared().readTree(Files.readAllBytes(REFERENCE.resolve(pack + "-published/family.json")));
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

    private static void schedule(String pack, int stage, Path folder) throws IOException {
        JsonNode manifest = JsonMapper.shared().readTree(Files.readAllBytes(REFERENCE.resolve(pack + "/pack.json")));
        write(
                folder.resolve("scheduler_config.json"),
                manifest.path("stages").get(stage).path("schedule").toString());
    }

    /** The folder with a prior. */
    private static Path published(String pack, Path folder, String pipeline) throws IOException {
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

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
