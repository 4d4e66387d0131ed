package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code unclip open}, to explain it: with one file the program opens the window before it comes here, because the command
 * line loads no JavaFX class.
 */
@Command(name = "open", sortOptions = false, description = "Opens the window with a picture: ORA, PNG or JPEG.")
final class OpenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The picture.")
    Path file;

    @Override
    public Integer call() {
        throw CommandFailure.usage("The window opens with one file: unclip open FILE.");
    }
}
