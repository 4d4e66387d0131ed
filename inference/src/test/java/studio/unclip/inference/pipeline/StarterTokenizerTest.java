package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;
import studio.unclip.inference.text.ClipTokenizer;
import studio.unclip.inference.text.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The starter pack's own vocabulary against transformers' CLIPTokenizer with the same merges. */
class StarterTokenizerTest {

    @Test
    void tokensAreHuggingFacesTokens() throws Exception {
        Path folder = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        ClipTokenizer tokenizer = PackContents.read(new PackOpener(Understood.ofThisStudio())
                        .openVerified(folder.toAbsolutePath(), Watcher.silent()))
                .tokenizer();
        JsonNode reference;
        try (InputStream in = StarterTokenizerTest.class.getResourceAsStream("/reference/starter_tokens.json")) {
            reference = JsonMapper.shared().readTree(in);
        }
        assertThat(reference.path("start").asInt()).isEqualTo(tokenizer.start());
        assertThat(reference.path("cases").size()).isGreaterThan(300);
        for (JsonNode c : reference.path("cases")) {
            Tokens tokens = tokenizer.encode(c.path("text").stringValue());
            int length = c.path("length").asInt();
            assertThat(tokens.length()).as(c.path("text").stringValue()).isEqualTo(length);
            for (int i = 0; i < length; i++) {
                assertThat(tokens.ids()[i])
                        .as(c.path("text").stringValue())
                        .isEqualTo(c.path("padded").path(i).asInt());
            }
        }
    }
}
