package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSize;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
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
        // The cosine schedule's first step makes 20,291 times as much of a difference in the last bit of a prediction,
        // before all is clipped; so few pixels may differ, and by little.
        near(drawn(karlo, Optional.empty()), karlo.tensors().tensor("picture"), 3);
    }

    @Test
    void kandinskyDrawsThePictureThatDiffusersDraws() throws Exception {
        Recorded kandinsky = Recorded.of("tiny-kandinsky22");
        PictureSize size = new PictureSize(
                kandinsky.run().path("width").asInt(),
                kandinsky.run().path("height").asInt());
        Picture picture = drawn(kandinsky, Optional.of(size));
        assertThat(new PictureSize(picture.width(), picture.height())).isEqualTo(size);
        // Nothing but the eighth bit's rounding.
        near(picture, kandinsky.tensors().tensor("picture"), 0.51);
    }

    private static Picture drawn(Recorded recorded, Optional<PictureSize> size) throws Exception {
        Map<String, StageSettings> stages = new HashMap<>();
        for (Stage stage : recorded.pack().manifest().stages()) {
            StageSettings settings = StageSettings.DEFAULTS.withSteps(recorded.steps(stage.name()));
            stages.put(
                    stage.name(), stage.isGuided() ? settings.withGuidance(recorded.guidance(stage.name())) : settings);
        }
        return whole(
                recorded,
                new ImageRequest.Generate(
                                recorded.prompt(),
                                Conditioning.DIFFUSION_PRIOR,
                                new Sampling(recorded.seed(), 1, stages, NoiseOrder.ONE_STREAM))
                        .sized(size));
    }

    @ParameterizedTest
    @CsvSource({
        "tiny-karlo, TEXT_EMBEDDING",
        "tiny-karlo, CAPTION_ONLY",
        "tiny-karlo, DIFFUSION_PRIOR",
        "tiny-kandinsky22, TEXT_EMBEDDING",
        "tiny-kandinsky22, DIFFUSION_PRIOR"
    })
    void whateverStandsForTheImageADrawnPictureIsDrawnAgainByItsRecipe(String pack, Conditioning conditioning)
            throws Exception {
        Recorded karlo = Recorded.of(pack);
        Candidate one = made(
                        karlo,
                        new ImageRequest.Generate(
                                "a horse", conditioning, new Sampling(3, 1, few(karlo), NoiseOrder.STREAM_PER_STAGE)))
                .getFirst();
        assertThat(made(karlo, one.recipe().toRequest(List.of())).getFirst().picture())
                .isEqualTo(one.picture());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-karlo", "tiny-kandinsky22"})
    void theOperationsOnAPictureKeepTheirPromises(String pack) throws Exception {
        Recorded karlo = Recorded.of(pack);
        Picture picture = Sketches.of(40, 24);
        Sampling sampling = Sampling.of(1).withStages(few(karlo));
        assertThat(whole(karlo, new ImageRequest.Vary(picture, 0, 0, sampling))).isEqualTo(picture);
        assertThat(whole(karlo, new ImageRequest.Vary(picture, 0.5, 0.5, sampling)))
                .isNotEqualTo(picture);
        for (ImageRequest.DiffWay way : ImageRequest.DiffWay.values()) {
            assertThat(whole(karlo, diff(picture, way, 0, sampling))).isEqualTo(picture);
            assertThat(whole(karlo, diff(picture, way, 1, sampling))).isNotEqualTo(picture);
        }
        PixelRect free = new PixelRect(10, 6, 12, 8);
        Picture turned = whole(
                karlo,
                new ImageRequest.TextDiff(
                        picture,
                        "a horse",
                        "snow",
                        ImageRequest.DiffWay.TEXT,
                        1,
                        Optional.of(Mask.rectangle(40, 24, free)),
                        sampling));
        assertThat(turned.read(free)).isNotEqualTo(picture.read(free));
        for (PixelRect held : List.of(new PixelRect(0, 0, 40, 6), new PixelRect(22, 0, 18, 24))) {
            assertThat(turned.read(held)).isEqualTo(picture.read(held));
        }
        for (ImageRequest.Intent intent : ImageRequest.Intent.values()) {
            paintsInsideOnly(karlo, intent == ImageRequest.Intent.REMOVE ? "" : "a horse", intent, sampling);
        }
        paintsInsideOnly(karlo, "", ImageRequest.Intent.CONTINUE, sampling);
        Result grown = made(
                        karlo, new ImageRequest.Expand(picture, new PixelRect(0, 0, 60, 24), "a horse", 0.5, sampling))
                .getFirst()
                .result();
        assertThat(List.of(((Result.Patches) grown).width(), ((Result.Patches) grown).height()))
                .containsExactly(60, 24);
        assertThat(((Result.Patches) grown).patches()).isNotEmpty();
    }

    /** With a prompt from noise, without one from the place closed over. */
    private static void paintsInsideOnly(
            Recorded recorded, String prompt, ImageRequest.Intent intent, Sampling sampling) throws Exception {
        Picture picture = Sketches.of(32, 32);
        PixelRect box = new PixelRect(20, 20, 6, 6);
        Candidate painted = made(
                        recorded,
                        new ImageRequest.Inpaint(
                                picture,
                                Mask.rectangle(32, 32, box),
                                intent,
                                prompt,
                                0.5,
                                Optional.of(new PixelRect(0, 0, 32, 32)),
                                sampling))
                .getFirst();
        Patch patch = ((Result.Patches) painted.result()).patches().getFirst();
        assertThat(patch.pixels().read(within(patch, box))).isNotEqualTo(picture.read(box));
        PixelRect known =
                new PixelRect(patch.area().x(), patch.area().y(), patch.area().width(), 4);
        assertThat(patch.pixels().read(within(patch, known))).isEqualTo(picture.read(known));
    }

    @Test
    void kandinskyRefinesAndMixesInLatents() throws Exception {
        Recorded kandinsky = Recorded.of("tiny-kandinsky22");
        Picture picture = Sketches.of(40, 24);
        Sampling sampling = Sampling.of(1).withStages(few(kandinsky));
        assertThat(whole(kandinsky, new ImageRequest.Refine(picture, "a horse", "", 0, sampling)))
                .isEqualTo(picture);
        Picture refined = whole(kandinsky, new ImageRequest.Refine(picture, "a horse", "", 0.5, sampling));
        assertThat(refined).isNotEqualTo(picture);
        // Its decoder reads no caption, so the words to lead away from reach it through the prior.
        assertThat(whole(kandinsky, new ImageRequest.Refine(picture, "a horse", "snow", 0.5, sampling)))
                .isNotEqualTo(refined);
        Map<String, StageSettings> inverted = new HashMap<>(few(kandinsky));
        inverted.put("decoder", StageSettings.DEFAULTS.withSteps(4).withSampler("ddim"));
        assertThat(whole(
                                kandinsky,
                                new ImageRequest.Mix(
                                        List.of(
                                                new ImageRequest.Ingredient.OfPicture(picture, 1),
                                                new ImageRequest.Ingredient.OfPrompt("a horse", 1)),
                                        Optional.empty(),
                                        true,
                                        sampling.withStages(inverted)))
                        .width())
                .isEqualTo(32);
    }

    @Test
    void aPreparedDiffBeginsWithThePictureInLatentsToo() throws Exception {
        Recorded kandinsky = Recorded.of("tiny-kandinsky22");
        Picture picture = Sketches.of(32, 32);
        ImageRequest.TextDiff request =
                diff(picture, ImageRequest.DiffWay.TEXT, 0, Sampling.of(1).withStages(few(kandinsky)));
        BlockingQueue<EditEvent> heard = new LinkedBlockingQueue<>();
        try (LocalGenerator generator = LocalGenerator.open(kandinsky.pack(), EngineOptions.forThisMachine());
                PreparedEdit edit = generator.prepare(request, heard::add)) {
            edit.preview(0);
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isInstanceOf(EditEvent.Prepared.class);
            Picture seen = ((EditEvent.Preview) heard.poll(60, TimeUnit.SECONDS)).picture();
            for (int i = 0; i < 4 * 32 * 32; i++) {
                assertThat(seen.rgba().get(i) & 0xff)
                        .as("byte %s", i)
                        .isCloseTo(picture.rgba().get(i) & 0xff, Assertions.within(1));
            }
        }
    }

    @Test
    void latentsAreShownInColoursWhileTheyAreMade() throws Exception {
        Recorded kandinsky = Recorded.of("tiny-kandinsky22");
        BlockingQueue<JobEvent.Preview> seen = new LinkedBlockingQueue<>();
        try (LocalGenerator generator = LocalGenerator.open(kandinsky.pack(), EngineOptions.forThisMachine())) {
            generator
                    .submit(
                            ImageRequest.Generate.of("a horse", 1, 1)
                                    .with(Sampling.of(1).withStages(few(kandinsky)))
                                    .sized(Optional.of(new PictureSize(48, 24))),
                            JobOptions.live(),
                            event -> {
                                if (event instanceof JobEvent.Preview preview) {
                                    seen.add(preview);
                                }
                            })
                    .ended()
                    .get(60, TimeUnit.SECONDS);
        }
        JobEvent.Preview first = seen.poll(60, TimeUnit.SECONDS);
        assertThat(List.of(first.picture().width(), first.picture().height())).containsExactly(24, 12);
        assertThat(first.area()).isEqualTo(new PixelRect(0, 0, 48, 24));
        assertThat(OneColour.is(first.picture())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tiny-karlo", "tiny-kandinsky22"})
    void anAreaHasAPromptOfItsOwn(String pack) throws Exception {
        Recorded recorded = Recorded.of(pack);
        ImageRequest.Generate plain =
                ImageRequest.Generate.of("a horse", 1, 1).with(Sampling.of(1).withStages(few(recorded)));
        Picture one = whole(recorded, plain);
        Picture two = whole(recorded, plain.in(List.of(new Area(new PixelRect(0, 0, 16, 32), "snow"))));
        assertThat(two.read(new PixelRect(0, 0, 8, 32))).isNotEqualTo(one.read(new PixelRect(0, 0, 8, 32)));
    }

    static Stream<Arguments> refusals() {
        Sampling sampling = Sampling.of(1);
        ImageRequest.Generate horse = new ImageRequest.Generate("a horse", Conditioning.DIFFUSION_PRIOR, sampling);
        return Stream.of(
                Arguments.of("tiny-karlo", horse.sized(Optional.of(new PictureSize(32, 24))), "32 x 32 pixels only"),
                Arguments.of(
                        "tiny-kandinsky22",
                        horse.sized(Optional.of(new PictureSize(33, 22))),
                        "multiples of 4 pixels; the nearest to 33 x 22 is 32 x 24"),
                Arguments.of(
                        "tiny-kandinsky22",
                        horse.sized(Optional.of(new PictureSize(128, 64))),
                        "at most 4096 pixels in all"),
                Arguments.of("tiny-kandinsky22", horse.with(Conditioning.CAPTION_ONLY), "reads no caption"),
                Arguments.of(
                        "tiny-kandinsky22", new ImageRequest.Upscale(Sketches.of(32, 32), 2, sampling), "no upsampler"),
                Arguments.of(
                        "tiny-kandinsky22",
                        new ImageRequest.TextDiff(
                                Sketches.of(32, 32),
                                "",
                                "snow",
                                ImageRequest.DiffWay.TEXT,
                                1,
                                Optional.empty(),
                                sampling),
                        "no captioner"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatAPackCannotDoIsRefusedInOneSentence(String pack, ImageRequest request, String why) throws Exception {
        PackPreflight preflight = PackPreflight.read(Recorded.of(pack).pack(), EngineOptions.forThisMachine());
        assertThatThrownBy(() -> preflight.plan(request))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").endsWith("."));
    }

    @Test
    void thePlanNamesTheNetworksThatRun() throws Exception {
        Recorded kandinsky = Recorded.of("tiny-kandinsky22");
        PackPreflight preflight = PackPreflight.read(kandinsky.pack(), EngineOptions.forThisMachine());
        ImageRequest.Generate horse = ImageRequest.Generate.of("a horse", 1, 1);
        assertThat(components(preflight.plan(horse)))
                .contains("decoder", "latent-decoder")
                .doesNotContain("latent-encoder", "decoder-inpainting");
        assertThat(components(preflight.plan(new ImageRequest.Vary(Sketches.of(32, 32), 0.5, 0.5, Sampling.of(1)))))
                .contains("decoder", "latent-decoder", "latent-encoder")
                .doesNotContain("decoder-inpainting");
        assertThat(components(preflight.plan(new ImageRequest.Expand(
                        Sketches.of(32, 32), new PixelRect(0, 0, 40, 32), "a horse", 0.5, Sampling.of(1)))))
                .contains("decoder-inpainting", "latent-decoder", "latent-encoder")
                .doesNotContain("decoder");
        RunPlan large = preflight.plan(horse.sized(Optional.of(new PictureSize(96, 32))));
        assertThat(large.views()).containsExactly(new PixelRect(0, 0, 96, 32));
        assertThat(large.peakBytes()).isGreaterThan(preflight.plan(horse).peakBytes());
    }

    private static List<String> components(RunPlan plan) {
        return plan.parts().stream().map(RunPlan.Part::component).toList();
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
     * @param expected planar RGB in [0, 1]
     * @param levels by which no pixel may differ
     */
    private static void near(Picture picture, float[] expected, double levels) {
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
        assertThat(most).as("largest difference, levels").isLessThan(levels);
    }
}
