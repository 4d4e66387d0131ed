package studio.unclip.editor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;

/**
 * A process that edits and saves is killed at random instants: the file always opens, and at most two seconds of
 * strokes are missing. {@code -Dunclip.kills=200} for the long run; the default keeps the tests quick.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("unclip.kills", 12);
    private static final int LONG_RUN = 100;
    private static final long MOST_LOST_NANOS = 2_000_000_000L;

    private record Stroke(int count, long time) {}

    @TempDir
    Path folder;

    private final Path target = Path.of("target").toAbsolutePath();
    private double worstSeconds;
    private int worstStrokes;

    @Test
    void nothingOlderThanTwoSecondsIsLost() throws Exception {
        long seed = Long.getLong("unclip.seed", System.nanoTime());
        Random random = new Random(seed);
        Path state = folder.resolve("state");
        Path file = folder.resolve("a.ora");
        for (int kill = 0; kill < KILLS; kill++) {
            Deque<Stroke> strokes = run(state, file, random);
            check("seed " + seed + ", kill " + kill, state, file, strokes);
        }
        Files.writeString(
                target.resolve("kills.txt"),
                String.format(
                        Locale.ROOT,
                        "%d kills, seed %d: at most %d strokes and %.2f s lost%n",
                        KILLS,
                        seed,
                        worstStrokes,
                        worstSeconds));
    }

    /** Runs a child until it is killed. */
    private Deque<Stroke> run(Path state, Path file, Random random) throws Exception {
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KillChild.class.getName(),
                        state.toString(),
                        file.toString(),
                        Long.toString(random.nextLong())))
                .redirectError(folder.resolve("child.err").toFile())
                .start();
        Deque<Stroke> strokes = new ArrayDeque<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            String first = out.readLine();
            assertThat(first).as(Files.readString(folder.resolve("child.err"))).isNotNull();
            strokes.add(new Stroke(Integer.parseInt(first), System.nanoTime()));
            long delay = random.nextInt(KILLS >= LONG_RUN ? 4_000 : 900);
            Thread killer = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(delay);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                child.toHandle().destroyForcibly(); // Process.destroyForcibly would close what we still read
            });
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                strokes.add(new Stroke(Integer.parseInt(line), System.nanoTime()));
            }
            killer.join();
        } catch (NumberFormatException e) {
            // A line that was cut in the middle: the stroke does not count.
        }
        assertThat(child.waitFor()).as("killed, not failed").isEqualTo(128 + 9);
        return strokes;
    }

    private void check(String run, Path state, Path file, Deque<Stroke> strokes) throws IOException {
        long end = strokes.getLast().time();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            OraReader reader = new OraReader(pool, Limits.standard());
            int found = 0;
            if (Files.exists(file)) {
                Document saved = reader.open(file, Watcher.none()).contents().document();
                found = Strokes.count(saved);
                Documents.assertSame(saved, Strokes.after(found));
            }
            Journals journals = new Journals(state, Disk.real(), reader, Limits.standard(), Journals.INTERVAL);
            try (Journal journal = journals.open(file)) {
                Optional<Recovered> recovered = journal.unsaved();
                if (recovered.isPresent()) {
                    int count = Strokes.count(recovered.get().document());
                    assertThat(count)
                            .as("%s: the journal is not older than the file", run)
                            .isGreaterThan(found);
                    found = count;
                    Documents.assertSame(recovered.get().document(), Strokes.after(found));
                }
            }
            for (Stroke stroke : strokes) {
                if (stroke.count() > found) {
                    double lost = (end - stroke.time()) / 1e9;
                    worstSeconds = Math.max(worstSeconds, lost);
                    worstStrokes = Math.max(worstStrokes, strokes.getLast().count() - found);
                    assertThat(end - stroke.time())
                            .as(
                                    "%s: stroke %d of %d is lost",
                                    run, stroke.count(), strokes.getLast().count())
                            .isLessThan(MOST_LOST_NANOS);
                    break;
                }
            }
        }
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files.filter(path -> path.toString().endsWith(".saving")).count())
                    .as("%s: leftovers of killed saves are few", run)
                    .isLessThanOrEqualTo(KILLS);
        }
    }
}
