package studio.unclip.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code unclip packs}: holds the commands about packs together. */
@Command(
        name = "packs",
        sortOptions = false,
        description = "Lists, checks, installs, repairs and removes packs (models).")
final class PacksCommand implements Runnable {

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do with packs");
    }

    /** With its commands, wired. */
    static CommandLine commandLine(CommandLineHost host) {
        return new CommandLine(new PacksCommand())
                .addSubcommand(new PacksListCommand(host))
                .addSubcommand(new PacksVerifyCommand(host))
                .addSubcommand(new PacksInstallCommand(host))
                .addSubcommand(new PacksRepairCommand(host))
                .addSubcommand(new PacksRemoveCommand(host));
    }
}
