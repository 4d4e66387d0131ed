package studio.unclip.inference.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Workers of {@link TestWorker}, and a look at what they leave behind. */
final class TestWorkers {
    /** As for a person, but for the waits that a test would have to sit through. */
    static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofSeconds(2));

    private TestWorkers() {}

    static WorkerLaunch launch(String mode) {
        return launch(mode, "device 9");
    }

    static WorkerLaunch launch(String mode, String device) {
        return new WorkerLaunch(
                TestWorker.class.getName(),
                64L << 20,
                List.of("-D" + TestWorker.MODE + "=" + mode, "-XX:TieredStopAtLevel=1"),
                Optional.empty(),
                Map.of("device", device));
    }

    static WorkerGenerator open(Patience patience) {
        return WorkerGenerator.open(new PacedGenerator.Preflight(1), launch("honest"), patience);
    }

    static ProcessHandle process(WorkerGenerator generator) {
        return ProcessHandle.of(generator.pid().orElseThrow()).orElseThrow();
    }

    /** Children of this process that have ended and were not reaped. Linux only; elsewhere there are none to see. */
    static List<String> zombies() throws IOException {
        Path proc = Path.of("/proc");
        if (!Files.isDirectory(proc.resolve("self"))) {
            return List.of();
        }
        String own = String.valueOf(ProcessHandle.current().pid());
        try (Stream<Path> all = Files.list(proc)) {
            return all.filter(folder ->
                            Character.isDigit(folder.getFileName().toString().charAt(0)))
                    .map(TestWorkers::stat)
                    // pid (name) state parent …
                    .filter(stat -> stat.contains(") Z " + own + " "))
                    .toList();
        }
    }

    /** Open files, pipes and sockets of this process, by kind; 0 where the system does not tell. */
    static long openFiles() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        if (!Files.isDirectory(descriptors)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.count();
        }
    }

    private static String stat(Path process) {
        try {
            return Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            if (Files.exists(process)) {
                throw new UncheckedIOException(e);
            }
            return "";
        }
    }
}
