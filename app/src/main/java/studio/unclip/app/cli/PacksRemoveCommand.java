package studio.unclip.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.PackException;

/** {@code unclip packs remove}. */
@Command(name = "remove", sortOptions = false, description = "Deletes an installed pack, however damaged.")
final class PacksRemoveCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "ID", description = "The pack to remove.")
    String id;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    PacksRemoveCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws PackException {
        PackShelf shelf = new PackShelf(host.packs(), host.folders());
        Optional<PackShelf.Entry> found = shelf.find(id);
        if (found.isPresent() && found.get().builtIn()) {
            throw CommandFailure.usage("The pack " + id + " came with the program and cannot be removed.");
        }
        shelf.store().remove(id);
        if (json) {
            Json.print(host.out(), Json.object().put("done", "removed").put("id", id));
        } else {
            host.out().println("removed " + id);
        }
        return ExitCode.OK;
    }
}
