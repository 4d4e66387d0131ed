package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
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
@Timeout(3600)
class FamiliesEverywhereTest {
    private static final String KARLO = "tiny-karlo";
    private static final String KANDINSKY = "tiny-kandinsky22";

    /** Levels by which bytes may differ: graphs that were simplified in another way round another last bit. */
    private static final int OTHER_GRAPHS = 1;

    @TempDir
    static Path temp;

    private static final Map<String, Pack> INSTALLED = new HashMap<>();
    private static final Map<String, Map<FiveOperations, Result>> ON_CPU = new HashMap<>();

    @BeforeAll
    static void install() throws Exception {
        for (String name : List.of(KARLO, KANDINSKY)) {
            INSTALLED.put(name, installed(name, temp.resolve(name), Integer.MAX_VALUE));
            ON_CPU.put(name, FiveOperations.all(PackInAWorker.here(INSTALLED.get(name), "cpu")));
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
        FiveOperations.near(
                ON_CPU.get(name),
                FiveOperations.all(PackInAWorker.here(Recorded.of(name).pack(), "cpu")),
                OTHER_GRAPHS);
    }

    @ParameterizedTest
    @ValueSource(strings = {KARLO, KANDINSKY})
    void in_a_worker_they_are_the_same_to_the_bit(String name) throws Exception {
        assertThat(FiveOperations.all(PackInAWorker.there(INSTALLED.get(name), "cpu")))
                .isEqualTo(ON_CPU.get(name));
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
        FiveOperations.nearOnWebGpu(opening.open(INSTALLED.get(name), "webgpu"), ON_CPU.get(name));
    }

    /** The decoder that was not trained for it paints. */
    @Test
    void without_the_decoder_for_inpainting_kandinsky_does_all_of_it_too() throws Exception {
        Pack pack = installed(KANDINSKY, temp.resolve("without"), 2);
        Map<FiveOperations, Result> without = FiveOperations.all(PackInAWorker.here(pack, "cpu"));
        for (FiveOperations asked : List.of(FiveOperations.GENERATE, FiveOperations.VARY, FiveOperations.DIFF)) {
            assertThat(without.get(asked)).isEqualTo(ON_CPU.get(KANDINSKY).get(asked));
        }
        for (FiveOperations asked : List.of(FiveOperations.INPAINT, FiveOperations.EXPAND)) {
            assertThat(without.get(asked)).isNotEqualTo(ON_CPU.get(KANDINSKY).get(asked));
        }
    }

    @Test
    void without_an_image_encoder_karlo_says_what_it_cannot_do() throws Exception {
        Pack pack = installed(KARLO, temp.resolve("blind"), 1);
        PackPreflight preflight = PackPreflight.read(pack, EngineOptions.forThisMachine());
        Map<FiveOperations, String> refused = Map.of(
                FiveOperations.INPAINT, "cannot see the surroundings, for it has no image encoder",
                FiveOperations.EXPAND, "has no image encoder, so it needs a prompt and a likeness of 0",
                FiveOperations.VARY, "cannot vary pictures: that needs an image encoder",
                FiveOperations.DIFF, "cannot turn pictures from one caption to another: that needs an image encoder");
        refused.forEach((asked, why) -> assertThatThrownBy(() -> preflight.plan(asked.request(Sampling.of(1))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").endsWith(".")));
        assertThat(preflight
                        .plan(FiveOperations.GENERATE.request(Sampling.of(1)))
                        .parts())
                .isNotEmpty();
        ImageRequest.Inpaint inpaint = (ImageRequest.Inpaint) FiveOperations.INPAINT.request(Sampling.of(1));
        ImageRequest promptAlone = new ImageRequest.Inpaint(
                inpaint.picture(), inpaint.mask(), inpaint.intent(), "a horse", 0, Optional.empty(), Sampling.of(1));
        assertThat(preflight.plan(promptAlone).parts()).isNotEmpty();
    }
}
