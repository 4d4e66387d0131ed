package studio.unclip.app.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LogFileTest {
    @TempDir
    Path root;

    @Test
    void the_log_goes_to_the_file_and_not_to_the_terminal() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        Path file;
        try {
            System.setOut(new PrintStream(terminal, true, StandardCharsets.UTF_8));
            System.setErr(System.out);
            file = LogFile.open(root.resolve("state/logs"), "unclip");
            LoggerFactory.getLogger("test").error("it broke", new IllegalStateException("deep inside"));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(file).isEqualTo(root.resolve("state/logs/unclip.log"));
        assertThat(file).content().contains("it broke").contains("deep inside").contains("\tat studio.unclip");
        assertThat(terminal.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void where_no_log_can_be_written_the_program_goes_on() throws IOException {
        Files.writeString(root.resolve("state"), "a file where the folder should be");
        Path file = LogFile.open(root.resolve("state"), "unclip");
        LoggerFactory.getLogger("test").error("nobody hears this");
        assertThat(Files.exists(file)).isFalse();
    }
}
