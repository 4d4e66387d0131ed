package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.export.PictureReader;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import tools.jackson.databind.JsonNode;

class GenerateCommandTest {
    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator();
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
    }

    @Test
    void one_prompt_gives_one_picture_and_says_where_it_is_and_its_seed() throws IOException {
        CommandLineDriver.Result result = unclip.run("generate", "an owl", "--seed", "7", "-o", "owl.png");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo(unclip.work.resolve("owl.png") + "  seed 7  score 0.300\n");
        assertThat(PictureReader.read(unclip.work.resolve("owl.png"))).isEqualTo(ScriptedPictures.picture(7));
        assertThat(unclip.files()).containsExactly("owl.png");
        assertThat(generator.requests)
                .containsExactly(new ImageRequest.Generate(
                        "an owl",
                        Conditioning.DIFFUSION_PRIOR,
                        List.of(),
                        true,
                        OptionalInt.of(0),
                        Optional.empty(),
                        Sampling.of(7)));
        assertThat(generator.isClosed()).isTrue();
    }

    @Test
    void candidates_may_all_have_the_usual_look() {
        assertThat(unclip.run("generate", "an owl", "--candidates", "4", "--same-look", "-o", "owl.png")
                        .exitCode())
                .isZero();
        assertThat(generator.requests)
                .singleElement()
                .matches(request -> request.firstLook().isEmpty());
    }

    @Test
    void several_candidates_are_numbered_in_the_order_of_their_seeds_and_ranked_by_score() throws IOException {
        generator.scoring(0.1, 0.3, 0.2);
        CommandLineDriver.Result result =
                unclip.run("generate", "an owl", "--seed", "4294967295", "--candidates", "3", "-o", "owl.png");

        assertThat(result.out().lines().map(line -> line.substring(line.lastIndexOf("owl"))))
                .containsExactly(
                        "owl-1.png  seed 4294967295  score 0.100  rank 3",
                        "owl-2.png  seed 0  score 0.300  rank 1",
                        "owl-3.png  seed 1  score 0.200  rank 2");
        assertThat(unclip.files()).containsExactly("owl-1.png", "owl-2.png", "owl-3.png");
        assertThat(PictureReader.read(unclip.work.resolve("owl-3.png"))).isEqualTo(ScriptedPictures.picture(1));
    }

    @Test
    void a_prompt_without_quotes_is_one_prompt() {
        unclip.run("generate", "an", "owl", "in", "snow", "-o", "owl.png");
        assertThat(generator.requests.getFirst().prompt()).isEqualTo("an owl in snow");
    }

    @Test
    void a_prompt_may_begin_with_an_at_sign() {
        unclip.run("generate", "@home", "-o", "owl.png");
        assertThat(generator.requests.getFirst().prompt()).isEqualTo("@home");
    }

    @Test
    void without_a_seed_one_is_drawn_and_printed() {
        CommandLineDriver.Result result = unclip.run("generate", "an owl", "-o", "owl.png");
        assertThat(result.out()).contains("seed " + CommandLineDriver.RANDOM_SEED);
        assertThat(generator.requests.getFirst().seed()).isEqualTo(CommandLineDriver.RANDOM_SEED);
    }

    @Test
    void every_setting_reaches_the_engine() {
        CommandLineDriver.Result result = unclip.run(
                "generate",
                "an owl",
                "--steps",
                "prior=10,decoder=20",
                "--guidance",
                "prior=3,decoder=1.5",
                "--eta",
                "decoder=0.5",
                "--samples",
                "prior=4",
                "--sampler",
                "decoder=dpmpp-2m",
                "--prior",
                "text-embedding",
                "-o",
                "owl.png");

        assertThat(result.exitCode()).as(result.err()).isZero();
        ImageRequest.Generate request = generator.requests.getFirst();
        assertThat(request.conditioning()).isEqualTo(Conditioning.TEXT_EMBEDDING);
        assertThat(request.stages())
                .isEqualTo(Map.of(
                        "prior",
                        StageSettings.DEFAULTS.withSteps(10).withGuidance(3).withSamples(4),
                        "decoder",
                        StageSettings.DEFAULTS
                                .withSteps(20)
                                .withGuidance(1.5)
                                .withEta(0.5)
                                .withSampler("dpmpp-2m")));
    }

    @Test
    void a_sampler_without_a_stage_is_for_every_stage_and_a_named_one_wins() {
        unclip.run("generate", "an owl", "--sampler", "unclip", "--sampler", "decoder=ddim", "-o", "owl.png");
        assertThat(generator.requests.getFirst().stages())
                .isEqualTo(Map.of(
                        "prior", StageSettings.DEFAULTS.withSampler("unclip"),
                        "decoder", StageSettings.DEFAULTS.withSampler("ddim"),
                        "upsampler-256", StageSettings.DEFAULTS.withSampler("unclip")));
    }

    @Test
    void an_existing_file_is_refused_before_anything_runs_and_stays_as_it_was() throws IOException {
        Files.writeString(unclip.work.resolve("owl-2.png"), "mine");
        CommandLineDriver.Result result = unclip.run("generate", "an owl", "--candidates", "2", "-o", "owl.png");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("owl-2.png exists already")
                .contains("--overwrite")
                .hasLineCount(1);
        assertThat(generator.requests).isEmpty();
        assertThat(unclip.work.resolve("owl-2.png")).hasContent("mine");
    }

    @Test
    void overwrite_replaces() throws IOException {
        Files.writeString(unclip.work.resolve("owl.png"), "mine");
        CommandLineDriver.Result result =
                unclip.run("generate", "an owl", "--seed", "7", "--overwrite", "-o", "owl.png");

        assertThat(result.exitCode()).isZero();
        assertThat(PictureReader.read(unclip.work.resolve("owl.png"))).isEqualTo(ScriptedPictures.picture(7));
    }

    @Test
    void a_picture_is_its_own_recipe() throws IOException {
        unclip.run(
                "generate",
                "an owl",
                "--seed",
                "7",
                "--candidates",
                "3",
                "--steps",
                "decoder=12",
                "--prior",
                "none",
                "-o",
                "owl.png");
        CommandLineDriver.Result again = unclip.run("generate", "--recipe", "owl-3.png", "-o", "again.png");

        assertThat(again.exitCode()).as(again.err()).isZero();
        ImageRequest.Generate replayed = generator.requests.get(1);
        assertThat(replayed.prompt()).isEqualTo("an owl");
        assertThat(replayed.seed()).isEqualTo(9);
        assertThat(replayed.candidates()).isEqualTo(1);
        assertThat(replayed.conditioning()).isEqualTo(Conditioning.CAPTION_ONLY);
        assertThat(replayed.sampling().noiseOrder()).isEqualTo(NoiseOrder.STREAM_PER_STAGE);
        assertThat(replayed.stages().get("decoder").steps()).isEqualTo(OptionalInt.of(12));
        assertThat(unclip.work.resolve("again.png")).hasSameBinaryContentAs(unclip.work.resolve("owl-3.png"));
    }

    @Test
    void options_change_a_recipe() {
        unclip.run("generate", "an owl", "--seed", "7", "--steps", "decoder=12", "-o", "owl.png");
        CommandLineDriver.Result result = unclip.run(
                "generate", "a cat", "--recipe", "owl.png", "--guidance", "decoder=4", "--seed", "8", "-o", "cat.png");

        assertThat(result.exitCode()).as(result.err()).isZero();
        ImageRequest.Generate changed = generator.requests.get(1);
        assertThat(changed.prompt()).isEqualTo("a cat");
        assertThat(changed.seed()).isEqualTo(8);
        StageSettings decoder = changed.stages().get("decoder");
        assertThat(decoder.steps()).isEqualTo(OptionalInt.of(12));
        assertThat(decoder.guidance()).hasValue(4);
    }

    @Test
    void a_recipe_for_another_version_of_the_pack_runs_and_is_said() throws IOException {
        unclip.run("generate", "an owl", "--seed", "7", "-o", "owl.png");
        String recipe = unclip.run("recipe", "owl.png", "--json").out().replace("\"0.1.0\"", "\"0.0.9\"");
        Files.writeString(unclip.work.resolve("old.json"), recipe);

        CommandLineDriver.Result result = unclip.run("generate", "--recipe", "old.json", "-o", "again.png");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("0.0.9").contains("another one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--private", "--no-recipe"})
    void a_private_picture_keeps_the_mark_and_loses_the_prompt(String option) throws IOException {
        unclip.run("generate", "my secret owl", option, "-o", "owl.png");
        String bytes = Files.readString(unclip.work.resolve("owl.png"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes)
                .contains("trainedAlgorithmicMedia")
                .doesNotContain("secret")
                .doesNotContain("unclip-recipe");
        assertThat(unclip.run("recipe", "owl.png").exitCode()).isEqualTo(3);
    }

    @Test
    void without_metadata_nothing_tells() throws IOException {
        unclip.run("generate", "my secret owl", "--no-metadata", "-o", "owl.png");
        String bytes = Files.readString(unclip.work.resolve("owl.png"), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(bytes).doesNotContain("trainedAlgorithmicMedia").doesNotContain("secret");
    }

    @Test
    void unknown_words_are_named_with_the_nearest_known_ones() {
        generator.checking(new PromptCheck(
                6,
                77,
                List.of(
                        new PromptCheck.UnknownWord("owll", 3, List.of("owl", "wall")),
                        new PromptCheck.UnknownWord("qzx", 8, List.of())),
                List.of()));
        CommandLineDriver.Result result = unclip.run("generate", "an owll qzx", "-o", "owl.png");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .contains("does not know 'owll'; near it: owl, wall")
                .contains("does not know 'qzx'.");
    }

    @Test
    void a_prompt_that_is_too_long_runs_and_the_words_cut_are_named() {
        generator.checking(new PromptCheck(80, 77, List.of(), List.of("under", "the", "stars")));
        CommandLineDriver.Result result = unclip.run("generate", "an owl … under the stars", "-o", "owl.png");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("80 tokens").contains("77").contains("Not read: under the stars");
    }

    @Test
    void quiet_says_nothing_on_stderr() {
        generator.checking(new PromptCheck(80, 77, List.of(), List.of("stars")));
        CommandLineDriver.Result result = unclip.run("generate", "an owl", "--quiet", "-o", "owl.png");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).contains("owl.png");
    }

    @Test
    void json_is_one_object_with_files_seeds_ranks_and_recipes() {
        generator
                .scoring(0.1, 0.3)
                .checking(new PromptCheck(
                        6, 77, List.of(new PromptCheck.UnknownWord("owll", 3, List.of("owl"))), List.of("stars")));
        JsonNode json = unclip.run("generate", "an owll", "--seed", "7", "--candidates", "2", "--json", "-o", "owl.png")
                .json();

        assertThat(json.path("complete").asBoolean()).isTrue();
        assertThat(json.path("unknownWords").path(0).path("nearest").path(0).asString())
                .isEqualTo("owl");
        assertThat(json.path("wordsNotRead").path(0).asString()).isEqualTo("stars");
        assertThat(json.path("pictures").size()).isEqualTo(2);
        JsonNode first = json.path("pictures").path(0);
        assertThat(first.path("file").asString())
                .isEqualTo(unclip.work.resolve("owl-1.png").toString());
        assertThat(first.path("seed").asLong()).isEqualTo(7);
        assertThat(first.path("rank").asInt()).isEqualTo(2);
        assertThat(first.path("recipe").path("prompt").asString()).isEqualTo("an owll");
        assertThat(json.path("timings").path("stages").path(1).path("stage").asString())
                .isEqualTo("decoder");
    }

    @Test
    void a_candidate_that_cannot_be_made_is_said_and_the_others_are_kept() throws IOException {
        generator.breaking(1);
        CommandLineDriver.Result result =
                unclip.run("generate", "owl", "--candidates", "3", "-o", "owl.png", "--json", "-q");
        assertThat(result.exitCode()).isEqualTo(4);
        assertThat(result.err()).contains("not finite").hasLineCount(1);
        assertThat(unclip.files()).containsExactlyInAnyOrder("owl-1.png", "owl-3.png");
        assertThat(result.json()
                        .path("pictures")
                        .valueStream()
                        .map(p -> p.path("rank").asInt()))
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void a_picture_of_one_colour_is_written_and_said() throws IOException {
        generator.warning(Candidate.Warning.ONE_COLOUR);
        CommandLineDriver.Result result = unclip.run("generate", "owl", "-o", "owl.png");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("warning: ").contains("owl.png").contains("all one colour");
        assertThat(unclip.files()).containsExactly("owl.png");
    }

    @Test
    void networks_that_are_loaded_in_turn_are_said_before_the_run() {
        assertThat(unclip.run("generate", "owl", "-o", "whole.png").err()).doesNotContain("in turn");
        generator.planning(new RunPlan(
                List.of(new RunPlan.Part("decoder", "decoder", 30, 2, 50_000_000, 10_000_000, false, false)),
                60_000_000,
                70_000_000,
                List.of()));
        assertThat(unclip.run("generate", "owl", "-o", "owl.png").err())
                .contains("not all of the pack fits into 70 MB")
                .contains("in turn");
        assertThat(unclip.run("generate", "owl", "--plan").out()).contains("networks are loaded in turn");
    }

    @Test
    void a_picture_that_is_finished_in_tiles_is_said_before_the_run() {
        generator.planning(new RunPlan(
                List.of(new RunPlan.Part("decoder", "latent-decoder", 1, 1, 50_000_000, 10_000_000, false, true)),
                60_000_000,
                70_000_000,
                List.of()));
        assertThat(unclip.run("generate", "owl", "-o", "owl.png").err())
                .contains("networks are loaded in turn, and the picture is finished in overlapping parts")
                .doesNotContain("the pictures are the same");
        assertThat(unclip.run("generate", "owl", "--plan").out()).contains("finished in overlapping parts");
    }

    @Test
    void a_plan_makes_nothing() throws IOException {
        CommandLineDriver.Result result = unclip.run("generate", "an owl", "--plan");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("decoder").contains("peak 60 MB of 1000 MB");
        assertThat(generator.requests).isEmpty();
        assertThat(unclip.files()).isEmpty();
        assertThat(unclip.run("generate", "an owl", "--plan", "--json")
                        .json()
                        .path("peakBytes")
                        .asLong())
                .isEqualTo(60_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seed -1                     | seed must be 0 to 4294967295",
                "--seed 4294967296             | seed must be 0 to 4294967295",
                "--seed owl                    | owl",
                "--candidates 0                | 1 to 64",
                "--candidates 65               | 1 to 64",
                "--steps decoder=0             | Steps must be 1 to 1000",
                "--steps decoder=1001          | Steps must be 1 to 1000",
                "--steps decoder=1.5           | not a number",
                "--steps 30                    | STAGE=VALUE",
                "--steps decoder=              | STAGE=VALUE",
                "--steps =30                   | STAGE=VALUE",
                "--steps nonsense=30           | prior, decoder, upsampler-256",
                "--guidance decoder=-1         | Guidance must be 0 to 50",
                "--guidance decoder=NaN        | Guidance must be 0 to 50",
                "--eta decoder=1.1             | Eta must be 0 to 1",
                "--samples prior=0             | Samples must be 1 to 64",
                "--prior magic                 | diffusion, autoregressive, text-embedding or none",
                "--sampler euler               | ddim, dpmpp-2m, unclip",
                "--sampler decoder=euler       | euler",
                "--threads 0                   | 1 to 1024",
                "--colour red                  | --colour",
            })
    void values_out_of_range_are_refused_in_one_line(String options, String says) throws IOException {
        String[] all = ("generate owl -o owl.png " + options.strip()).split(" ");
        CommandLineDriver.Result result = unclip.run(all);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(says).hasLineCount(1);
        assertThat(result.out()).isEmpty();
        assertThat(unclip.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owl.jpg", "owl", ".png", "nowhere/owl.png"})
    void an_output_that_cannot_be_is_refused(String output) {
        CommandLineDriver.Result result = unclip.run("generate", "an owl", "-o", output);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1);
    }

    @Test
    void no_output_no_prompt_and_an_empty_prompt_are_refused() {
        assertThat(unclip.run("generate", "an owl").exitCode()).isEqualTo(2);
        assertThat(unclip.run("generate", "-o", "owl.png").err())
                .contains("no prompt")
                .hasLineCount(1);
        CommandLineDriver.Result empty = unclip.run("generate", "  ", "-o", "owl.png");
        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.err()).contains("The prompt is empty").hasLineCount(1);
    }
}
