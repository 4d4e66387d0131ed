package studio.unclip.app.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import studio.unclip.app.engine.DeviceShelf;
import tools.jackson.databind.node.ObjectNode;

/** {@code unclip devices remove}. */
@Command(
        name = "remove",
        sortOptions = false,
        description =
                "Deletes the WebGPU plug-in that was added, and forgets an added folder of libraries, which stays as it is.")
final class DevicesRemoveCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    DevicesRemoveCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws IOException {
        List<String> removed = new DeviceShelf(host.folders()).remove();
        if (json) {
            ObjectNode root = Json.object().put("done", removed.isEmpty() ? "nothing" : "removed");
            removed.forEach(root.putArray("ids")::add);
            Json.print(host.out(), root);
        } else {
            host.out()
                    .println(
                            removed.isEmpty()
                                    ? "There was nothing to remove."
                                    : "removed " + String.join(" and ", removed));
        }
        return ExitCode.OK;
    }
}
