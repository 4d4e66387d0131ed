package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.text.KnownWords;

/** What a person is offered for words the starter pack does not know. */
class StarterWordsTest {
    private static KnownWords words;

    @BeforeAll
    static void read() throws Exception {
        Path folder = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        words = PackContents.read(new PackOpener(Understood.ofThisStudio())
                        .openVerified(folder.toAbsolutePath(), Watcher.silent()))
                .words();
    }

    @ParameterizedTest
    @CsvSource({
        "husky, dog",
        "poodles, poodle",
        "coyote, wolf",
        "elefant, elephant",
        "skatebaord, skateboard",
        "giraff, giraffe"
    })
    void aKindOrASlipIsOfferedItsThing(String word, String thing) {
        assertThat(words.unknownIn("a " + word).first()).hasSize(1);
        assertThat(words.unknownIn("a " + word).first().getFirst().nearest()).contains(thing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dandelion", "action", "abdomen", "product", "system", "kubernetes"})
    void aWordThatIsNoThingIsOfferedNone(String word) {
        assertThat(words.unknownIn("a " + word).first()).hasSize(1);
        assertThat(words.unknownIn("a " + word).first().getFirst().nearest()).isEmpty();
    }

    /** One letter from fist it is; a robot it is not. */
    @Test
    void firstIsNoRobot() {
        assertThat(words.unknownIn("the first").first().getFirst().nearest()).containsExactly("fist");
    }
}
