package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import studio.unclip.app.engine.ScriptedGenerator;

class HelpTest {
    @TempDir
    Path root;

    @Test
    void every_command_explains_every_option_in_its_help() throws IOException {
        CommandLineDriver unclip = CommandLineDriver.over(new ScriptedGenerator(), root);
        for (CommandLine command : unclip.commandLine().getSubcommands().values()) {
            explains(unclip, command, command.getCommandName());
        }
        // Help leaves no trace, not even a log.
        assertThat(Files.exists(unclip.folders.state())).isFalse();
    }

    private static void explains(CommandLineDriver unclip, CommandLine command, String path) {
        CommandLineDriver.Result help = unclip.run((path + " --help").split(" "));
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        command.getCommandSpec().options().forEach(option -> {
            assertThat(option.description())
                    .as(path + " " + option.longestName())
                    .isNotEmpty();
            assertThat(help.out()).contains(option.names());
        });
        command.getCommandSpec().positionalParameters().forEach(parameter -> {
            assertThat(parameter.description())
                    .as(path + " " + parameter.paramLabel())
                    .isNotEmpty();
            assertThat(help.out()).contains(parameter.paramLabel());
        });
        command.getSubcommands().forEach((name, sub) -> explains(unclip, sub, path + " " + name));
    }

    @Test
    void help_lists_the_commands_and_the_exit_codes() throws IOException {
        CommandLineDriver.Result help =
                CommandLineDriver.over(new ScriptedGenerator(), root).run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("generate", "rank", "classify", "recipe", "bench", "130 cancelled");
    }

    @Test
    void version_is_the_builds_own() throws IOException {
        CommandLineDriver.Result version =
                CommandLineDriver.over(new ScriptedGenerator(), root).run("--version");
        assertThat(version.exitCode()).isZero();
        assertThat(version.out()).matches("unclip \\d+\\.\\d+\\.\\d+\\S*\\R");
    }
}
