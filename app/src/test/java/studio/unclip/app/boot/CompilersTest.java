package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CompilersTest {
    /** Of /proc's stat, counted from the state behind the name. */
    private static final int NICE = 16;

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOptimisingCompilerGivesWayAndTheWindowDoesNot() throws Exception {
        Compilers.giveWay();
        assertThat(Compilers.optimising())
                .isNotEmpty()
                .allSatisfy(thread -> assertThat(nice(thread)).isEqualTo(5));
        assertThat(nice(Path.of("/proc/thread-self"))).isZero();
    }

    private static int nice(Path thread) throws Exception {
        String stat = Files.readString(thread.resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[NICE]);
    }
}
