package studio.unclip.app.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Presses Control-C for a process that a test has started. */
final class ControlC {
    private static final int SIGINT = 2;

    private ControlC() {}

    /**
     * Skips the test where this process was told not to hear Control-C, as scripts tell what they start in the background: its
     * children are told so too, and a JVM leaves it at that.
     */
    static void assumeHeard() throws IOException {
        Path status = Path.of("/proc/self/status");
        List<String> ignored = Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .toList()
                : List.of();
        for (String line : ignored) {
            long signals =
                    Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
            assumeThat(signals & (1L << (SIGINT - 1)))
                    .as("signals that whoever started this has switched off")
                    .isZero();
        }
    }

    /** Returns when the signal is sent. */
    static void press(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }
}
