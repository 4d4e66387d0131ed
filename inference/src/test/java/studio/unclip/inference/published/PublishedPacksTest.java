package studio.unclip.inference.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.onnx.OnnxRuntime;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.MadePack;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.PackStore;
import studio.unclip.inference.pack.Precision;
import studio.unclip.inference.pack.TensorSpec;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.reference.Recorded;
import studio.unclip.inference.reference.RecordedCall;

/** The tiny Karlo, installed from folders as diffusers saves them, beside the pack that modelkit exported. */
@Timeout(120)
class PublishedPacksTest {
    private static final float TOLERANCE = 1e-5f;

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
        exported = Recorded.of("tiny-karlo");
        runtime = OnnxRuntime.start(RuntimeOptions.defaults());
        families = TinyPublished.families("tiny-karlo");
    }

    @BeforeEach
    void write() throws IOException {
        published = TinyPublished.of("tiny-karlo");
        packs = temp.resolve("packs");
        store = new PackStore(packs, Understood.ofThisStudio());
    }

    @Test
    void everyNetworkGivesWhatTheExportedPackAndPyTorchGive() throws Exception {
        Pack pack = install(published.write(temp));
        assertThat(pack.manifest().components().keySet())
                .isEqualTo(exported.pack().manifest().components().keySet());
        for (String role : pack.manifest().components().keySet()) {
            List<float[]> found = RecordedCall.outputs(runtime, pack, role, exported.tensors());
            List<float[]> before = RecordedCall.outputs(runtime, exported.pack(), role, exported.tensors());
            int i = 0;
            for (TensorSpec output : pack.require(role).outputs()) {
                String title = role + " " + output.role();
                assertThat(difference(found.get(i), before.get(i))).as(title).isLessThanOrEqualTo(TOLERANCE);
                float[] torch = exported.tensors().tensor(role + ".out." + output.role());
                assertThat(difference(found.get(i), torch)).as(title).isLessThanOrEqualTo(TOLERANCE);
                i++;
            }
        }
    }

    @Test
    void theRestOfThePackIsTheExportedOnesToo() throws Exception {
        Pack pack = install(published.write(temp));
        PackManifest manifest = pack.manifest();
        assertThat(manifest.stages()).isEqualTo(exported.pack().manifest().stages());
        assertThat(manifest.tokenizer()).isEqualTo(exported.pack().manifest().tokenizer());
        assertThat(manifest.embedding()).isEqualTo(exported.pack().manifest().embedding());
        assertThat(manifest.imageInput()).isEqualTo(exported.pack().manifest().imageInput());
        assertThat(pack.tokenizer()).isEqualTo(exported.pack().tokenizer());
        assertThat(difference(
                        pack.geometry().nullImageEmbedding(),
                        exported.pack().geometry().nullImageEmbedding()))
                .isLessThan(1e-6f);
        assertThat(pack.geometry().mean()).isEqualTo(exported.pack().geometry().mean());
        long weights = published.weights.values().stream()
                .flatMap(tensors -> tensors.values().stream())
                .mapToLong(tensor -> tensor.values().size())
                .sum();
        assertThat(manifest.components().values().stream()
                        .mapToLong(Component::parameters)
                        .sum())
                .isEqualTo(
                        weights - 32); // the null image is the geometry's alone; its mean and deviation are read twice
    }

    @Test
    void theWeightsStayWhereTheyAre() throws Exception {
        List<Path> folders = published.write(temp);
        Pack pack = install(folders);
        Path weights = folders.getFirst().resolve("decoder/diffusion_pytorch_model.safetensors");
        assertThat(Files.isSameFile(weights, pack.folder().resolve("decoder.safetensors")))
                .isTrue();
        assertThat(store.list()).hasSize(1);
        assertThat(Files.exists(packs.resolve(".stamps/tiny-karlo.hashes"))).isFalse();
        store.open("tiny-karlo"); // can be used before it is hashed

        store.hash("tiny-karlo", Watcher.silent());
        assertThat(Files.readAllLines(packs.resolve(".stamps/tiny-karlo.hashes")))
                .hasSize(7);
        store.verify("tiny-karlo", Watcher.silent());

        FileTime before = Files.getLastModifiedTime(weights);
        byte[] content = Files.readAllBytes(weights);
        content[content.length - 1] ^= 1;
        Files.write(weights, content);
        Files.setLastModifiedTime(weights, before);
        assertThatThrownBy(() -> store.verify("tiny-karlo", Watcher.silent()))
                .isInstanceOf(PackException.class)
                .hasMessageContaining("decoder.safetensors")
                .hasMessageContaining("SHA-256");
    }

    @Test
    void aWeightThatChangesUnderThePackIsNoticedWhenItIsOpened() throws Exception {
        List<Path> folders = published.write(temp);
        install(folders);
        Path weights = folders.getFirst().resolve("prior/diffusion_pytorch_model.safetensors");
        Files.setLastModifiedTime(weights, FileTime.fromMillis(1_000_000));
        assertThatThrownBy(() -> store.open("tiny-karlo")).hasMessageContaining("has changed since");
    }

    @Test
    void aCopyThatWasEndedGoesOn() throws Exception {
        PublishedPack checked = families.check(published.write(temp));
        List<String> first = new ArrayList<>();
        Watcher impatient = new Watcher() {
            @Override
            public void progress(String file, long done, long total) {
                first.add(file);
            }

            @Override
            public boolean cancelled() {
                return first.size() == 3;
            }
        };
        assertThatThrownBy(() -> store.install(checked.pack(), false, impatient))
                .isInstanceOf(CancellationException.class);
        assertThat(store.list()).isEmpty();
        assertThat(names(packs)).containsExactlyInAnyOrder(".lock", ".stamps", ".partial-tiny-karlo");

        List<String> second = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        Pack pack = store.install(checked.pack(), false, (file, bytes, total) -> {
            second.add(file);
            done.add(bytes);
            assertThat(total).isEqualTo(checked.pack().takenBytes());
        });
        assertThat(second).doesNotContainAnyElementsOf(first);
        assertThat(first.size() + second.size()).isEqualTo(7);
        assertThat(done).isSorted().last().isEqualTo(checked.pack().takenBytes());
        assertThat(names(packs)).containsExactlyInAnyOrder(".lock", ".stamps", "tiny-karlo");
        for (Map.Entry<String, MadePack.Taken> taken : checked.pack().taken().entrySet()) {
            Path copy = pack.folder().resolve(taken.getKey());
            assertThat(Files.isSameFile(copy, taken.getValue().source())).isFalse();
            assertThat(copy).hasSameBinaryContentAs(taken.getValue().source());
        }
    }

    @Test
    void aCopyGoesOnInTheMiddleOfAFileAndNotOfAnotherOne() throws Exception {
        List<Path> folders = published.write(temp);
        PublishedPack checked = families.check(folders);
        Path source = checked.pack().taken().get("decoder.safetensors").source();
        Path partial = Files.createDirectories(packs.resolve(".partial-tiny-karlo"));
        byte[] half = Arrays.copyOf(Files.readAllBytes(source), 1000);
        Files.write(partial.resolve("decoder.safetensors"), half);
        FileTime time = Files.getLastModifiedTime(source);
        String mark = "\t" + Files.size(source) + "\t" + time.to(TimeUnit.NANOSECONDS) + "\t";
        Files.write(partial.resolve("prior.safetensors"), new byte[2000]);
        Files.writeString(
                partial.resolve("copied.txt"),
                "decoder.safetensors" + mark + "1000\nprior.safetensors" + mark + "2000\n");
        List<Long> done = new ArrayList<>();
        Pack pack = store.install(checked.pack(), false, (file, bytes, total) -> done.add(bytes));
        long decoder = Files.size(source);
        assertThat(done).contains(checked.pack().takenBytes()).doesNotHaveDuplicates();
        assertThat(done.getFirst())
                .as("1,000 bytes are there, and the first file")
                .isGreaterThan(1000);
        assertThat(Files.size(pack.folder().resolve("decoder.safetensors"))).isEqualTo(decoder);
        for (String file : checked.pack().taken().keySet()) {
            assertThat(pack.folder().resolve(file))
                    .hasSameBinaryContentAs(checked.pack().taken().get(file).source());
        }
    }

    @Test
    void whatACopyHasLeftCanBeRemoved() throws Exception {
        PublishedPack checked = families.check(published.write(temp));
        Watcher never = new Watcher() {
            @Override
            public void progress(String file, long done, long total) {}

            @Override
            public boolean cancelled() {
                return Files.exists(packs.resolve(".partial-tiny-karlo"));
            }
        };
        assertThatThrownBy(() -> store.install(checked.pack(), false, never)).isInstanceOf(CancellationException.class);
        store.remove("tiny-karlo");
        assertThat(names(packs)).containsExactlyInAnyOrder(".lock", ".stamps");
    }

    @Test
    void weightsOf16BitsStayAsTheyAre() throws Exception {
        for (Map.Entry<String, Map<String, TinyPublished.Tensor>> entry : published.weights.entrySet()) {
            published.files.put(
                    published.base(entry.getKey()) + ".fp16.safetensors",
                    TinyPublished.safetensors(entry.getValue(), true));
        }
        List<Path> folders = published.write(temp);
        Path full = folders.getFirst().resolve("decoder/diffusion_pytorch_model.safetensors");
        assertThat(families.check(folders)
                        .pack()
                        .taken()
                        .get("decoder.safetensors")
                        .source())
                .as("full precision where there are both")
                .isEqualTo(full.toRealPath());
        try (Stream<Path> files = Files.walk(temp)) {
            for (Path file : files.filter(path -> path.toString().matches(".*model\\.safetensors"))
                    .toList()) {
                Files.delete(file);
            }
        }
        Pack pack = install(folders);
        for (String role : List.of("text-encoder", "prior", "decoder", "super-res-last")) {
            assertThat(pack.require(role).precision()).isEqualTo(Precision.FP16);
            assertThat(pack.require(role).parameters())
                    .isGreaterThan(Files.size(pack.folder().resolve(role.replace('-', '_') + ".safetensors")) / 4);
            String output = pack.require(role).outputs().getFirst().role();
            float[] found = RecordedCall.outputs(runtime, pack, role, exported.tensors())
                    .getFirst();
            float[] full32 = exported.tensors().tensor(role + ".out." + output);
            assertThat(difference(found, full32))
                    .as("half precision holds the weights of %s", role)
                    .isLessThanOrEqualTo(TOLERANCE);
        }
    }

    @Test
    void weightsInSeveralFilesAreFoundByTheirIndex() throws Exception {
        Map<String, TinyPublished.Tensor> all = published.weights.remove("karlo/decoder");
        Map<String, TinyPublished.Tensor> first = new TreeMap<>();
        Map<String, TinyPublished.Tensor> second = new TreeMap<>();
        StringBuilder index = new StringBuilder();
        all.forEach((name, tensor) -> {
            boolean one = name.startsWith("down");
            (one ? first : second).put(name, tensor);
            index.append(index.isEmpty() ? "" : ",")
                    .append("\"" + name + "\": \"diffusion_pytorch_model-0000" + (one ? 1 : 2)
                            + "-of-00002.safetensors\"");
        });
        String base = "karlo/decoder/diffusion_pytorch_model";
        published.text(base + ".safetensors.index.json", "{\"weight_map\": {" + index + "}}");
        published.files.put(base + "-00001-of-00002.safetensors", TinyPublished.safetensors(first, false));
        published.files.put(base + "-00002-of-00002.safetensors", TinyPublished.safetensors(second, false));
        Pack pack = install(published.write(temp));
        assertThat(pack.require("decoder").external()).hasSize(2);
        float[] found = RecordedCall.outputs(runtime, pack, "decoder", exported.tensors())
                .getFirst();
        assertThat(difference(found, exported.tensors().tensor("decoder.out.prediction")))
                .isLessThanOrEqualTo(TOLERANCE);
    }

    @Test
    void withoutTheVariationsThereIsNoImageEncoderAndThatIsSaid() throws Exception {
        List<Path> folders = published.write(temp);
        PublishedPack checked = families.check(folders.subList(0, 1));
        assertThat(checked.notes()).singleElement().asString().contains("image-variations");
        Pack pack = store.install(checked.pack(), true, Watcher.silent());
        assertThat(pack.manifest().component("image-encoder")).isEmpty();
        assertThat(pack.manifest().component("decoder")).isPresent();
    }

    @Test
    void aSnapshotOfTheHubsCacheIsMadeOfLinksIntoItsStore() throws Exception {
        Path repository = temp.resolve("models--kakaobrain--karlo");
        List<Path> folders = published.write(repository.resolve("snapshots"));
        Path blobs = Files.createDirectories(repository.resolve("blobs"));
        Path weights = folders.getFirst().resolve("prior/diffusion_pytorch_model.safetensors");
        Files.move(weights, blobs.resolve("0123abcd"));
        Files.createSymbolicLink(weights, Path.of("../../../blobs/0123abcd"));
        Pack pack = install(folders);
        assertThat(Files.isSameFile(pack.folder().resolve("prior.safetensors"), blobs.resolve("0123abcd")))
                .isTrue();
        assertThat(Files.isSymbolicLink(pack.folder().resolve("prior.safetensors")))
                .isFalse();
    }

    @Test
    void theFamiliesOfTheProgramAreWhole() throws Exception {
        assertThat(PublishedPacks.known()).isNotNull();
        for (String name : List.of("karlo", "kandinsky22")) {
            PublishedFamily family = PublishedFamily.named(name);
            assertThat(family.components().keySet())
                    .isEqualTo(Recorded.of("tiny-" + name)
                            .pack()
                            .manifest()
                            .components()
                            .keySet());
            for (String role : family.components().keySet()) {
                assertThat(family.graph(role)).as(role).isNotEmpty();
            }
            assertThat(new String(family.licence(), StandardCharsets.UTF_8))
                    .contains(name.equals("karlo") ? "Attachment A" : "Apache License");
        }
    }

    private Pack install(List<Path> folders) throws PackException {
        return store.install(families.check(folders).pack(), true, Watcher.silent());
    }

    private static float difference(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        float worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        return worst;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }
}
