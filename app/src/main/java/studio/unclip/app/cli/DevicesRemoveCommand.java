package studio.unclip.app.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.unclip.app.engine.DeviceShelf;

/** {@code unclip devices remove}. */
@Command(name = "remove", sortOptions = false, description = "Deletes the WebGPU plug-in that was added.")
final class DevicesRemoveCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    DevicesRemoveCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        boolean removed = new DeviceShelf(host.folders()).remove();
        if (json) {
            Json.print(
                    host.out(),
                    Json.object().put("done", removed ? "removed" : "nothing").put("id", "webgpu"));
        } else {
            host.out().println(removed ? "removed webgpu" : "There was no plug-in to remove.");
        }
        return ExitCode.OK;
    }
}
