package studio.unclip.app.cli;

import picocli.CommandLine.Option;

/** How a command reports. */
final class ReportOptions {

    @Option(names = "--json", description = "Print the result as one JSON object.")
    boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes on stderr; only what ends the command early.")
    boolean quiet;
}
