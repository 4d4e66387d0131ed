package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static studio.unclip.inference.pipeline.TinyPack.Trait.ASPECTS;
import static studio.unclip.inference.pipeline.TinyPack.Trait.TWO_THINGS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.Ingredient;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

/** Prompts in areas, mixes, and words for pictures, through the whole engine on a pack of 16 pixels. */
@Timeout(120)
class AreasAndMixesTest {
    private static final int SIZE = TinyPack.SIZE;
    private static final PixelRect LEFT = new PixelRect(0, 0, 9, SIZE);
    private static final PixelRect RIGHT = new PixelRect(8, 0, 8, SIZE);

    @TempDir
    Path folder;

    private LocalGenerator generator;

    @BeforeEach
    void open() throws Exception {
        generator = LocalGenerator.open(
                TinyPack.with(folder, Set.of(TWO_THINGS, ASPECTS)).open(),
                EngineOptions.forThisMachine().withThreads(1));
    }

    @AfterEach
    void close() {
        generator.close();
    }

    private List<Candidate> made(ImageRequest request) throws InterruptedException {
        Heard heard = new Heard();
        generator.submit(request, JobOptions.quiet(), heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        List<Double> progress = heard.of(JobEvent.Progress.class).stream()
                .map(JobEvent.Progress::fraction)
                .toList();
        assertThat(progress).isSorted();
        assertThat(progress.getLast()).isCloseTo(1, within(1e-9));
        return heard.of(JobEvent.CandidateReady.class).stream()
                .map(JobEvent.CandidateReady::candidate)
                .toList();
    }

    private Candidate one(ImageRequest request) throws InterruptedException {
        return made(request).getFirst();
    }

    private <T extends AnalysisResult> T answer(AnalysisRequest request, Class<T> kind) throws InterruptedException {
        Heard heard = new Heard();
        generator.analyse(request, heard);
        return kind.cast(((JobEvent.Analysed) heard.end()).result());
    }

    private static Picture shown(Candidate candidate) {
        return candidate.result().shown();
    }

    private static ImageRequest.Generate inAreas(String prompt, Conditioning conditioning, Area... areas) {
        return new ImageRequest.Generate(prompt, conditioning, List.of(areas), false, Sampling.of(41));
    }

    private static ImageRequest.Generate split(String prompt) {
        return new ImageRequest.Generate(prompt, Conditioning.DIFFUSION_PRIOR, List.of(), true, Sampling.of(41));
    }

    private static ImageRequest.Mix mix(Ingredient... ingredients) {
        return new ImageRequest.Mix(List.of(ingredients), Optional.empty(), false, Sampling.of(41));
    }

    private static Ingredient picture(Picture picture, double weight) {
        return new Ingredient.OfPicture(picture, weight);
    }

    private static Ingredient prompt(String prompt, double weight) {
        return new Ingredient.OfPrompt(prompt, weight);
    }

    private static Picture colour(int width, int height, int red, int green, int blue) {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++) {
            rgba[i * 4] = (byte) red;
            rgba[i * 4 + 1] = (byte) green;
            rgba[i * 4 + 2] = (byte) (blue + i % 50);
            rgba[i * 4 + 3] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }

    private static void near(Picture found, Picture expected) {
        for (int i = 0; i < expected.rgba().capacity(); i++) {
            assertThat(found.rgba().get(i) & 0xff)
                    .as("byte %d", i)
                    .isCloseTo(expected.rgba().get(i) & 0xff, within(1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DIFFUSION_PRIOR", "TEXT_EMBEDDING", "CAPTION_ONLY"})
    void areas_that_all_say_what_the_prompt_says_change_nothing(Conditioning conditioning) throws Exception {
        Picture plain = shown(one(inAreas("an owl", conditioning)));
        near(shown(one(inAreas("an owl", conditioning, new Area(LEFT, "an owl"), new Area(RIGHT, "an owl")))), plain);
        near(shown(one(inAreas("an owl", conditioning, new Area(new PixelRect(3, 2, 5, 30), "an owl")))), plain);
    }

    @Test
    void an_area_over_all_of_the_picture_has_its_own_prompt_alone() throws Exception {
        Picture dog = shown(one(inAreas("a dog", Conditioning.DIFFUSION_PRIOR)));
        Area all = new Area(new PixelRect(0, 0, SIZE, SIZE), "a dog");
        near(shown(one(inAreas("an owl", Conditioning.DIFFUSION_PRIOR, all))), dog);
        assertThat(dog).isNotEqualTo(shown(one(inAreas("an owl", Conditioning.DIFFUSION_PRIOR))));
    }

    @Test
    void without_guidance_the_areas_are_the_only_rows() throws Exception {
        Map<String, StageSettings> unguided = Map.of(
                "prior", StageSettings.DEFAULTS.withGuidance(1), "decoder", StageSettings.DEFAULTS.withGuidance(1));
        ImageRequest plain = inAreas("an owl", Conditioning.DIFFUSION_PRIOR)
                .with(Sampling.of(41).withStages(unguided));
        ImageRequest same = inAreas(
                        "an owl", Conditioning.DIFFUSION_PRIOR, new Area(LEFT, "an owl"), new Area(RIGHT, "an owl"))
                .with(Sampling.of(41).withStages(unguided));
        near(shown(one(same)), shown(one(plain)));
        assertThat(rows(generator.plan(same), "decoder")).isEqualTo(2);
    }

    @Test
    void two_things_are_split_and_the_recipe_says_how() throws Exception {
        Candidate candidate = one(split("an owl and a dog in the snow"));
        ImageRequest.Generate recorded =
                (ImageRequest.Generate) candidate.recipe().request();
        assertThat(recorded.areas())
                .containsExactly(
                        new Area(LEFT, "an owl on the left in the snow"),
                        new Area(RIGHT, "a dog on the right in the snow"));
        assertThat(recorded.splitting()).isFalse();
        assertThat(shown(one(candidate.recipe().toRequest(List.of())))).isEqualTo(shown(candidate));
        assertThat(generator.check("an owl and a dog in the snow").areas()).isEqualTo(recorded.areas());
        assertThat(shown(one(inAreas("an owl and a dog in the snow", Conditioning.DIFFUSION_PRIOR))))
                .isNotEqualTo(shown(candidate));
    }

    @Test
    void one_thing_is_not_split() throws Exception {
        Candidate candidate = one(split("an owl in the snow"));
        assertThat(((ImageRequest.Generate) candidate.recipe().request()).areas())
                .isEmpty();
        assertThat(shown(candidate)).isEqualTo(shown(one(inAreas("an owl in the snow", Conditioning.DIFFUSION_PRIOR))));
    }

    @Test
    void the_plan_counts_a_row_an_area_and_the_prior_once_a_caption() {
        RunPlan plain = generator.plan(inAreas("an owl", Conditioning.DIFFUSION_PRIOR));
        RunPlan halves = generator.plan(split("an owl and a dog"));
        assertThat(rows(plain, "decoder")).isEqualTo(2);
        assertThat(rows(halves, "decoder")).isEqualTo(3);
        assertThat(rows(halves, "prior")).isEqualTo(2);
        assertThat(steps(halves, "prior"))
                .as("areas that cover all leave nothing to the whole prompt")
                .isEqualTo(2 * steps(plain, "prior"));
        assertThat(steps(halves, "decoder")).isEqualTo(steps(plain, "decoder"));
        RunPlan island = generator.plan(
                inAreas("an owl", Conditioning.DIFFUSION_PRIOR, new Area(new PixelRect(4, 4, 4, 4), "a dog")));
        assertThat(steps(island, "prior")).isEqualTo(2 * steps(plain, "prior"));
        assertThat(rows(island, "decoder"))
                .as("the area, the rest, and the free one")
                .isEqualTo(3);
    }

    private static RunPlan.Part part(RunPlan plan, String name) {
        return plan.parts().stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int rows(RunPlan plan, String name) {
        return part(plan, name).rows();
    }

    private static int steps(RunPlan plan, String name) {
        return part(plan, name).steps();
    }

    @Test
    void a_mix_of_one_thing_with_itself_is_that_thing() throws Exception {
        Picture red = colour(16, 16, 250, 10, 10);
        Picture blue = colour(16, 16, 10, 10, 200);
        Picture alone = shown(one(mix(picture(red, 1), picture(blue, 0))));
        near(shown(one(mix(picture(red, 1), picture(red, 3)))), alone);
        near(shown(one(mix(picture(red, -1), picture(red, -3)))), alone);
        assertThat(shown(one(mix(picture(blue, 1), picture(red, 0))))).isNotEqualTo(alone);
        assertThat(shown(one(mix(picture(red, 1), picture(blue, 1))))).isNotEqualTo(alone);
    }

    @Test
    void pictures_and_prompts_mix_and_the_recipe_makes_the_same_bytes() throws Exception {
        List<Picture> pictures = List.of(colour(40, 30, 250, 10, 10), colour(7, 300, 10, 200, 10));
        ImageRequest.Mix request = new ImageRequest.Mix(
                List.of(
                        picture(pictures.get(0), 1),
                        prompt("an owl", 2),
                        picture(pictures.get(1), -0.5),
                        prompt("a dog", 0.25)),
                Optional.empty(),
                true,
                new Sampling(9, 3, Map.of(), NoiseOrder.STREAM_PER_STAGE));
        assertThat(steps(generator.plan(request), "prior"))
                .isEqualTo(2 * steps(generator.plan(mix(prompt("an owl", 1), picture(pictures.get(0), 1))), "prior"));
        List<Candidate> candidates = made(request);
        assertThat(candidates).hasSize(3);
        assertThat(candidates.stream().map(AreasAndMixesTest::shown).distinct()).hasSize(3);
        Candidate last = candidates.getLast();
        assertThat(shown(one(last.recipe().toRequest(pictures)))).isEqualTo(shown(last));
    }

    @Test
    void layouts_come_from_the_pictures_and_not_from_the_seed() throws Exception {
        Ingredient red = picture(colour(16, 16, 250, 10, 10), 1);
        Ingredient blue = picture(colour(16, 16, 10, 10, 200), 1);
        ImageRequest.Mix kept = new ImageRequest.Mix(List.of(red, blue), Optional.empty(), true, Sampling.of(41, 2));
        List<Candidate> same = made(kept.with(
                Sampling.of(41, 2).withStages(Map.of("upsampler-16", StageSettings.DEFAULTS.withSampler("ddim")))));
        assertThat(same).hasSize(2);
        List<Candidate> fresh =
                made(new ImageRequest.Mix(kept.ingredients(), Optional.empty(), false, kept.sampling()));
        assertThat(distance(shown(same.get(0)), shown(same.get(1))))
                .isLessThan(distance(shown(fresh.get(0)), shown(fresh.get(1))));
        assertThatThrownBy(() -> generator.plan(kept.with(
                        Sampling.of(1).withStages(Map.of("decoder", StageSettings.DEFAULTS.withSampler("unclip"))))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ddim");
    }

    private static double distance(Picture a, Picture b) {
        double sum = 0;
        for (int i = 0; i < a.rgba().capacity(); i++) {
            double d = (a.rgba().get(i) & 0xff) - (b.rgba().get(i) & 0xff);
            sum += d * d;
        }
        return sum;
    }

    @Test
    void an_aspect_is_taken_from_the_second_alone() throws Exception {
        Picture red = colour(16, 16, 250, 10, 10);
        Picture blue = colour(16, 16, 10, 10, 200);
        Optional<String> style = Optional.of("style");
        Picture alone = shown(one(mix(picture(red, 1), picture(blue, 0))));
        Picture same = shown(
                one(new ImageRequest.Mix(List.of(picture(red, 1), picture(red, -1)), style, false, Sampling.of(41))));
        near(same, alone);
        Picture styled = shown(
                one(new ImageRequest.Mix(List.of(picture(red, 1), picture(blue, 1)), style, false, Sampling.of(41))));
        assertThat(styled).isNotEqualTo(alone);
        assertThatThrownBy(() -> generator.plan(new ImageRequest.Mix(
                        List.of(picture(red, 1), picture(blue, 1)), Optional.of("taste"), false, Sampling.of(41))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("'taste'")
                .hasMessageContaining("style");
    }

    @Test
    void words_are_read_once_and_tell_what_a_picture_shows() throws Exception {
        Picture red = colour(16, 16, 250, 10, 10);
        Picture blue = colour(40, 20, 10, 10, 200);
        AnalysisResult.Seen first = answer(new AnalysisRequest.See(red, Optional.empty()), AnalysisResult.Seen.class);
        assertThat(first.words())
                .extracting(AnalysisResult.Sight::words)
                .containsExactlyInAnyOrder("an owl", "a dog", "in the snow", "pencil sketch");
        assertThat(answer(
                        new AnalysisRequest.See(red, Optional.of(new PixelRect(0, 0, 16, 16))),
                        AnalysisResult.Seen.class))
                .isEqualTo(first);
        AnalysisResult.Changed changed = answer(new AnalysisRequest.SeeChange(red, blue), AnalysisResult.Changed.class);
        AnalysisResult.Changed back = answer(new AnalysisRequest.SeeChange(blue, red), AnalysisResult.Changed.class);
        assertThat(new ArrayList<>(back.less()).stream().map(AnalysisResult.Sight::words))
                .containsExactlyElementsOf(
                        changed.more().stream().map(AnalysisResult.Sight::words).toList());
    }

    /** A pack that does not say its CLIP's temperature has the usual one. */
    @Test
    void labels_are_weighed_at_the_temperature_of_the_packs_clip() throws Exception {
        Picture red = colour(16, 16, 250, 10, 10);
        AnalysisRequest asked = new AnalysisRequest.Classify(red, List.of("an owl", "a dog"), "{}");
        assertWeighed(answer(asked, AnalysisResult.Classified.class), 100);
        Path warm = folder.resolve("warm");
        TinyPack pack = TinyPack.in(warm);
        Path manifest = warm.resolve("pack.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"textGap\"", "\"logitScale\":2,\"textGap\""));
        try (LocalGenerator other =
                LocalGenerator.open(pack.open(), EngineOptions.forThisMachine().withThreads(1))) {
            Heard heard = new Heard();
            other.analyse(asked, heard);
            assertWeighed((AnalysisResult.Classified) ((JobEvent.Analysed) heard.end()).result(), 2);
        }
    }

    private static void assertWeighed(AnalysisResult.Classified classified, double scale) {
        AnalysisResult.Label first = classified.labels().getFirst();
        AnalysisResult.Label last = classified.labels().getLast();
        assertThat(first.similarity()).isNotEqualTo(last.similarity());
        assertThat(Math.log(first.probability() / last.probability()))
                .isCloseTo(scale * (first.similarity() - last.similarity()), within(1e-6));
    }

    @Test
    void a_pack_without_words_and_aspects_says_so() throws Exception {
        try (LocalGenerator plain = LocalGenerator.open(
                TinyPack.in(folder.resolve("plain")).open(),
                EngineOptions.forThisMachine().withThreads(1))) {
            assertThat(plain.check("an owl and a dog").areas()).isEmpty();
            Picture red = colour(16, 16, 250, 10, 10);
            assertThatThrownBy(() -> plain.analyse(new AnalysisRequest.See(red, Optional.empty()), event -> {}))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("no vocabulary");
            assertThatThrownBy(() -> plain.plan(new ImageRequest.Mix(
                            List.of(picture(red, 1), prompt("an owl", 1)),
                            Optional.of("style"),
                            false,
                            Sampling.of(1))))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("no aspects");
        }
    }
}
