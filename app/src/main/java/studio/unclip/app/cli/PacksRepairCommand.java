package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;

/** {@code unclip packs repair}. */
@Command(
        name = "repair",
        sortOptions = false,
        description = "Puts an installed pack's files right from where it was installed, or from another copy.")
final class PacksRepairCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(index = "0", paramLabel = "ID", description = "The pack to repair.")
    String id;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FOLDER|ARCHIVE",
            description = "A sound copy of the pack. Default: where it was installed from.")
    Path source;

    @Mixin
    ReportOptions report = new ReportOptions();

    PacksRepairCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws PackException {
        PackShelf shelf = new PackShelf(host.packs(), host.folders(), host.families());
        PackProgress progress = new PackProgress(host, report.quiet, "repairing " + id);
        try {
            Pack pack = source == null
                    ? shelf.repair(id, progress)
                    : shelf.store().repair(id, host.resolve(source), progress);
            progress.clear();
            new PackReport(host.out(), report.json).print("repaired", pack);
        } finally {
            progress.clear();
        }
        return ExitCode.OK;
    }
}
