package studio.unclip.editor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;

/** The disk is full, or something fails that should not: the person is told, nothing that was safe is lost. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JournalTroubleTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    /** So long that the journal writes at the first state, and then only when it is asked to. */
    private static final Duration NOT_BY_ITSELF = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final OraReader reader = new OraReader(POOL, Limits.standard());
    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());
    private final FaultyDisk disk = new FaultyDisk();
    private final List<IOException> troubles = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private Journals journals() {
        return new Journals(folder.resolve("state"), disk, reader, Limits.standard(), NOT_BY_ITSELF);
    }

    private SavedForm saved(Path file, Document document) throws IOException {
        OraContents contents = OraContents.of(document).withRevision(new Revision(UUID.randomUUID(), 1));
        return writer.save(contents, file, AtomicFile.Existing.REPLACE, Optional.empty(), Watcher.none())
                .form();
    }

    /** Of all homes; no attribute of theirs is read, because a file may go meanwhile. */
    private List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder.resolve("state"), Files::isDirectory)) {
            for (Path home : homes) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(home)) {
                    files.forEach(file -> names.add(file.getFileName().toString()));
                }
            }
        }
        names.sort(Comparator.naturalOrder());
        return names;
    }

    /**
     * Soon, and in one look: asked while it was about to try, the journal tries once more, and may do so at any moment,
     * also after all was free already.
     */
    private void assertFreeAgain(long room, List<String> files) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        List<String> seen = files();
        long free = disk.room();
        while ((free != room || !seen.equals(files)) && System.nanoTime() < end) {
            Thread.sleep(2);
            seen = files();
            free = disk.room();
        }
        assertThat(free).as("all room is free again").isEqualTo(room);
        assertThat(seen).isEqualTo(files);
    }

    @Test
    void aFullDiskIsToldOnceAndNotFilledByTryingAgain() throws Exception {
        Path file = folder.resolve("a.ora");
        SavedForm form = saved(file, Strokes.after(40));
        try (Journal journal = journals().open(file)) {
            long room = Files.size(file) + 500; // for the copy, but not for a state
            disk.room(room);
            journal.start(Optional.of(form), troubles::add);
            Document document = Strokes.after(41);
            journal.record(document);
            for (int tries = 0; tries < 20; tries++) {
                assertThat(journal.flush()).isFalse();
            }
            assertFreeAgain(room, List.of("lock"));
            assertThat(troubles).hasSize(1);
            assertThat(troubles.getFirst()).hasMessageContaining("a.ora").hasMessageContaining("No space left");

            disk.room(Long.MAX_VALUE);
            assertThat(journal.flush()).isTrue();
            assertThat(files()).hasSize(3);
            disk.room(0);
            journal.record(Strokes.after(42));
            assertThat(journal.flush()).isFalse();
            assertThat(troubles).as("told again after it went well").hasSize(2);
        }
        disk.room(Long.MAX_VALUE);
        try (Journal again = journals().open(file)) {
            Documents.assertSame(again.unsaved().orElseThrow().document(), Strokes.after(41));
        }
    }

    @Test
    void whatIsSafeStaysSafeWhileTheDiskIsFull() throws Exception {
        Path file = folder.resolve("a.ora");
        SavedForm form = saved(file, Strokes.after(40));
        try (Journal journal = journals().open(file)) {
            journal.start(Optional.of(form), troubles::add);
            journal.record(Strokes.after(41));
            assertThat(journal.flush()).isTrue();
            List<String> before = files();
            for (long room : new long[] {100, 3_000, 50_000}) {
                disk.room(room);
                journal.record(Strokes.after(44 + (int) (room % 7)));
                boolean fits = journal.flush();
                for (int tries = 0; tries < 5 && !fits; tries++) {
                    assertThat(journal.flush()).isFalse();
                    assertFreeAgain(room, before);
                }
            }
        }
        disk.room(Long.MAX_VALUE);
        try (Journal again = journals().open(file)) {
            assertThat(Strokes.count(again.unsaved().orElseThrow().document())).isGreaterThanOrEqualTo(41);
            Recovered recovered = again.unsaved().orElseThrow();
            Documents.assertSame(recovered.document(), Strokes.after(Strokes.count(recovered.document())));
        }
    }

    @Test
    void whateverFailsIsToldAndTheJournalGoesOn() throws Exception {
        try (Journal journal = journals().untitled("Owl")) {
            journal.start(Optional.empty(), trouble -> {
                troubles.add(trouble);
                throw new IllegalStateException("the listener fails too");
            });
            disk.failOnce(new IllegalStateException("a fault of the program"));
            journal.record(Strokes.after(1));
            assertThat(journal.flush()).isFalse();
            assertThat(troubles).hasSize(1);
            assertThat(troubles.getFirst()).hasMessageContaining("Owl").hasMessageContaining("a fault of the program");
            assertThat(journal.flush()).isTrue();
            journal.record(Strokes.after(2));
            assertThat(journal.flush()).isTrue();
        }
        Journals.Unsaved unsaved = journals().unsaved().work().getFirst();
        try (Journal again = journals().reopen(unsaved)) {
            Documents.assertSame(again.unsaved().orElseThrow().document(), Strokes.after(2));
        }
    }

    @Test
    void thereIsNothingToWaitForBeforeTheStartOrAfterTheEnd() throws Exception {
        Journal journal = journals().untitled("Owl");
        assertThat(journal.flush()).isTrue();
        journal.record(Strokes.after(1));
        assertThat(journal.flush()).as("not begun").isFalse();
        journal.start(Optional.empty(), troubles::add);
        assertThat(journal.flush()).isTrue();
        journal.close();
        journal.record(Strokes.after(2));
        assertThat(journal.flush()).as("ended").isFalse();
        assertThat(troubles).isEmpty();
    }
}
