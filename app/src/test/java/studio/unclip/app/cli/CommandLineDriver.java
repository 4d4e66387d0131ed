package studio.unclip.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.published.PublishedPacks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs commands in-process over a scripted engine, with folders of its own. */
final class CommandLineDriver {
    /** The seed drawn when a command names none. */
    static final long RANDOM_SEED = 4242;

    final Interruption interruption = new Interruption();
    final PlatformFolders folders;
    final Path work;

    private final PackFolders packs;
    private final boolean terminal;
    private final GeneratorOpener opener;
    private final Supplier<PublishedPacks> families;

    private CommandLineDriver(Path root, GeneratorOpener opener, Supplier<PublishedPacks> families, boolean terminal)
            throws IOException {
        this.opener = opener;
        this.families = families;
        this.terminal = terminal;
        folders = PlatformFolders.under(root.resolve("home"));
        work = Files.createDirectories(root.resolve("work"));
        Path builtIn = root.resolve("assets/packs");
        Files.createDirectories(builtIn.resolve("starter"));
        Files.writeString(builtIn.resolve("starter/pack.json"), "{\"format\":1,\"id\":\"unclip-starter\"}");
        packs = new PackFolders(Optional.of(builtIn), folders.packs());
    }

    static CommandLineDriver over(ScriptedGenerator generator, Path root) throws IOException {
        return new CommandLineDriver(root, (_, _) -> generator.opened(), PublishedPacks::known, false);
    }

    static CommandLineDriver onTerminal(ScriptedGenerator generator, Path root) throws IOException {
        return new CommandLineDriver(root, (_, _) -> generator.opened(), PublishedPacks::known, true);
    }

    static CommandLineDriver opening(GeneratorOpener opener, Path root) throws IOException {
        return opening(opener, PublishedPacks::known, root);
    }

    static CommandLineDriver opening(GeneratorOpener opener, Supplier<PublishedPacks> families, Path root)
            throws IOException {
        return new CommandLineDriver(root, opener, families, false);
    }

    /** What a run left behind on stdout and stderr. */
    record Result(int exitCode, String out, String err) {
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLineRun(host(out, err)).execute(arguments);
        return new Result(exitCode, out.toString(), err.toString());
    }

    /** The commands themselves, to look at. */
    CommandLine commandLine() {
        return UnclipCommand.commandLine(host(new StringWriter(), new StringWriter()));
    }

    /** What commands are given when they print to these. */
    CommandLineHost host(Writer out, Writer err) {
        return new CommandLineHost(
                new PrintWriter(out),
                new PrintWriter(err),
                terminal,
                work,
                folders,
                packs,
                families,
                opener,
                () -> RANDOM_SEED,
                System::nanoTime,
                interruption);
    }

    /** The names of the files in the working folder. */
    List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
