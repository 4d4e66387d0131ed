package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.Ingredient;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;

/** Areas and mixes with the starter pack, told apart by its own words for what it sees. */
@Timeout(300)
class StarterAreasAndMixesTest {
    private static LocalGenerator generator;

    @BeforeAll
    static void open() throws Exception {
        Path pack = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        generator = LocalGenerator.open(
                new PackOpener(Understood.ofThisStudio()).openVerified(pack.toAbsolutePath(), Watcher.silent()),
                EngineOptions.forThisMachine());
    }

    @AfterAll
    static void close() {
        generator.close();
    }

    private static Candidate made(ImageRequest request) throws InterruptedException {
        Heard heard = new Heard();
        generator.submit(request, JobOptions.quiet(), heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        return heard.of(JobEvent.CandidateReady.class).getFirst().candidate();
    }

    /** The things that stand out most in a part of a picture. */
    private static List<String> things(Picture picture, PixelRect region) throws InterruptedException {
        Heard heard = new Heard();
        generator.analyse(new AnalysisRequest.See(picture, Optional.of(region)), heard);
        return ((AnalysisResult.Seen) ((JobEvent.Analysed) heard.end()).result())
                .words().stream()
                        .filter(sight -> sight.kind() == AnalysisResult.Kind.THING)
                        .map(AnalysisResult.Sight::words)
                        .toList();
    }

    @Test
    void each_area_shows_its_own_thing_and_its_recipe_makes_the_same_bytes() throws Exception {
        PixelRect left = new PixelRect(0, 256, 512, 512);
        PixelRect right = new PixelRect(512, 256, 512, 512);
        Candidate candidate = made(new ImageRequest.Generate(
                "a penguin and a guitar on the beach",
                Conditioning.DIFFUSION_PRIOR,
                List.of(
                        new Area(new PixelRect(0, 0, 614, 1024), "a penguin on the left on the beach"),
                        new Area(new PixelRect(512, 0, 512, 1024), "a guitar on the right on the beach")),
                false,
                Sampling.of(1)));
        Picture picture = candidate.result().shown();
        assertThat(things(picture, left)).contains("a penguin").doesNotContain("a guitar");
        assertThat(things(picture, right)).contains("a guitar").doesNotContain("a penguin");
        assertThat(made(candidate.recipe().toRequest(List.of())).result().shown())
                .isEqualTo(picture);
    }

    @Test
    void a_mix_lies_near_what_weighs_most_and_its_recipe_makes_the_same_bytes() throws Exception {
        Picture owl = made(ImageRequest.Generate.of("an owl", 1, 1)).result().shown();
        Candidate mixed = made(new ImageRequest.Mix(
                List.of(new Ingredient.OfPicture(owl, 9), new Ingredient.OfPrompt("a car", 1)),
                Optional.empty(),
                false,
                Sampling.of(2)));
        assertThat(things(mixed.result().shown(), owl.bounds())).contains("an owl");
        assertThat(made(mixed.recipe().toRequest(List.of(owl))).result().shown())
                .isEqualTo(mixed.result().shown());
    }
}
