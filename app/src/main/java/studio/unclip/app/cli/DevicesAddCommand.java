package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.engine.DeviceShelf;

/** {@code unclip devices add}. */
@Command(
        name = "add",
        sortOptions = false,
        description =
                "Adds the WebGPU plug-in, by which graphics cards of all makers can be used, from its wheel. Every"
                        + " byte that is kept is checked against the published one.")
final class DevicesAddCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "FILE.whl", description = "The wheel, as it was fetched (docs/devices.md).")
    Path wheel;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    DevicesAddCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        try {
            Path library = new DeviceShelf(host.folders()).add(host.resolve(wheel));
            if (json) {
                Json.print(
                        host.out(),
                        Json.object().put("done", "added").put("id", "webgpu").put("file", library.toString()));
            } else {
                host.out().println("added webgpu in " + library.getParent());
                host.out().println("'unclip devices' tries it; --device webgpu makes pictures on it.");
            }
            return ExitCode.OK;
        } catch (DeviceShelf.RefusedFileException e) {
            throw new CommandFailure(ExitCode.INPUT, e.getMessage(), e);
        }
    }
}
