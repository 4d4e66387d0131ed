package studio.unclip.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void what_was_set_is_there_at_the_next_start() {
        Settings set = Settings.DEFAULTS
                .withTheme(Theme.DARK)
                .withWindow(new WindowPlace(-1200, 40, 1400, 900, true))
                .withSaveFolder(folder)
                .withRestMinutes(7)
                .withThreads(2)
                .withDevice("webgpu")
                .withPack(Optional.of("big"))
                .withPictures(Optional.of(folder.resolve("my pictures")))
                .withRecentFiles(List.of(folder.resolve("a b#ä.ora"), folder.resolve("c.png")));
        new SettingsFile(folder.resolve("new")).write(set);

        assertThat(new SettingsFile(folder.resolve("new")).read()).isEqualTo(set);
    }

    @Test
    void the_first_start_has_defaults() {
        assertThat(new SettingsFile(folder).read()).isEqualTo(Settings.DEFAULTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"theme\":\"pink\",\"window\":{\"width\":-5},\"saveFolder\":7}",
                "{\"theme\":3,\"window\":\"large\",\"saveFolder\":\"\"}",
                "{\"window\":{\"x\":1e999,\"width\":10,\"height\":10}}"
            })
    void a_broken_file_is_no_reason_not_to_start(String content) throws IOException {
        Files.writeString(folder.resolve("settings.json"), content);
        Settings read = new SettingsFile(folder).read();

        assertThat(read.theme()).isEqualTo(Theme.SYSTEM);
        assertThat(read.window()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20, 20", "0, 1", "-7, 1", "100000, 1440", "soon, 3"})
    void a_person_may_set_how_soon_the_engine_rests(String written, int read) throws IOException {
        Files.writeString(folder.resolve("settings.json"), "{\"restMinutes\":\"" + written + "\"}");
        assertThat(new SettingsFile(folder).read().restMinutes()).isEqualTo(read);
        Files.writeString(folder.resolve("settings.json"), "{\"restMinutes\":" + written + "}");
        assertThat(new SettingsFile(folder).read().restMinutes()).isEqualTo(read);
    }
}
