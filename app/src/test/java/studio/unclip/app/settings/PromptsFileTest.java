package studio.unclip.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptsFileTest {
    @TempDir
    Path folder;

    @Test
    void prompts_of_every_script_come_back_as_they_were() {
        List<String> prompts = List.of("an \"owl\"\nat night", "сова", "eine Möwe 🦉");
        new PromptsFile(folder.resolve("new")).write(prompts);
        assertThat(new PromptsFile(folder.resolve("new")).read()).isEqualTo(prompts);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "7", "{\"a\":\"b\"", "[1, null, \"\"]"})
    void a_broken_file_is_none(String content) throws IOException {
        Files.writeString(folder.resolve("prompts.json"), content);
        assertThat(new PromptsFile(folder).read()).isEmpty();
    }
}
