package studio.unclip.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.engine.DeviceShelf;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip devices add}. */
@Command(
        name = "add",
        sortOptions = false,
        description =
                "Adds the WebGPU plug-in, by which graphics cards of all makers can be used, from its wheel: every byte"
                        + " that is kept is checked against the published one. Or adds a folder with libraries of ONNX"
                        + " Runtime, for CUDA or DirectML: they are tried, and used in place of the program's own as long"
                        + " as nothing in the folder changes.")
final class DevicesAddCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "FILE.whl|FOLDER", description = "As it was fetched (docs/devices.md).")
    Path given;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    DevicesAddCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        try {
            DeviceShelf.Added added = new DeviceShelf(host.folders()).add(host.resolve(given));
            if (json) {
                ObjectNode root = Json.object()
                        .put("done", "added")
                        .put("id", added.id())
                        .put("folder", added.where().toString());
                if (added.id().equals(DeviceShelf.RUNTIME)) {
                    added.providers().forEach(root.putArray("providers")::add);
                }
                Json.print(host.out(), root);
            } else if (added.id().equals(DeviceShelf.RUNTIME)) {
                host.out().println("added the libraries in " + added.where());
                host.out().println("They can run on: " + String.join(", ", added.providers()) + ".");
            } else {
                host.out().println("added webgpu in " + added.where());
                host.out().println("'unclip devices' tries it; --device webgpu makes pictures on it.");
            }
            return ExitCode.OK;
        } catch (DeviceShelf.RefusedFileException e) {
            throw new CommandFailure(ExitCode.INPUT, e.getMessage(), e);
        }
    }
}
