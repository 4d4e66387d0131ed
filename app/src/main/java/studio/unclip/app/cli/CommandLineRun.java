package studio.unclip.app.cli;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import studio.unclip.app.platform.LogFile;

/** One run of the command line from its arguments to its exit code. */
final class CommandLineRun {
    private static final String LOG_NAME = "unclip";

    private final CommandLineHost host;

    CommandLineRun(CommandLineHost host) {
        this.host = host;
    }

    /** Never throws: what goes wrong becomes one line on stderr, an exit code and an entry in the log. */
    int execute(String... arguments) {
        Path log = host.folders().logs().resolve(LOG_NAME + ".log");
        try {
            CommandLine commands = UnclipCommand.commandLine(host);
            commands.setParameterExceptionHandler((e, _) -> fail(e, log));
            commands.setExecutionExceptionHandler((e, _, _) -> fail(e, log));
            commands.setExecutionStrategy(parsed -> {
                // Help and version answer without it: opening a log takes longer than they do.
                if (!CommandLine.printHelpIfRequested(parsed)) {
                    LogFile.open(host.folders().logs(), LOG_NAME);
                    return new CommandLine.RunLast().execute(parsed);
                }
                return ExitCode.OK;
            });
            return commands.execute(arguments);
        } catch (RuntimeException | Error e) {
            return fail(e, log);
        } finally {
            host.out().flush();
            host.err().flush();
        }
    }

    private int fail(Throwable thrown, Path log) {
        CommandFailure failure = Failures.of(thrown, log);
        if (failure.exitCode() != ExitCode.USAGE && failure.exitCode() != ExitCode.CANCELLED) {
            Logger logger = LoggerFactory.getLogger(CommandLineRun.class);
            logger.error("Exit code {}: {}", failure.exitCode(), failure.getMessage(), failure.getCause());
        }
        host.err().println("unclip: " + Failures.oneLine(failure.getMessage()));
        return failure.exitCode();
    }
}
