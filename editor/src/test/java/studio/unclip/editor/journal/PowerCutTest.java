package studio.unclip.editor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.disk.RecordingDisk;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;

/**
 * The power goes at any instant, between rename and the journal's truncation too; what was not forced to the disk is
 * lost, torn or in another order. What was forced comes back, and the file, once there, always opens.
 */
class PowerCutTest {
    private static final int CUTS = 40;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasForcedToTheDiskComesBack(long seed) throws Exception {
        Random random = new Random(seed);
        RecordingDisk disk = new RecordingDisk();
        Path root = Files.createDirectories(folder.resolve("real"));
        Path file = root.resolve("a.ora");
        TreeMap<Integer, Integer> forced = new TreeMap<>();
        TreeMap<Integer, Boolean> saved = new TreeMap<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            OraReader reader = new OraReader(pool, Limits.standard());
            OraWriter writer = new OraWriter(new AtomicFile(disk), pool, Limits.standard());
            Journals journals =
                    new Journals(root.resolve("state"), disk, reader, Limits.standard(), Duration.ofMillis(1));
            List<IOException> troubles = new CopyOnWriteArrayList<>();
            Path state;
            try (Journal journal = journals.open(file)) {
                journal.start(Optional.empty(), troubles::add);
                Document document = Strokes.blank();
                Optional<SavedForm> form = Optional.empty();
                for (int step = 0; step < 25; step++) {
                    document = Strokes.next(document);
                    Revision revision = journal.record(document);
                    if (random.nextInt(3) > 0) {
                        journal.flush();
                        forced.put(disk.size(), Strokes.count(document));
                    }
                    if (random.nextInt(5) == 0) {
                        OraContents contents = new OraContents(
                                document, Optional.empty(), Metadata.NONE, List.of(), Optional.of(revision));
                        form = Optional.of(
                                writer.save(contents, file, AtomicFile.Existing.REPLACE, form, Watcher.none())
                                        .form());
                        forced.put(disk.size(), Strokes.count(document));
                        saved.put(disk.size(), true);
                        journal.saved(revision, form.get());
                    }
                }
            }
            state = root.resolve("state").resolve(JournalHomes.key(JournalHomes.real(file)));
            assertThat(troubles).isEmpty();
            for (int cut = 0; cut < CUTS; cut++) {
                int at = random.nextInt(disk.size() + 1);
                Path left = Files.createDirectories(folder.resolve("cut" + cut));
                disk.crash(at, random, root, left);
                int least = forced.floorEntry(at) == null
                        ? 0
                        : forced.floorEntry(at).getValue();
                check(
                        "seed " + seed + ", cut " + cut + " at " + at,
                        left,
                        state,
                        reader,
                        least,
                        saved.floorEntry(at) != null);
            }
        }
    }

    private static void check(String run, Path left, Path state, OraReader reader, int least, boolean mustExist)
            throws Exception {
        Path file = left.resolve("a.ora");
        int found = 0;
        if (mustExist) {
            assertThat(file).as(run).exists();
        }
        Optional<Revision> inFile = Optional.empty();
        if (Files.exists(file)) {
            OraContents contents = reader.open(file, Watcher.none()).contents();
            found = Strokes.count(contents.document());
            inFile = contents.revision();
            Documents.assertSame(contents.document(), Strokes.after(found));
        }
        Path journal = Files.createDirectories(left.resolve("state").resolve(state.getFileName()));
        JournalFolder journalFolder = new JournalFolder(journal, Disk.real());
        Optional<JournalFolder.Newest> newest = journalFolder.newest();
        if (newest.isPresent() && (inFile.isEmpty() || newest.get().revision().isAfter(inFile.get()))) {
            Recovered recovered = new Recovery(reader, Limits.standard()).read(journalFolder, newest.get());
            int count = Strokes.count(recovered.document());
            Documents.assertSame(recovered.document(), Strokes.after(count));
            found = Math.max(found, count);
        }
        assertThat(found).as(run).isGreaterThanOrEqualTo(least);
    }
}
