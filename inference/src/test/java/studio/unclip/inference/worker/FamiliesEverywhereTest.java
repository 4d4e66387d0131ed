package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.onnx.WebGpuHere;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackStore;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.pipeline.EngineOptions;
import studio.unclip.inference.pipeline.PackPreflight;
import studio.unclip.inference.published.TinyPublished;
import studio.unclip.inference.reference.Recorded;

/**
 * Five operations of the studio on packs of other families than the starter's, installed from folders as they are published, in
 * this process and in one of its own, on the CPU and on WebGPU, beside the exported packs of the same weights on the CPU.
 */
@Timeout(1200)
class FamiliesEverywhereTest {
    private static final String KARLO = "tiny-karlo";
    private static final String KANDINSKY = "tiny-kandinsky22";

    /** Levels by which bytes may differ: graphs that were simplified in another way round another last bit. */
    private static final int OTHER_GRAPHS = 1;

    /** The same on another device: 1 is the largest that was measured, on the software device. */
    private static final int OTHER_DEVICE = 2;

    @TempDir
    static Path temp;

    private static final Map<String, Pack> INSTALLED = new HashMap<>();
    private static final Map<String, Map<Asked, Result>> ON_CPU = new HashMap<>();

    /** What is asked for. */
    enum Asked {
        GENERATE,
        INPAINT,
        EXPAND,
        VARY,
        DIFF;

        ImageRequest request(Sampling sampling) {
            Picture picture = sketch();
            return switch (this) {
                case GENERATE -> new ImageRequest.Generate("a horse", Conditioning.DIFFUSION_PRIOR, sampling);
                case INPAINT ->
                    new ImageRequest.Inpaint(
                            picture,
                            Mask.rectangle(picture.width(), picture.height(), new PixelRect(12, 6, 10, 8)),
                            ImageRequest.Intent.CONTINUE,
                            "a horse",
                            0.5,
                            Optional.empty(),
                            sampling);
                case EXPAND ->
                    new ImageRequest.Expand(
                            picture,
                            new PixelRect(0, 0, picture.width() + 12, picture.height()),
                            "a horse",
                            0.5,
                            sampling);
                case VARY -> new ImageRequest.Vary(picture, 0.5, 0.5, sampling);
                case DIFF ->
                    new ImageRequest.TextDiff(
                            picture, "a horse", "snow", ImageRequest.DiffWay.TEXT, 1, Optional.empty(), sampling);
            };
        }
    }

    @BeforeAll
    static void install() throws Exception {
        for (String name : List.of(KARLO, KANDINSKY)) {
            INSTALLED.put(name, installed(name, temp.resolve(name), Integer.MAX_VALUE));
            ON_CPU.put(name, all(PackInAWorker.here(INSTALLED.get(name), "cpu")));
        }
    }

    /** @param folders how many of its folders are given */
    private static Pack installed(String name, Path root, int folders) throws Exception {
        List<Path> published = TinyPublished.of(name).write(root.resolve("download"));
        return new PackStore(root.resolve("packs"), Understood.ofThisStudio())
                .install(
                        TinyPublished.families(name)
                                .check(published.stream().limit(folders).toList())
                                .pack(),
                        true,
                        Watcher.silent());
    }

    @ParameterizedTest
    @ValueSource(strings = {KARLO, KANDINSKY})
    void an_installed_pack_makes_what_the_exported_one_makes(String name) throws Exception {
        near(ON_CPU.get(name), all(PackInAWorker.here(Recorded.of(name).pack(), "cpu")), OTHER_GRAPHS);
    }

    @ParameterizedTest
    @ValueSource(strings = {KARLO, KANDINSKY})
    void in_a_worker_they_are_the_same_to_the_bit(String name) throws Exception {
        assertThat(all(PackInAWorker.there(INSTALLED.get(name), "cpu"))).isEqualTo(ON_CPU.get(name));
    }

    @Test
    void on_web_gpu_here_they_are_the_same_but_for_rounding() throws Exception {
        onWebGpu(KARLO, PackInAWorker::here);
    }

    @Test
    void on_web_gpu_in_a_worker_they_are_the_same_but_for_rounding() throws Exception {
        onWebGpu(KANDINSKY, PackInAWorker::there);
    }

    /** In software each takes half a minute of two cores, so these two are run when they are asked for. */
    @Test
    @Tag("measure")
    void on_web_gpu_each_family_is_in_the_other_place_too() throws Exception {
        onWebGpu(KARLO, PackInAWorker::there);
        onWebGpu(KANDINSKY, PackInAWorker::here);
    }

    private interface Opening {
        ImageGenerator open(Pack pack, String device) throws Exception;
    }

    private static void onWebGpu(String name, Opening opening) throws Exception {
        WebGpuHere.assume();
        try (ImageGenerator generator = opening.open(INSTALLED.get(name), "webgpu")) {
            near(made(generator), ON_CPU.get(name), OTHER_DEVICE);
            assertThat(generator.device().id()).isEqualTo("webgpu");
            assertThat(generator.device().note())
                    .as("no other device took its place")
                    .isEmpty();
        }
    }

    /** The decoder that was not trained for it paints. */
    @Test
    void without_the_decoder_for_inpainting_kandinsky_does_all_of_it_too() throws Exception {
        Pack pack = installed(KANDINSKY, temp.resolve("without"), 2);
        Map<Asked, Result> without = all(PackInAWorker.here(pack, "cpu"));
        for (Asked asked : List.of(Asked.GENERATE, Asked.VARY, Asked.DIFF)) {
            assertThat(without.get(asked)).isEqualTo(ON_CPU.get(KANDINSKY).get(asked));
        }
        for (Asked asked : List.of(Asked.INPAINT, Asked.EXPAND)) {
            assertThat(without.get(asked)).isNotEqualTo(ON_CPU.get(KANDINSKY).get(asked));
        }
    }

    @Test
    void without_an_image_encoder_karlo_says_what_it_cannot_do() throws Exception {
        Pack pack = installed(KARLO, temp.resolve("blind"), 1);
        PackPreflight preflight = PackPreflight.read(pack, EngineOptions.forThisMachine());
        Map<Asked, String> refused = Map.of(
                Asked.INPAINT, "cannot see the surroundings, for it has no image encoder",
                Asked.EXPAND, "has no image encoder, so it needs a prompt and a likeness of 0",
                Asked.VARY, "cannot vary pictures: that needs an image encoder",
                Asked.DIFF, "cannot turn pictures from one caption to another: that needs an image encoder");
        refused.forEach((asked, why) -> assertThatThrownBy(() -> preflight.plan(asked.request(Sampling.of(1))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").endsWith(".")));
        assertThat(preflight.plan(Asked.GENERATE.request(Sampling.of(1))).parts())
                .isNotEmpty();
        ImageRequest.Inpaint inpaint = (ImageRequest.Inpaint) Asked.INPAINT.request(Sampling.of(1));
        ImageRequest promptAlone = new ImageRequest.Inpaint(
                inpaint.picture(), inpaint.mask(), inpaint.intent(), "a horse", 0, Optional.empty(), Sampling.of(1));
        assertThat(preflight.plan(promptAlone).parts()).isNotEmpty();
    }

    private static Map<Asked, Result> all(ImageGenerator opened) throws Exception {
        try (ImageGenerator generator = opened) {
            return made(generator);
        }
    }

    /** As few steps as give each network its turn. */
    private static Map<Asked, Result> made(ImageGenerator generator) throws Exception {
        Map<String, StageSettings> few = new HashMap<>();
        generator.pack().stages().forEach(stage -> few.put(stage.name(), StageSettings.DEFAULTS.withSteps(2)));
        Map<Asked, Result> made = new EnumMap<>(Asked.class);
        for (Asked asked : Asked.values()) {
            made.put(asked, made(generator, asked.request(Sampling.of(1).withStages(few))));
        }
        return made;
    }

    private static Result made(ImageGenerator generator, ImageRequest request) throws Exception {
        List<Result> ready = new ArrayList<>();
        JobEvent.Ended ended = generator
                .submit(request, JobOptions.quiet(), event -> {
                    if (event instanceof JobEvent.CandidateReady one) {
                        ready.add(one.candidate().result());
                    }
                })
                .ended()
                .get(600, TimeUnit.SECONDS);
        assertThat(ended).isInstanceOf(JobEvent.Completed.class);
        return ready.getFirst();
    }

    /** @param levels by which no byte may differ */
    private static void near(Map<Asked, Result> found, Map<Asked, Result> expected, int levels) {
        for (Asked asked : Asked.values()) {
            ByteBuffer ours = bytes(found.get(asked));
            ByteBuffer its = bytes(expected.get(asked));
            assertThat(ours.remaining()).isEqualTo(its.remaining());
            int most = 0;
            for (int i = 0; i < ours.remaining(); i++) {
                most = Math.max(most, Math.abs(Byte.toUnsignedInt(ours.get(i)) - Byte.toUnsignedInt(its.get(i))));
            }
            assertThat(most).as("%s: levels", asked).isLessThanOrEqualTo(levels);
        }
    }

    private static ByteBuffer bytes(Result result) {
        List<Picture> pictures = switch (result) {
            case Result.Whole whole -> List.of(whole.picture());
            case Result.Patches patches ->
                patches.patches().stream().map(Patch::pixels).toList();
        };
        ByteBuffer all = ByteBuffer.allocate(pictures.stream()
                .mapToInt(picture -> picture.rgba().remaining())
                .sum());
        pictures.forEach(picture -> all.put(picture.rgba().duplicate()));
        return all.flip();
    }

    private static Picture sketch() {
        int width = 40;
        int height = 24;
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgba[4 * i] = (byte) (i % width * 5);
            rgba[4 * i + 1] = (byte) (i / width * 9);
            rgba[4 * i + 2] = (byte) (i * 7 % 60);
            rgba[4 * i + 3] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
