package studio.unclip.editor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
import studio.unclip.editor.file.state.StateFileSink;
import studio.unclip.editor.file.state.StateWriter;

/** What a person did comes back, and only if it was not saved. */
class JournalTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final List<IOException> troubles = new CopyOnWriteArrayList<>();
    private final OraReader reader = new OraReader(POOL, Limits.standard());
    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private Journals journals() {
        return new Journals(folder.resolve("state"), Disk.real(), reader, Limits.standard(), Duration.ofMillis(20));
    }

    private void start(Journal journal, Optional<SavedForm> form) {
        journal.start(form, troubles::add);
    }

    @AfterEach
    void nothingWentWrongOnTheJournalsThread() {
        assertThat(troubles).isEmpty();
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

        List<Journals.Unsaved> unsaved = journals().unsaved().work();
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
            assertThat(journals().unsaved().work()).isEmpty();
            assertThat(journal.unsaved()).isEmpty();
            journal.saved(revision, form);
        }
        try (Journal again = journals().open(file)) {
            assertThat(again.unsaved()).isEmpty();
        }
        assertThat(journals().unsaved().work()).isEmpty();
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
    void unwantedWorkIsForgotten() throws Exception {
        Journal journal = journals().untitled("Owl");
        start(journal, Optional.empty());
        journal.record(Strokes.after(3));
        journal.flush();
        journal.discard();
        assertThat(journals().unsaved().work()).isEmpty();
        assertThat(folders()).isEmpty();
    }

    @Test
    void aJournalWithNothingToRecoverLeavesNoFolder() throws Exception {
        journals().open(folder.resolve("looked-at.ora")).close();
        try (Journal journal = journals().untitled("Owl")) {
            start(journal, Optional.empty());
            assertThat(journal.flush()).isTrue();
        }
        assertThat(folders()).isEmpty();
        // What a killed process leaves before its first state is safe.
        Path dead = Files.createDirectories(folder.resolve("state").resolve("untitled-dead"));
        Files.write(dead.resolve("lock"), new byte[0]);
        Files.write(dead.resolve("base-1.ora"), new byte[9]);
        assertThat(journals().unsaved().work()).isEmpty();
        assertThat(folders()).isEmpty();
    }

    @Test
    void aNameMayHaveSeveralLines() throws Exception {
        Path file = folder.resolve("two\nlines %0A\r.ora");
        SavedForm form = save(Strokes.after(3), file, new Revision(java.util.UUID.randomUUID(), 1));
        Journal journal = journals().open(file);
        start(journal, Optional.of(form));
        Document document = Strokes.after(4);
        journal.record(document);
        journal.flush();
        journal.close();
        Journals.Unsaved unsaved = journals().unsaved().work().getFirst();
        assertThat(unsaved.file()).contains(file.toRealPath());
        try (Journal again = journals().open(file)) {
            Recovered recovered = again.unsaved().orElseThrow();
            Documents.assertSame(recovered.document(), document);
            assertThat(recovered.file()).contains(file.toRealPath());
        }
    }

    @Test
    void oneBrokenJournalHidesNoOther() throws Exception {
        for (String title : List.of("Owl", "Cat")) {
            try (Journal journal = journals().untitled(title)) {
                start(journal, Optional.empty());
                journal.record(Strokes.after(2));
                journal.flush();
            }
        }
        Path broken = folder.resolve("state").resolve("untitled-broken");
        Files.createDirectories(broken.resolve("journal-1.log"));
        Journals.Found found = journals().unsaved();
        assertThat(found.work()).extracting(Journals.Unsaved::title).containsExactlyInAnyOrder("Owl", "Cat");
        assertThat(found.unreadable())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem).hasMessageContaining("They are kept in the folder " + broken + "."));
    }

    /** What this program cannot read is not this program's to throw away. */
    @Test
    void aLaterVersionsWorkIsPutAside() throws Exception {
        Path file = folder.resolve("a.ora");
        try (Journal journal = journals().open(file)) {
            start(journal, Optional.empty());
            journal.record(Strokes.after(2));
            journal.flush();
        }
        Path log = logs().getFirst();
        byte[] later;
        try (Disk.File made = Disk.real().create(folder.resolve("later.log"))) {
            StateFileSink sink = new StateFileSink(made);
            new StateWriter(sink).journalHead("unclip-journal 3\nsomething else".getBytes(StandardCharsets.UTF_8));
            sink.force();
            later = Files.readAllBytes(folder.resolve("later.log"));
        }
        Files.write(log, later);
        try (Journal journal = journals().open(file)) {
            assertThatThrownBy(journal::unsaved)
                    .isInstanceOf(JournalProblem.class)
                    .hasMessageContaining("later version");
            start(journal, Optional.empty());
            journal.record(Strokes.after(5));
            assertThat(journal.flush()).isTrue();
        }
        assertThat(logs()).anySatisfy(kept -> assertThat(kept).hasBinaryContent(later));
        assertThat(journals().unsaved().unreadable()).hasSize(1);
        try (Journal journal = journals().open(file)) {
            Documents.assertSame(journal.unsaved().orElseThrow().document(), Strokes.after(5));
        }
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
            List<Journals.Unsaved> unsaved = journals().unsaved().work();
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

    private List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("state"))) {
            return files.filter(Files::isDirectory).toList();
        }
    }

    private List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }
}
