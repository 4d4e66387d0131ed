package studio.unclip.app.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.journal.Journal;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.render.Flattener;

/** What a process that is killed now would leave in its journals, found out from a copy, so that nothing is disturbed. */
public final class LeftByAKill {
    private LeftByAKill() {}

    /**
     * Waits until a kill would leave this document; a test's own limit of time ends it.
     *
     * @param journals of a program that runs
     * @param scratch gets copies
     * @return the copy with the document in it
     */
    public static Path untilSafe(Path journals, Document document, Path scratch) throws Exception {
        Path copies = Files.createTempDirectory(scratch, "left");
        for (int copy = 0; ; copy++) {
            Path left = copies.resolve(Integer.toString(copy));
            // Whoever looks into journals tidies them: that is done to a copy of the copy.
            Path looked = copies.resolve(copy + "-looked-at");
            if (copy(journals, left) && copy(left, looked) && found(looked).equals(Optional.of(look(document)))) {
                return left;
            }
            Thread.sleep(50);
        }
    }

    /** What would be brought back from these journals first, as {@link #look} tells it. */
    private static Optional<String> found(Path journals) throws IOException {
        try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
            Journals left = new Journals(
                    journals,
                    Disk.real(),
                    new OraReader(pool, Limits.standard()),
                    Limits.standard(),
                    Duration.ofMillis(1));
            for (Journals.Unsaved work : left.unsaved().work()) {
                try (Journal journal = left.reopen(work)) {
                    return journal.unsaved().map(recovered -> look(recovered.document()));
                }
            }
            return Optional.empty();
        }
    }

    /** Its layers' names and what it looks like. */
    private static String look(Document document) {
        List<String> names = document.layers().stream()
                .map(layer -> layer.properties().name())
                .toList();
        return names + HexFormat.of().formatHex(Flattener.flatten(document).toRgba());
    }

    /**
     * Copies all that is there, but for locks: a process that closes a file it has locked has given the lock away. False if
     * a file went meanwhile.
     */
    public static boolean copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (!file.endsWith("lock")) {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return true;
        } catch (NoSuchFileException | java.io.UncheckedIOException e) {
            return false;
        }
    }
}
