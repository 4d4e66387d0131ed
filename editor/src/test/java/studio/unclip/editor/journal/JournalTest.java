package studio.unclip.editor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.Revision;

/** What a person did comes back, and only if it was not saved. */
class JournalTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final OraReader reader = new OraReader(POOL, Limits.standard());
    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private Journals journals() {
        return new Journals(folder.resolve("state"), Disk.real(), reader, Limits.standard(), Duration.ofMillis(20));
    }

    private static void start(Journal journal, Optional<SavedForm> form) {
        journal.start(form, trouble -> {
            throw new AssertionError(trouble);
        });
    }

    private SavedForm save(Document document, Path file, Revision revision) throws IOException {
        OraContents contents = OraContents.of(document).withRevision(revision);
        return writer.save(contents, file, AtomicFile.Existing.REPLACE, Optional.empty(), Watcher.none())
                .form();
    }

    @Test
    void anUntitledDocumentComesBack() throws Exception {
        Journal journal = journals().untitled("Owl");
        start(journal, Optional.empty());
        Document document = Strokes.after(7);
        journal.record(document);
        journal.flush();
        journal.close();

        List<Journals.Unsaved> unsaved = journals().unsaved();
        assertThat(unsaved).hasSize(1);
        assertThat(unsaved.getFirst().title()).isEqualTo("Owl");
        try (Journal again = journals().reopen(unsaved.getFirst())) {
            Recovered recovered = again.unsaved().orElseThrow();
            assertThat(recovered.file()).isEmpty();
            Documents.assertSame(recovered.document(), document);
        }
    }

    @Test
    void changesSinceOpeningComeBackAndLeanOnTheFile() throws Exception {
        Path file = folder.resolve("a.ora");
        Document opened = Strokes.after(50);
        SavedForm form = save(opened, file, new Revision(java.util.UUID.randomUUID(), 1));
        Journal journal = journals().open(file);
        assertThat(journal.unsaved()).isEmpty();
        start(journal, Optional.of(form));
        Document document = opened;
        for (int i = 0; i < 30; i++) {
            document = Strokes.next(document);
            journal.record(document);
            if (i % 7 == 0) {
                journal.flush();
            }
        }
        journal.close();
        try (Journal again = journals().open(file)) {
            Recovered recovered = again.unsaved().orElseThrow();
            Documents.assertSame(recovered.document(), document);
            assertThat(recovered.fileChanged()).isFalse();
            assertThat(recovered.base()).isPresent();
        }
        // Another program writes the file: the work still comes back whole, and the person is told.
        Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        try (Journal again = journals().open(file)) {
            Recovered recovered = again.unsaved().orElseThrow();
            Documents.assertSame(recovered.document(), document);
            assertThat(recovered.fileChanged()).isTrue();
        }
    }

    @Test
    void aSavedDocumentLeavesNothingToRecover() throws Exception {
        Path file = folder.resolve("a.ora");
        try (Journal journal = journals().open(file)) {
            start(journal, Optional.empty());
            Document document = Strokes.after(5);
            Revision revision = journal.record(document);
            journal.flush();
            SavedForm form = save(document, file, revision);
            // A crash here, between the file and the journal: the file says that it holds everything.
            assertThat(journals().unsaved()).isEmpty();
            assertThat(journal.unsaved()).isEmpty();
            journal.saved(revision, form);
        }
        try (Journal again = journals().open(file)) {
            assertThat(again.unsaved()).isEmpty();
        }
        assertThat(journals().unsaved()).isEmpty();
        assertThat(logs()).isEmpty();
    }

    @Test
    void workAfterTheSavedStateIsKeptWhenTheSaveEnds() throws Exception {
        Path file = folder.resolve("a.ora");
        Document later;
        try (Journal journal = journals().open(file)) {
            start(journal, Optional.empty());
            Document document = Strokes.after(5);
            Revision revision = journal.record(document);
            later = Strokes.next(document);
            journal.record(later);
            journal.flush();
            journal.saved(revision, save(document, file, revision));
        }
        try (Journal again = journals().open(file)) {
            Documents.assertSame(again.unsaved().orElseThrow().document(), later);
        }
    }

    @Test
    void aSecondInstanceIsRefused() throws Exception {
        Path file = folder.resolve("a.ora");
        Path link = folder.resolve("link.ora");
        save(Strokes.blank(), file, new Revision(java.util.UUID.randomUUID(), 1));
        Files.createSymbolicLink(link, file);
        try (Journal _ = journals().open(file)) {
            assertThatThrownBy(() -> journals().open(link))
                    .isInstanceOf(DocumentInUseException.class)
                    .hasMessageContaining("open in another window");
        }
        journals().open(link).close();
    }

    @Test
    void unwantedWorkIsForgotten() throws Exception {
        Journal journal = journals().untitled("Owl");
        start(journal, Optional.empty());
        journal.record(Strokes.after(3));
        journal.flush();
        journal.discard();
        assertThat(journals().unsaved()).isEmpty();
        assertThat(logs()).isEmpty();
    }

    /** Cut anywhere, the journal gives the last state that was whole before the cut. */
    @Test
    void aTornTailCostsOnlyWhatIsTorn() throws Exception {
        Journal journal = journals().untitled("Owl");
        start(journal, Optional.empty());
        Document document = Strokes.blank();
        for (int i = 0; i < 12; i++) {
            document = Strokes.next(document);
            journal.record(document);
            journal.flush();
        }
        journal.close();
        Path log = logs().getFirst();
        byte[] whole = Files.readAllBytes(log);
        int last = 12;
        for (int length = whole.length; length > 0; length -= 97) {
            Files.write(log, java.util.Arrays.copyOf(whole, length));
            List<Journals.Unsaved> unsaved = journals().unsaved();
            if (unsaved.isEmpty()) {
                assertThat(last).isEqualTo(1);
                break;
            }
            try (Journal again = journals().reopen(unsaved.getFirst())) {
                Document found = again.unsaved().orElseThrow().document();
                int count = Strokes.count(found);
                assertThat(count).isBetween(last - 1, last);
                last = count;
                Documents.assertSame(found, Strokes.after(count));
            }
        }
        assertThat(last).isEqualTo(1);
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }
}
