package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobFailure;
import tools.jackson.databind.JsonNode;

class AnalysisCommandsTest {
    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator().scoring(0.1, 0.31, 0.2);
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
        unclip.run("generate", "owl", "--seed", "7", "--candidates", "3", "-o", "owl.png");
    }

    @Test
    void rank_prints_the_best_match_first() {
        CommandLineDriver.Result result = unclip.run("rank", "an owl", "owl-1.png", "owl-2.png", "owl-3.png");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .containsExactly("0.310  owl-2.png", "0.200  owl-3.png", "0.100  owl-1.png");
        assertThat(generator.analyses)
                .as("one picture in memory at a time")
                .containsExactly(
                        new AnalysisRequest.Rank("an owl", List.of(ScriptedPictures.picture(7))),
                        new AnalysisRequest.Rank("an owl", List.of(ScriptedPictures.picture(8))),
                        new AnalysisRequest.Rank("an owl", List.of(ScriptedPictures.picture(9))));
    }

    @Test
    void rank_as_json() {
        JsonNode pictures = unclip.run("rank", "an owl", "owl-1.png", "owl-2.png", "--json")
                .json()
                .path("pictures");
        assertThat(pictures.path(0).path("file").asString()).isEqualTo("owl-2.png");
        assertThat(pictures.path(0).path("rank").asInt()).isEqualTo(1);
        assertThat(pictures.path(1).path("similarity").asDouble()).isEqualTo(0.1);
    }

    @Test
    void rank_needs_a_text_and_a_picture() {
        assertThat(unclip.run("rank", "an owl").exitCode()).isEqualTo(2);
        assertThat(unclip.run("rank", " ", "owl-1.png").exitCode()).isEqualTo(2);
    }

    @Test
    void classify_asks_for_every_label_in_the_template() {
        CommandLineDriver.Result result =
                unclip.run("classify", "owl-1.png", "--labels", "owl, cat", "--labels", "dog", "--template", "a {}");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .containsExactly("33.3 %   0.250  a owl", "33.3 %   0.250  a cat", "33.3 %   0.250  a dog");
        JsonNode json = unclip.run("classify", "owl-1.png", "--labels", "owl,cat", "--json")
                .json();
        assertThat(json.path("labels").path(0).path("label").asString()).isEqualTo("owl");
        assertThat(json.path("labels").path(0).path("probability").asDouble()).isEqualTo(0.5);
    }

    @Test
    void classify_refuses_empty_labels_and_a_template_without_a_place() {
        assertThat(unclip.run("classify", "owl-1.png", "--labels", "owl,,cat").exitCode())
                .isEqualTo(2);
        assertThat(unclip.run("classify", "owl-1.png", "--labels", "owl", "--template", "a")
                        .exitCode())
                .isEqualTo(2);
        assertThat(unclip.run("classify", "owl-1.png").exitCode()).isEqualTo(2);
    }

    @Test
    void describe_prints_the_caption_closest_to_the_picture_first() {
        CommandLineDriver.Result result = unclip.run("describe", "owl-1.png", "--captions", "3");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().map(String::strip))
                .containsExactly("0.800  an owl on the grass", "0.700  an owl");
        assertThat(generator.analyses).containsExactly(new AnalysisRequest.Describe(ScriptedPictures.picture(7), 3));
        JsonNode json = unclip.run("describe", "owl-1.png", "--json").json();
        assertThat(json.path("captions").path(1).path("text").asString()).isEqualTo("an owl");
        assertThat(json.path("captions").path(1).path("logProbability").asDouble())
                .isEqualTo(-0.2);
        assertThat(unclip.run("describe", "owl-1.png", "--captions", "0").exitCode())
                .isEqualTo(2);
        assertThat(unclip.run("describe", "nothing.png").exitCode()).isEqualTo(3);
    }

    @Test
    void a_failed_analysis_has_the_exit_code_of_its_reason() {
        generator.failingAnalysis(new JobFailure.OutOfMemory("No memory."));
        assertThat(unclip.run("rank", "owl", "owl-1.png").exitCode()).isEqualTo(5);
        generator.refusingAnalysis(new InvalidRequestException("rank", "This pack has no image encoder."));
        CommandLineDriver.Result result = unclip.run("rank", "owl", "owl-1.png");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("This pack has no image encoder.").hasLineCount(1);
    }

    @Test
    void recipe_prints_what_made_a_picture() {
        CommandLineDriver.Result result = unclip.run("recipe", "owl-2.png");
        assertThat(result.out())
                .contains("prompt  owl\n")
                .contains("seed    8\n")
                .contains("decoder  ddim, 30 steps, guidance 1.75");
        assertThat(unclip.run("recipe", "owl-2.png", "--json")
                        .json()
                        .path("seed")
                        .asLong())
                .isEqualTo(8);
    }
}
