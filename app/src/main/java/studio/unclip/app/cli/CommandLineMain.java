package studio.unclip.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import studio.unclip.app.engine.LocalGeneratorOpener;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.published.PublishedPacks;

/** The command line's composition root: builds everything a command touches, runs it, ends the process. */
public final class CommandLineMain {
    private CommandLineMain() {}

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PlatformFolders folders = PlatformFolders.ofThisProcess();
        PackFolders packs = PackFolders.ofThisProcess(folders);
        SecureRandom random = new SecureRandom();
        CommandLineHost host = new CommandLineHost(
                new PrintWriter(System.out, false, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset()),
                StderrTerminal.isInteractive(),
                Path.of("").toAbsolutePath(),
                folders,
                packs,
                PublishedPacks::known,
                new LocalGeneratorOpener(new PackShelf(packs, folders), folders),
                () -> random.nextLong(Seeds.MAX + 1),
                System::nanoTime,
                new Interruption());
        CommandLineProcess.run(host, arguments);
    }
}
