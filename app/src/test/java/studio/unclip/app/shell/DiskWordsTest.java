package studio.unclip.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWordsTest {
    @TempDir
    Path folder;

    private String why(IOException problem) {
        return DiskWords.why(problem, folder.resolve("owl.png"));
    }

    private static FileSystemException saying(String reason) {
        return new FileSystemException("/somewhere/.owl.png.f332.saving", null, reason);
    }

    @Test
    void what_the_system_says_becomes_a_cause_a_person_can_act_on() {
        assertThat(why(saying("No space left on device"))).isEqualTo("the disk is full");
        assertThat(why(new IOException("No space left on device"))).isEqualTo("the disk is full");
        assertThat(why(saying("Disk quota exceeded"))).isEqualTo("the disk is full");
        assertThat(why(saying("Read-only file system"))).isEqualTo("this disk can only be read");
        assertThat(why(saying("File name too long"))).isEqualTo("the name is too long for this disk");
        assertThat(why(new AccessDeniedException("/x"))).isEqualTo("you may not write in the folder " + folder);
        assertThat(why(new IOException("Input/output error"))).isEqualTo("the disk says: Input/output error");
    }

    @Test
    void a_message_that_is_only_a_path_is_not_passed_on() {
        assertThat(why(saying(null))).isEqualTo("the folder " + folder + " does not take files");
        assertThat(why(new IOException())).isEqualTo("the folder " + folder + " does not take files");
    }
}
