package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.engine.ScriptedPictures;
import studio.unclip.app.export.PictureReader;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.Ingredient;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Sampling;

class MixCommandTest {
    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator();
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
        unclip.run("generate", "owl", "--seed", "7", "--candidates", "2", "-o", "owl.png");
        generator.everything.clear();
    }

    private ImageRequest.Mix asked() {
        return (ImageRequest.Mix) generator.everything.getLast();
    }

    private static Ingredient picture(long seed, double weight) {
        return new Ingredient.OfPicture(ScriptedPictures.picture(seed), weight);
    }

    private static Ingredient prompt(String words, double weight) {
        return new Ingredient.OfPrompt(words, weight);
    }

    @Test
    void what_names_a_file_is_a_picture_and_anything_else_a_prompt() throws IOException {
        CommandLineDriver.Result result =
                unclip.run("mix", "owl-1.png", "a lion", "text:owl-2.png", "owl-2.png", "--seed", "3", "-o", "mix.png");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(asked())
                .isEqualTo(new ImageRequest.Mix(
                        List.of(picture(7, 1), prompt("a lion", 1), prompt("owl-2.png", 1), picture(8, 1)),
                        Optional.empty(),
                        false,
                        Sampling.of(3)));
        assertThat(unclip.files()).contains("mix.png");
    }

    @Test
    void weights_aspects_and_layouts_reach_the_engine() {
        unclip.run("mix", "owl-1.png", "a lion", "--weights=-1,2.5", "--layouts", "-o", "mix.png");
        assertThat(asked().ingredients()).containsExactly(picture(7, -1), prompt("a lion", 2.5));
        assertThat(asked().layouts()).isTrue();

        unclip.run("mix", "owl-1.png", "owl-2.png", "--take", "style", "-o", "style.png");
        assertThat(asked().aspect()).contains("style");
    }

    @Test
    void a_recipe_and_its_pictures_make_the_same_bytes() {
        unclip.run("mix", "owl-1.png", "a lion", "owl-2.png", "--weights", "1,2,3", "--seed", "3", "-o", "mix.png");
        ImageRequest first = asked();
        CommandLineDriver.Result again = unclip.run(
                "mix", "--recipe", "mix.png", "--image", "owl-1.png", "--image", "owl-2.png", "-o", "again.png");

        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(asked().ingredients()).isEqualTo(((ImageRequest.Mix) first).ingredients());
        assertThat(unclip.work.resolve("again.png")).hasSameBinaryContentAs(unclip.work.resolve("mix.png"));
    }

    @Test
    void a_recipe_with_another_picture_is_refused() {
        unclip.run("mix", "owl-1.png", "a lion", "--seed", "3", "-o", "mix.png");
        CommandLineDriver.Result again =
                unclip.run("mix", "--recipe", "mix.png", "--image", "owl-2.png", "-o", "again.png");
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("its pixels differ").hasLineCount(1);
    }

    @Test
    void a_strip_goes_from_the_first_to_the_second_and_shows_all_of_it() throws IOException {
        CommandLineDriver.Result result =
                unclip.run("mix", "owl-1.png", "a lion", "--strip", "3", "--seed", "3", "-o", "strip.png");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(generator.everything.stream().map(one -> ((ImageRequest.Mix) one).ingredients()))
                .containsExactly(
                        List.of(picture(7, 1), prompt("a lion", 0)),
                        List.of(picture(7, 0.5), prompt("a lion", 0.5)),
                        List.of(picture(7, 0), prompt("a lion", 1)));
        assertThat(unclip.files()).contains("strip.png", "strip-1.png", "strip-2.png", "strip-3.png");
        Picture sheet = PictureReader.read(unclip.work.resolve("strip.png"));
        assertThat(sheet.width()).isGreaterThan(3 * 8);
        assertThat(unclip.run("recipe", "strip-2.png").exitCode()).isZero();
    }

    @Test
    void as_json_a_mix_says_its_ingredients() {
        var json = unclip.run("mix", "owl-1.png", "a lion", "--seed", "3", "-o", "mix.png", "--json")
                .json();
        var ingredients = json.path("pictures").path(0).path("recipe").path("ingredients");
        assertThat(ingredients.path(0).path("picture").path("sha256").asString())
                .hasSize(64);
        assertThat(ingredients.path(1).path("prompt").asString()).isEqualTo("a lion");
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of("nothing to mix", List.of()),
                Arguments.of("2 to 8", List.of("owl-1.png")),
                Arguments.of("2 to 8", List.of("a", "b", "c", "d", "e", "f", "g", "h", "i")),
                Arguments.of("sum to zero", List.of("owl-1.png", "a lion", "--weights=1,-1")),
                Arguments.of("3 weights for 2", List.of("owl-1.png", "a lion", "--weights", "1,2,3")),
                Arguments.of("-100 to 100", List.of("owl-1.png", "a lion", "--weights", "1,NaN")),
                Arguments.of("-100 to 100", List.of("owl-1.png", "a lion", "--weights", "1,1e9")),
                Arguments.of("from one other", List.of("a", "b", "c", "--take", "style")),
                Arguments.of("no layout to mix", List.of("a", "b", "--layouts")),
                Arguments.of("2 to 64", List.of("a", "b", "--strip", "1")),
                Arguments.of("to one other", List.of("a", "b", "c", "--strip", "3")),
                Arguments.of("leave --weights", List.of("a", "b", "--weights", "1,2", "--strip", "3")),
                Arguments.of("empty", List.of("text:", "b")));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void nonsense_is_refused_in_one_sentence(String says, List<String> arguments) {
        String[] line = Stream.concat(Stream.concat(Stream.of("mix"), arguments.stream()), Stream.of("-o", "mix.png"))
                .toArray(String[]::new);
        CommandLineDriver.Result result = unclip.run(line);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(says).hasLineCount(1);
        assertThat(generator.everything).isEmpty();
    }
}
