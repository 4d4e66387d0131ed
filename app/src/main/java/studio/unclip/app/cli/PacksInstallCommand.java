package studio.unclip.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;

/** {@code unclip packs install}. */
@Command(
        name = "install",
        sortOptions = false,
        description =
                "Installs a pack from a folder or a zip archive, after checking every byte of it. An installed pack"
                        + " of the same id is replaced.")
final class PacksInstallCommand implements Callable<Integer> {
    private final CommandLineHost host;

    @Parameters(paramLabel = "FOLDER|ARCHIVE", description = "Where the pack is.")
    Path source;

    @Mixin
    ReportOptions report = new ReportOptions();

    PacksInstallCommand(CommandLineHost host) {
        this.host = host;
    }

    @Override
    public Integer call() throws PackException {
        PackProgress progress = new PackProgress(host, report.quiet, "installing " + source);
        try {
            Pack pack = new PackShelf(host.packs(), host.folders()).store().install(host.resolve(source), progress);
            progress.clear();
            new PackReport(host.out(), report.json).print("installed", pack);
        } finally {
            progress.clear();
        }
        return ExitCode.OK;
    }
}
