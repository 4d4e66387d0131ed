package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.pack.ManifestReader;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Understood;

/** Candidates of a prompt that names no look are drawn in several. */
class LooksTest {
    private static final String SECTION =
            "\"looks\": {\"mustUnderstand\": false, \"takes\": [\"{}\", \"{}, cartoon\"], \"said\": [\"cartoon\", \"pencil\"]}";

    private final Looks looks =
            new Looks(List.of("{}", "{}", "a cartoon of {}"), List.of("cartoon", "3d", "black and white"));

    @Test
    void candidatesTakeTheFormsInTurn() {
        assertThat(looks.several()).isTrue();
        assertThat(looks.prompts("an owl. ", 0, 5))
                .containsExactly("an owl. ", "an owl. ", "a cartoon of an owl", "an owl. ", "an owl. ");
    }

    @Test
    void whatIsMissingOfARoundHasTheLooksItWouldHaveHad() {
        assertThat(looks.prompts("an owl", 2, 2))
                .isEqualTo(looks.prompts("an owl", 0, 4).subList(2, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"an owl in 3D", "Cartoon: an owl", "an owl, black-and-white", "a black and white owl"})
    void aPromptThatNamesItsLookIsDrawnAsItSays(String prompt) {
        assertThat(looks.prompts(prompt, 0, 3)).containsOnly(prompt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a cartoonist", "a black cat and a white dog", "13d"})
    void otherWordsNameNone(String prompt) {
        assertThat(looks.prompts(prompt, 0, 3).getLast()).isEqualTo("a cartoon of " + prompt);
    }

    @Test
    void withoutFormsAllAreAsThePromptSays() {
        Looks none = new Looks(List.of(), List.of());
        assertThat(none.several()).isFalse();
        assertThat(none.prompts("an owl", 0, 2)).containsExactly("an owl", "an owl");
        assertThat(new Looks(List.of("{}", "{}"), List.of()).several()).isFalse();
    }

    @Test
    void aManifestSaysThem() throws Exception {
        Looks read = Looks.of(manifest(SECTION));
        assertThat(read.takes()).containsExactly("{}", "{}, cartoon");
        assertThat(read.said()).containsExactly("cartoon", "pencil");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"looks\": {\"takes\": [\"a cartoon\"]}",
                "\"looks\": {\"takes\": [\"{} and {}\"]}",
                "\"looks\": {\"takes\": \"{}\"}",
                "\"looks\": {\"takes\": [3]}",
                "\"looks\": {\"said\": {\"a\": 1}}"
            })
    void whatIsNoneOfTheseIsRefused(String section) throws Exception {
        PackManifest manifest = manifest(section);
        assertThatThrownBy(() -> Looks.of(manifest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sections.looks");
    }

    private static PackManifest manifest(String section) throws Exception {
        String example = Files.readString(Path.of("..", "docs", "pack.example.json"));
        assertThat(example).contains(SECTION);
        return new ManifestReader(Understood.ofThisStudio())
                .read("example", example.replace(SECTION, section).getBytes(StandardCharsets.UTF_8));
    }
}
