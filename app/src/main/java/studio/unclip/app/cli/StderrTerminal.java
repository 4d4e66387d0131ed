package studio.unclip.app.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether stderr is a terminal whose last line can be updated. */
final class StderrTerminal {
    private static final Path LINUX_STDERR = Path.of("/proc/self/fd/2");

    private StderrTerminal() {}

    static boolean isInteractive() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        // Java can only say whether stdin and stdout are terminals; Linux can be asked about stderr itself.
        if (Files.isSymbolicLink(LINUX_STDERR)) {
            try {
                String device = Files.readSymbolicLink(LINUX_STDERR).toString();
                return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
            } catch (IOException e) {
                return false;
            }
        }
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }
}
