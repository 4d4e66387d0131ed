package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.Stage;
import studio.unclip.inference.reference.Recorded;

/** Whole pictures by tiny packs of other families than the starter's, beside those of diffusers' pipelines. */
@Timeout(120)
class TinyFamiliesTest {

    @Test
    void karloDrawsThePictureThatDiffusersDraws() throws Exception {
        Recorded karlo = Recorded.of("tiny-karlo");
        Map<String, StageSettings> stages = new HashMap<>();
        for (Stage stage : karlo.pack().manifest().stages()) {
            StageSettings settings = StageSettings.DEFAULTS.withSteps(karlo.steps(stage.name()));
            stages.put(stage.name(), stage.isGuided() ? settings.withGuidance(karlo.guidance(stage.name())) : settings);
        }
        Picture picture = made(
                        karlo,
                        new ImageRequest.Generate(
                                karlo.prompt(),
                                Conditioning.DIFFUSION_PRIOR,
                                new Sampling(karlo.seed(), 1, stages, NoiseOrder.ONE_STREAM)))
                .getFirst()
                .picture();
        near(picture, karlo.tensors().tensor("picture"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT_EMBEDDING", "CAPTION_ONLY", "DIFFUSION_PRIOR"})
    void whateverStandsForTheImageADrawnPictureIsDrawnAgainByItsRecipe(Conditioning conditioning) throws Exception {
        Recorded karlo = Recorded.of("tiny-karlo");
        Candidate one = made(
                        karlo,
                        new ImageRequest.Generate(
                                "a horse", conditioning, new Sampling(3, 1, few(karlo), NoiseOrder.STREAM_PER_STAGE)))
                .getFirst();
        assertThat(made(karlo, one.recipe().toRequest(List.of())).getFirst().picture())
                .isEqualTo(one.picture());
    }

    @Test
    void theOperationsOnAPictureKeepTheirPromisesWithKarlo() throws Exception {
        Recorded karlo = Recorded.of("tiny-karlo");
        Picture picture = sketch(40, 24);
        Sampling sampling = Sampling.of(1).withStages(few(karlo));
        assertThat(whole(karlo, new ImageRequest.Vary(picture, 0, 0, sampling))).isEqualTo(picture);
        assertThat(whole(karlo, new ImageRequest.Vary(picture, 0.5, 0.5, sampling)))
                .isNotEqualTo(picture);
        for (ImageRequest.DiffWay way : ImageRequest.DiffWay.values()) {
            assertThat(whole(karlo, diff(picture, way, 0, sampling))).isEqualTo(picture);
            assertThat(whole(karlo, diff(picture, way, 1, sampling))).isNotEqualTo(picture);
        }
        Picture large = sketch(32, 32);
        PixelRect box = new PixelRect(20, 20, 6, 6);
        Candidate painted = made(
                        karlo,
                        new ImageRequest.Inpaint(
                                large,
                                Mask.rectangle(32, 32, box),
                                ImageRequest.Intent.CONTINUE,
                                "a horse",
                                0.5,
                                Optional.of(new PixelRect(0, 0, 32, 32)),
                                sampling))
                .getFirst();
        Patch patch = ((Result.Patches) painted.result()).patches().getFirst();
        assertThat(patch.pixels().read(within(patch, box))).isNotEqualTo(large.read(box));
        PixelRect known =
                new PixelRect(patch.area().x(), patch.area().y(), patch.area().width(), 4);
        assertThat(patch.pixels().read(within(patch, known))).isEqualTo(large.read(known));
        Result grown = made(
                        karlo, new ImageRequest.Expand(picture, new PixelRect(0, 0, 60, 24), "a horse", 0.5, sampling))
                .getFirst()
                .result();
        assertThat(List.of(((Result.Patches) grown).width(), ((Result.Patches) grown).height()))
                .containsExactly(60, 24);
        assertThat(((Result.Patches) grown).patches()).isNotEmpty();
    }

    private static PixelRect within(Patch patch, PixelRect rect) {
        return rect.translate(-patch.area().x(), -patch.area().y());
    }

    private static ImageRequest.TextDiff diff(
            Picture picture, ImageRequest.DiffWay way, double theta, Sampling sampling) {
        return new ImageRequest.TextDiff(picture, "a horse", "snow", way, theta, Optional.empty(), sampling);
    }

    private static Picture whole(Recorded recorded, ImageRequest request) throws Exception {
        return made(recorded, request).getFirst().picture();
    }

    private static Picture sketch(int width, int height) {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgba[4 * i] = (byte) (i % width * 5);
            rgba[4 * i + 1] = (byte) (i / width * 9);
            rgba[4 * i + 2] = (byte) (i * 7 % 60);
            rgba[4 * i + 3] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }

    private static Map<String, StageSettings> few(Recorded recorded) {
        Map<String, StageSettings> few = new HashMap<>();
        recorded.pack()
                .manifest()
                .stages()
                .forEach(stage -> few.put(stage.name(), StageSettings.DEFAULTS.withSteps(3)));
        return few;
    }

    private static List<Candidate> made(Recorded recorded, ImageRequest request) throws Exception {
        Map<Integer, Candidate> ready = new ConcurrentHashMap<>();
        try (LocalGenerator generator = LocalGenerator.open(recorded.pack(), EngineOptions.forThisMachine())) {
            JobEvent.Ended ended = generator
                    .submit(request, JobOptions.quiet(), event -> {
                        if (event instanceof JobEvent.CandidateReady made) {
                            ready.put(made.candidate().index(), made.candidate());
                        }
                    })
                    .ended()
                    .get(60, TimeUnit.SECONDS);
            assertThat(ended).isInstanceOf(JobEvent.Completed.class);
            return ((JobEvent.Completed) ended)
                    .ranking().stream().map(ready::get).toList();
        }
    }

    /**
     * The cosine schedule's first step makes 20,291 times as much of a difference in the last bit of a prediction, before
     * all is clipped; so few pixels may differ, and by little.
     *
     * @param expected planar RGB in [0, 1]
     */
    private static void near(Picture picture, float[] expected) {
        int pixels = picture.width() * picture.height();
        assertThat(expected).hasSize(3 * pixels);
        double sum = 0;
        double most = 0;
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < 3; channel++) {
                int level = picture.rgba().get(4 * i + channel) & 0xff;
                double difference = Math.abs(level - 255 * expected[channel * pixels + i]);
                sum += difference;
                most = Math.max(most, difference);
            }
        }
        assertThat(sum / expected.length).as("mean difference, levels").isLessThan(0.5);
        assertThat(most).as("largest difference, levels").isLessThan(3);
    }
}
