package studio.unclip.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosticsTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2026-11-27T10:00:00.000Z WARN  [main] studio.unclip.X - settings were not read;"
                        + " 2026-11-27T10:00:00.000Z WARN  [main] studio.unclip.X - settings were not read",
                "2026-11-27T10:00:00.000Z WARN  [main] studio.unclip.X - saving /home/anna/my secret owl.png failed;"
                        + " 2026-11-27T10:00:00.000Z WARN  [main] studio.unclip.X - (left out)",
                "2026-11-27T10:00:00.000Z WARN  [main] studio.unclip.X - a secret owl.ora was not read;"
                        + " 2026-11-27T10:00:00.000Z WARN  [main] studio.unclip.X - (left out)",
                "java.nio.file.NoSuchFileException: /home/anna/owl.png; java.nio.file.NoSuchFileException",
                "Caused by: studio.unclip.editor.file.FileProblem: secret owl.png: damaged;"
                        + " Caused by: studio.unclip.editor.file.FileProblem",
                "a line of some message about anna; (left out)"
            })
    void what_may_be_a_name_is_left_out_of_the_log(String line, String shown) {
        assertThat(Diagnostics.withoutNames(line)).isEqualTo(shown);
    }

    @Test
    void frames_of_a_fault_stay() {
        String frame = "\tat studio.unclip.app.document.Saving.write(Saving.java:12)";
        assertThat(Diagnostics.withoutNames(frame)).isEqualTo(frame);
    }

    @Test
    void it_tells_versions_machine_and_packs_and_no_folder_of_the_person() throws IOException {
        PlatformFolders folders = PlatformFolders.under(home);
        Path pack = Files.createDirectories(folders.packs().resolve("broken"));
        Files.writeString(pack.resolve("pack.json"), "{}");
        Files.createDirectories(folders.logs());
        Files.writeString(
                folders.logs().resolve("unclip.log"),
                "2026-11-27T10:00:00.000Z INFO  [main] studio.unclip.X - ready\n"
                        + "2026-11-27T10:00:00.000Z INFO  [main] studio.unclip.X - saved " + home + "\n");
        String text = Diagnostics.text(
                "CPU", new PackShelf(new PackFolders(Optional.empty(), folders.packs()), folders), folders);

        assertThat(text)
                .contains(ProgramVersion.title(), System.getProperty("java.runtime.version"), "device: CPU")
                .contains(
                        "pack broken cannot be used",
                        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
                .contains("- ready")
                .doesNotContain(home.toString());
    }
}
