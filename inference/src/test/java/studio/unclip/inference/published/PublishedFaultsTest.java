package studio.unclip.inference.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackProblem;
import studio.unclip.inference.pack.PackStore;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;

/** Published folders that are incomplete, of another kind or hostile: one sentence, and nothing is left behind. */
@Timeout(120)
class PublishedFaultsTest {
    private static PublishedPacks families;

    @TempDir
    Path temp;

    private TinyPublished published;
    private Path packs;

    @BeforeAll
    static void start() throws Exception {
        families = TinyPublished.families("tiny-karlo");
    }

    @BeforeEach
    void write() throws IOException {
        published = TinyPublished.of("tiny-karlo");
        packs = temp.resolve("packs");
    }

    /** One way in which folders can be wrong, before ({@code early}) or after they are written, and what must be said. */
    record Fault(String name, Bend bend, boolean early, Class<? extends PackProblem> kind, String said) {
        @FunctionalInterface
        interface Bend {
            void bend(TinyPublished published, Path root) throws IOException;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final String DECODER = "karlo/decoder/diffusion_pytorch_model.safetensors";

    static Stream<Arguments> faults() {
        return Stream.of(
                        before("truncated", PackProblem.Damaged.class, "not whole", p -> {
                            byte[] whole = TinyPublished.safetensors(p.weights.get("karlo/decoder"), false);
                            p.files.put(DECODER, Arrays.copyOf(whole, whole.length - 5000));
                        }),
                        before("only the first bytes", PackProblem.Damaged.class, "header of", p -> {
                            byte[] whole = TinyPublished.safetensors(p.weights.get("karlo/decoder"), false);
                            p.files.put(DECODER, Arrays.copyOf(whole, 200));
                        }),
                        before("empty", PackProblem.Damaged.class, "too short", p -> p.files.put(DECODER, new byte[0])),
                        before(
                                "a pointer of Git LFS",
                                PackProblem.Damaged.class,
                                "Git LFS",
                                p -> p.text(DECODER, "version https://git-lfs.github.com/spec/v1\noid sha256:00\n")),
                        before("a huge header", PackProblem.Damaged.class, "header of", p -> {
                            byte[] whole = TinyPublished.safetensors(p.weights.get("karlo/decoder"), false);
                            ByteBuffer.wrap(whole)
                                    .order(ByteOrder.LITTLE_ENDIAN)
                                    .putLong(0, 1L << 40);
                            p.files.put(DECODER, whole);
                        }),
                        before(
                                "overlapping tensors",
                                PackProblem.Damaged.class,
                                "overlap",
                                p -> p.files.put(
                                        DECODER,
                                        file(
                                                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
                                                12))),
                        before(
                                "a wrong type",
                                PackProblem.Unsupported.class,
                                "as I32, must be F32",
                                p -> p.files.put(
                                        DECODER,
                                        new String(
                                                        TinyPublished.safetensors(
                                                                p.weights.get("karlo/decoder"), false),
                                                        StandardCharsets.ISO_8859_1)
                                                .replace("F32", "I32")
                                                .getBytes(StandardCharsets.ISO_8859_1))),
                        before(
                                "a tensor renamed",
                                PackProblem.Unsupported.class,
                                "lack the tensor \"conv_in.weight\"",
                                p -> {
                                    var weights = p.weights.get("karlo/decoder");
                                    weights.put("conv_first.weight", weights.remove("conv_in.weight"));
                                }),
                        before(
                                "a tensor too many",
                                PackProblem.Unsupported.class,
                                "\"extra\"",
                                p -> p.weights
                                        .get("karlo/prior")
                                        .put("extra", TinyPublished.tensor(List.of(1L), new float[1]))),
                        before(
                                "a tensor of another shape",
                                PackProblem.Unsupported.class,
                                "must be [8, 3, 3, 3]",
                                p -> {
                                    var weights = p.weights.get("karlo/decoder");
                                    weights.put(
                                            "conv_in.weight",
                                            new TinyPublished.Tensor(
                                                    List.of(8L, 27L),
                                                    weights.get("conv_in.weight")
                                                            .values()));
                                }),
                        before(
                                "statistics of nothing",
                                PackProblem.Unsupported.class,
                                "deviation",
                                p -> p.weights
                                        .get("karlo/prior")
                                        .put("clip_std", TinyPublished.tensor(List.of(1L, 32L), new float[32]))),
                        before(
                                "another configuration",
                                PackProblem.Unsupported.class,
                                "layers_per_block",
                                p -> p.text(
                                        "karlo/decoder/config.json",
                                        new String(p.files.get("karlo/decoder/config.json"), StandardCharsets.UTF_8)
                                                .replaceFirst("\\}$", ", \"layers_per_block\": 2}")
                                                .replace("\"layers_per_block\" : 1,", ""))),
                        before(
                                "another class",
                                PackProblem.Unsupported.class,
                                "must be a PriorTransformer",
                                p -> p.text("karlo/prior/config.json", "{\"_class_name\": \"UNet2DModel\"}")),
                        before(
                                "another pipeline",
                                PackProblem.Unsupported.class,
                                "StableDiffusionPipeline",
                                p -> p.text(
                                        "karlo/model_index.json", "{\"_class_name\": \"StableDiffusionPipeline\"}")),
                        before(
                                "no model_index.json",
                                PackProblem.Missing.class,
                                "model_index.json",
                                p -> p.files.remove("karlo/model_index.json")),
                        before("pickled weights", PackProblem.Unsupported.class, "pickle", p -> {
                            p.weights.remove("karlo/prior");
                            p.files.put("karlo/prior/diffusion_pytorch_model.bin", new byte[] {(byte) 0x80, 2});
                        }),
                        before("a sub-folder missing", PackProblem.Damaged.class, "text_proj is missing", p -> {
                            p.weights.remove("karlo/text_proj");
                            p.files.remove("karlo/text_proj/config.json");
                        }),
                        before(
                                "no schedule",
                                PackProblem.Damaged.class,
                                "scheduler_config.json",
                                p -> p.files.remove("karlo/decoder_scheduler/scheduler_config.json")),
                        before("an index that leads out", PackProblem.Hostile.class, "no plain file", p -> {
                            p.weights.remove("karlo/decoder");
                            p.text(DECODER + ".index.json", "{\"weight_map\": {\"a\": \"../../secret.safetensors\"}}");
                        }),
                        before("a part that the index names is missing", PackProblem.Damaged.class, "is missing", p -> {
                            p.weights.remove("karlo/decoder");
                            p.text(DECODER + ".index.json", "{\"weight_map\": {\"a\": \"part-1.safetensors\"}}");
                        }),
                        before(
                                "JSON that is none",
                                PackProblem.Damaged.class,
                                "not valid JSON",
                                p -> p.text("karlo/prior/config.json", "{\"_class_name\"")),
                        before(
                                "more tokens than the text encoder knows",
                                PackProblem.Unsupported.class,
                                "tokens",
                                p -> p.text("karlo/tokenizer/vocab.json", "{\"a\": 9000}")),
                        after("a link that leads out", PackProblem.Hostile.class, "leads out", (p, root) -> {
                            Path weights = root.resolve(DECODER);
                            Path outside = root.resolve("secret.safetensors");
                            Files.move(weights, outside);
                            Files.createSymbolicLink(weights, outside);
                        }),
                        after("a sub-folder that leads out", PackProblem.Hostile.class, "leads out", (p, root) -> {
                            Path outside = root.resolve("elsewhere");
                            Files.move(root.resolve("karlo/decoder"), outside);
                            Files.createSymbolicLink(root.resolve("karlo/decoder"), outside);
                        }),
                        after(
                                "a folder in a file's place",
                                PackProblem.Hostile.class,
                                "not a plain file",
                                (p, root) -> {
                                    Files.delete(root.resolve(DECODER));
                                    Files.createDirectory(root.resolve(DECODER));
                                }))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatIsWrongIsSaidInOneLineAndNothingIsLeft(Fault fault) throws Exception {
        List<Path> folders = new ArrayList<>();
        Path root = temp.resolve("download");
        if (fault.early()) {
            fault.bend().bend(published, root);
        }
        folders.addAll(published.write(root));
        if (!fault.early()) {
            fault.bend().bend(published, root);
        }
        PackException thrown = catchThrowableOfType(
                PackException.class,
                () -> new PackStore(packs, Understood.ofThisStudio())
                        .install(families.check(folders).pack(), true, Watcher.silent()));
        assertThat(thrown).as(fault.name()).isNotNull();
        assertThat(thrown.problem()).isInstanceOf(fault.kind());
        assertThat(thrown.getMessage())
                .contains(fault.said())
                .doesNotContain("\n")
                .endsWith(".");
        assertThat(packs).doesNotExist();
    }

    @Test
    void aFolderThatIsMissingIsNamed() throws Exception {
        List<Path> folders = published.write(temp);
        assertThatThrownBy(() -> families.check(folders.subList(1, 2)))
                .hasMessageContaining("Karlo itself")
                .hasMessageContaining("UnCLIPPipeline");
        assertThatThrownBy(() -> families.check(List.of(folders.get(0), folders.get(0))))
                .hasMessageContaining("another folder holds");
        assertThatThrownBy(() -> families.check(List.of(temp.resolve("nowhere"))))
                .hasMessageContaining("there is no folder");
    }

    private static Fault before(String name, Class<? extends PackProblem> kind, String said, Bending bending) {
        return new Fault(name, (published, root) -> bending.bend(published), true, kind, said);
    }

    private static Fault after(String name, Class<? extends PackProblem> kind, String said, Fault.Bend bend) {
        return new Fault(name, bend, false, kind, said);
    }

    @FunctionalInterface
    private interface Bending {
        void bend(TinyPublished published) throws IOException;
    }

    private static byte[] file(String header, int data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .array();
    }
}
