package studio.unclip.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code unclip}: holds the commands together. */
@Command(
        name = "unclip",
        versionProvider = Version.class,
        sortOptions = false,
        description =
                "Makes and looks at pictures with an unCLIP model on this machine. Without a command: the studio.",
        footer = {
            "",
            "Exit codes: 0 done; 2 wrong use; 3 a file that cannot be read; 4 a missing or damaged pack; 5 no memory,"
                    + " device or disk; 130 cancelled; 1 a fault of the program.",
            "See 'unclip COMMAND --help' for a command's options."
        })
final class UnclipCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Print this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "There is no command");
    }

    /** All commands, wired. */
    static CommandLine commandLine(CommandLineHost host) {
        return new CommandLine(new UnclipCommand())
                .addSubcommand(new GenerateCommand(host))
                .addSubcommand(new InpaintCommand(host))
                .addSubcommand(new ExpandCommand(host))
                .addSubcommand(new UpscaleCommand(host))
                .addSubcommand(new VaryCommand(host))
                .addSubcommand(new RefineCommand(host))
                .addSubcommand(new DiffCommand(host))
                .addSubcommand(new MixCommand(host))
                .addSubcommand(new SeeCommand(host))
                .addSubcommand(new RankCommand(host))
                .addSubcommand(new ClassifyCommand(host))
                .addSubcommand(new DescribeCommand(host))
                .addSubcommand(new RecipeCommand(host))
                .addSubcommand(PacksCommand.commandLine(host))
                .addSubcommand(DevicesCommand.commandLine(host))
                .addSubcommand(new BenchCommand(host))
                .addSubcommand(new OpenCommand())
                // A prompt may begin with @ or stand in quotes of its own.
                .setExpandAtFiles(false)
                .setTrimQuotes(false)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(host.out())
                .setErr(host.err());
    }
}
