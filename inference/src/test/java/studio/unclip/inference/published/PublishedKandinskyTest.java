package studio.unclip.inference.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.PackProblem;
import studio.unclip.inference.pack.PackStore;
import studio.unclip.inference.pack.Precision;
import studio.unclip.inference.pack.Stage;
import studio.unclip.inference.pack.TensorSpec;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.reference.Recorded;
import studio.unclip.inference.reference.RecordedCall;

/**
 * The tiny Kandinsky 2.2, installed from folders as diffusers saves them, beside the pack that modelkit exported: what it has
 * beyond {@link PublishedPacksTest}'s Karlo, a network that is run for the pack, a folder that may lack, older names.
 */
@Timeout(120)
class PublishedKandinskyTest {
    private static final float TOLERANCE = 1e-5f;
    private static final List<String> OLD = List.of("query", "key", "value", "proj_attn");

    private static Recorded exported;
    private static OnnxRuntime runtime;
    private static PublishedPacks families;

    @TempDir
    Path temp;

    private TinyPublished published;
    private Path packs;
    private PackStore store;

    @BeforeAll
    static void start() throws Exception {
        exported = Recorded.of("tiny-kandinsky22");
        runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        families = TinyPublished.families("tiny-kandinsky22");
    }

    @BeforeEach
    void write() throws IOException {
        published = TinyPublished.of("tiny-kandinsky22");
        packs = temp.resolve("packs");
        store = new PackStore(packs, Understood.ofThisStudio());
    }

    @Test
    void everyNetworkGivesWhatTheExportedPackAndPyTorchGive() throws Exception {
        Pack pack = install(published.write(temp));
        assertThat(pack.manifest().components().keySet())
                .isEqualTo(exported.pack().manifest().components().keySet());
        for (String role : pack.manifest().components().keySet()) {
            sameAsBefore(pack, role);
        }
    }

    @Test
    void whatStandsForNoPictureIsFoundByRunningTheImageEncoder() throws Exception {
        PublishedPack checked = families.check(published.write(temp));
        assertThat(checked.notes()).singleElement().asString().contains("image-encoder is run once");
        Pack pack = store.install(checked.pack(), true, Watcher.silent());
        assertThat(pack.geometry().nullImageEmbedding())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(exported.pack().geometry().nullImageEmbedding());
        assertThat(pack.geometry().mean()).isEqualTo(exported.pack().geometry().mean());
        store.hash("tiny-kandinsky22", Watcher.silent());
        store.verify("tiny-kandinsky22", Watcher.silent());
        assertThat(names(packs)).containsExactlyInAnyOrder(".lock", ".stamps", "tiny-kandinsky22");
    }

    @Test
    void theRestOfThePackIsTheExportedOnesToo() throws Exception {
        PackManifest manifest = install(published.write(temp)).manifest();
        PackManifest before = exported.pack().manifest();
        assertThat(manifest.stages().stream().map(PublishedKandinskyTest::withoutPreview))
                .isEqualTo(before.stages().stream()
                        .map(PublishedKandinskyTest::withoutPreview)
                        .toList());
        assertThat(manifest.tokenizer()).isEqualTo(before.tokenizer());
        assertThat(manifest.embedding()).isEqualTo(before.embedding());
        assertThat(manifest.imageInput()).isEqualTo(before.imageInput());
        assertThat(manifest.operations()).isEqualTo(before.operations());
        assertThat(manifest.output()).isEqualTo(before.output());
        assertThat(manifest.sizeMultiple()).isEqualTo(before.sizeMultiple());
    }

    @Test
    void withoutTheDecoderForInpaintingThePackDoesWithoutAndThatIsSaid() throws Exception {
        List<Path> folders = published.write(temp);
        PublishedPack checked = families.check(folders.subList(0, 2));
        assertThat(checked.notes()).hasSize(2).first().asString().contains("kandinsky-2-2-decoder-inpaint");
        Pack pack = store.install(checked.pack(), true, Watcher.silent());
        assertThat(pack.manifest().component("decoder-inpainting")).isEmpty();
        assertThat(pack.manifest().stages().getLast().inpaintingComponent()).isEmpty();
        assertThat(pack.manifest().operations())
                .isNotEqualTo(exported.pack().manifest().operations());
        sameAsBefore(pack, "decoder");
    }

    @Test
    void aFolderThatIsMissingIsNamed() throws Exception {
        List<Path> folders = published.write(temp);
        assertThatThrownBy(() -> families.check(folders.subList(0, 1)))
                .hasMessage(
                        "tiny-kandinsky22: of its folders the decoder (kandinsky-2-2-decoder) is missing: the one with a"
                                + " KandinskyV22Pipeline or KandinskyV22Img2ImgPipeline. Give that folder, too.");
        assertThatThrownBy(() -> families.check(folders.subList(1, 3)))
                .hasMessageContaining("the prior (kandinsky-2-2-prior) is missing");
    }

    @Test
    void olderNamesOfAttentionAreRead() throws Exception {
        Map<String, TinyPublished.Tensor> older = new TreeMap<>();
        published
                .weights
                .get("decoder/movq")
                .forEach((name, tensor) -> older.put(
                        name.replace(".to_q.", ".query.")
                                .replace(".to_k.", ".key.")
                                .replace(".to_v.", ".value.")
                                .replace(".to_out.0.", ".proj_attn."),
                        tensor));
        for (String name : OLD) {
            assertThat(older.keySet()).anyMatch(tensor -> tensor.contains("." + name + "."));
        }
        published.weights.put("decoder/movq", older);
        Pack pack = install(published.write(temp));
        sameAsBefore(pack, "latent-encoder");
        sameAsBefore(pack, "latent-decoder");
    }

    @Test
    void olderNamesBesideNewOnesAreOneTensorTooMany() throws Exception {
        Map<String, TinyPublished.Tensor> movq = published.weights.get("decoder/movq");
        String name = movq.keySet().stream()
                .filter(tensor -> tensor.endsWith(".to_q.weight"))
                .findFirst()
                .orElseThrow();
        movq.put(name.replace(".to_q.", ".query."), movq.get(name));
        assertThatThrownBy(() -> install(published.write(temp)))
                .isInstanceOf(PackException.class)
                .hasMessageContaining(".query.weight\", which this network has no place for");
        assertThat(packs).doesNotExist();
    }

    @Test
    void aValueThatChangesNoNumberMayBeAnother() throws Exception {
        String config = "decoder/unet/config.json";
        String before = new String(published.files.get(config), java.nio.charset.StandardCharsets.UTF_8);
        published.text(
                config, before.replaceFirst("\\}$", ", \"sample_size\": 96, \"class_embeddings_concat\": null}"));
        sameAsBefore(install(published.write(temp)), "decoder");
    }

    @Test
    void halfPrecisionAndSeveralFilesAreTakenAsTheyAre() throws Exception {
        Map<String, TinyPublished.Tensor> all = published.weights.remove("decoder/unet");
        List<Map<String, TinyPublished.Tensor>> parts = List.of(new TreeMap<>(), new TreeMap<>());
        List<String> index = new ArrayList<>();
        all.forEach((name, tensor) -> {
            int part = name.startsWith("down") ? 0 : 1;
            parts.get(part).put(name, tensor);
            index.add("\"" + name + "\": \"diffusion_pytorch_model.fp16-0000" + (part + 1) + "-of-00002.safetensors\"");
        });
        String base = "decoder/unet/diffusion_pytorch_model";
        published.text(base + ".safetensors.index.fp16.json", "{\"weight_map\": {" + String.join(",", index) + "}}");
        for (int part = 0; part < 2; part++) {
            published.files.put(
                    base + ".fp16-0000" + (part + 1) + "-of-00002.safetensors",
                    TinyPublished.safetensors(parts.get(part), true));
        }
        published.files.put(
                "prior/image_encoder/model.fp16.safetensors",
                TinyPublished.safetensors(published.weights.remove("prior/image_encoder"), true));
        Pack pack = install(published.write(temp));
        Component decoder = pack.require("decoder");
        assertThat(decoder.external()).hasSize(3); // both parts, and the prior's, for its mean and deviation
        assertThat(decoder.precision()).isEqualTo(Precision.FP16);
        sameAsBefore(pack, "decoder");
        assertThat(pack.geometry().nullImageEmbedding())
                .usingComparatorWithPrecision(1e-5f)
                .containsExactly(exported.pack().geometry().nullImageEmbedding());
    }

    @Test
    void theRunCanBeEndedAndCopiesAreKept() throws Exception {
        PublishedPack checked = families.check(published.write(temp));
        List<Long> done = new ArrayList<>();
        Watcher impatient = new Watcher() {
            @Override
            public void progress(String file, long bytes, long total) {
                done.add(bytes);
            }

            @Override
            public boolean cancelled() {
                return !done.isEmpty() && done.getLast() == checked.pack().takenBytes();
            }
        };
        assertThatThrownBy(() -> store.install(checked.pack(), false, impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(store.list()).isEmpty();
        assertThat(names(packs)).containsExactlyInAnyOrder(".lock", ".stamps", ".partial-tiny-kandinsky22");

        List<String> copiedAgain = new ArrayList<>();
        Pack pack = store.install(checked.pack(), false, (file, _, _) -> copiedAgain.add(file));
        assertThat(copiedAgain).isEmpty();
        sameAsBefore(pack, "decoder");
        assertThat(names(packs)).containsExactlyInAnyOrder(".lock", ".stamps", "tiny-kandinsky22");
    }

    @Test
    void anImageEncoderThatAnswersWithNoNumbersIsRefused() throws Exception {
        Map<String, TinyPublished.Tensor> tower = published.weights.get("prior/image_encoder");
        String name = "visual_projection.weight";
        List<Float> broken = new ArrayList<>(tower.get(name).values());
        broken.set(0, Float.NaN);
        tower.put(name, new TinyPublished.Tensor(tower.get(name).shape(), broken));
        List<Path> folders = published.write(temp);
        assertThatThrownBy(() -> install(folders))
                .isInstanceOfSatisfying(
                        PackException.class, e -> assertThat(e.problem()).isInstanceOf(PackProblem.Unsupported.class))
                .hasMessageContaining("image-encoder answers with NaN");
        assertThat(names(packs)).containsExactlyInAnyOrder(".lock", ".stamps");
    }

    /** As a person sees a picture while it is made; found by other pictures than the exported pack's, and as good. */
    @Test
    void howLatentsLookIsFoundByRunningTheLatentEncoder() throws Exception {
        assertThat(seenAmiss(install(published.write(temp)))).isLessThan(1.1 * seenAmiss(exported.pack()));
    }

    /** Root of the mean square by which colours of latents miss those of the picture that was encoded. */
    private static double seenAmiss(Pack pack) {
        Stage.Latent latent = pack.manifest().stages().getLast().latent().orElseThrow();
        int width = exported.run().path("width").asInt() / latent.scale();
        int height = exported.run().path("height").asInt() / latent.scale();
        float[] latents = exported.tensors().tensor("inpainting.latents");
        double sum = 0;
        for (int place = 0; place < width * height; place++) {
            double across = middle(place % width, width, latent.scale());
            double down = middle(place / width, height, latent.scale());
            double[] wanted = {across, down, across * down};
            for (int colour = 0; colour < 3; colour++) {
                List<Double> row = latent.preview().get(colour);
                double seen = row.getLast() - wanted[colour];
                for (int channel = 0; channel < latent.channels(); channel++) {
                    seen += row.get(channel) * latents[channel * width * height + place];
                }
                sum += seen * seen;
            }
        }
        return Math.sqrt(sum / (3.0 * width * height));
    }

    /** The mean of the pixels of a latent, of a line from -1 to 1. */
    private static double middle(int place, int places, int scale) {
        return 2 * (place * scale + (scale - 1) / 2.0) / (places * scale - 1) - 1;
    }

    /** How latents are seen before they are decoded is found by other pictures. */
    private static Stage withoutPreview(Stage stage) {
        return new Stage(
                stage.name(),
                stage.component(),
                stage.later(),
                stage.latent()
                        .map(latent -> new Stage.Latent(
                                latent.channels(), latent.scale(), latent.encoder(), latent.decoder(), List.of())),
                stage.size(),
                stage.channels(),
                stage.lowResolution(),
                stage.schedule(),
                stage.defaults(),
                stage.samplers(),
                stage.inpainting(),
                stage.inpaintingComponent());
    }

    private Pack install(List<Path> folders) throws PackException {
        return store.install(families.check(folders).pack(), true, Watcher.silent());
    }

    private static void sameAsBefore(Pack pack, String role) throws Exception {
        List<float[]> found = RecordedCall.outputs(runtime, pack, role, exported.tensors());
        List<float[]> before = RecordedCall.outputs(runtime, exported.pack(), role, exported.tensors());
        int i = 0;
        for (TensorSpec output : pack.require(role).outputs()) {
            String title = role + " " + output.role();
            float[] torch = exported.tensors().tensor(role + ".out." + output.role());
            for (float[] expected : List.of(before.get(i), torch)) {
                assertThat(found.get(i))
                        .as(title)
                        .usingComparatorWithPrecision(TOLERANCE)
                        .containsExactly(expected);
            }
            i++;
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
