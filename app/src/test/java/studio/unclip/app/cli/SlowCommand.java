package studio.unclip.app.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import studio.unclip.app.engine.ScriptedGenerator;

/** A process for {@link ControlCTest}: makes one picture of three, says that it is waiting, waits for Ctrl-C. */
final class SlowCommand {
    private SlowCommand() {}

    /** @param arguments a folder to work in; the file that says it is waiting */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        ScriptedGenerator generator = new ScriptedGenerator().waitingAfter(1);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                generator.waiting.await();
                // Both events are queued by now; the first picture's file follows at once.
                while (!Files.exists(root.resolve("work/owl-1.png"))) {
                    Thread.sleep(10);
                }
                Files.createFile(Path.of(arguments[1]));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        CommandLineDriver unclip = CommandLineDriver.over(generator, root);
        CommandLineProcess.run(
                unclip.host(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8)),
                "generate",
                "owl",
                "--candidates",
                "3",
                "-o",
                "owl.png",
                "--quiet");
    }
}
