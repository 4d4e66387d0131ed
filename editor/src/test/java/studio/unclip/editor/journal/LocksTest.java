package studio.unclip.editor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

/** One window a document, in this process or another, by whatever path, and under every name it is given. */
class LocksTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final OraReader reader = new OraReader(POOL, Limits.standard());
    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());
    private final List<IOException> troubles = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Journals journals() {
        return new Journals(state(), Disk.real(), reader, Limits.standard(), Duration.ofMillis(20));
    }

    private SavedForm save(Document document, Path file, Revision revision) throws IOException {
        OraContents contents = OraContents.of(document).withRevision(revision);
        return writer.save(contents, file, AtomicFile.Existing.REPLACE, Optional.empty(), Watcher.none())
                .form();
    }

    private SavedForm save(Document document, Path file) throws IOException {
        return save(document, file, new Revision(UUID.randomUUID(), 1));
    }

    @Test
    void aSecondProcessIsRefusedWhateverElseThisOneLooksAt() throws Exception {
        Path file = folder.resolve("a.ora");
        save(Strokes.blank(), file);
        try (Journal journal = journals().open(file)) {
            assertThat(LockChild.canOpen(state(), file)).isFalse();
            assertThatThrownBy(() -> journals().open(file))
                    .isInstanceOf(DocumentInUseException.class)
                    .hasMessageContaining("open in another window");
            assertThat(journals().unsaved().work()).isEmpty();
            assertThat(journal.unsaved()).isEmpty();
            assertThat(LockChild.canOpen(state(), file))
                    .as("after looking around")
                    .isFalse();
        }
        assertThat(LockChild.canOpen(state(), file)).isTrue();
        journals().open(file).close();
    }

    @Test
    void oneFileIsOneDocumentHoweverItIsReached() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real"));
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), real);
        Path fresh = real.resolve("not-there-yet.ora");
        Path dangling = Files.createSymbolicLink(folder.resolve("dangling.ora"), Path.of("linked/not-there-yet.ora"));
        for (boolean exists : new boolean[] {false, true}) {
            if (exists) {
                save(Strokes.blank(), fresh);
            }
            try (Journal _ = journals().open(fresh)) {
                for (Path path : List.of(
                        linked.resolve("not-there-yet.ora"), dangling, linked.resolve("../real/not-there-yet.ora"))) {
                    assertThatThrownBy(() -> journals().open(path))
                            .as(path.toString())
                            .isInstanceOf(DocumentInUseException.class);
                }
            }
        }
        assertThat(LockChild.canOpen(state(), dangling)).isTrue();
    }

    @Test
    void whatIsSavedUnderANewNameIsHeldUnderThatName() throws Exception {
        Path first = folder.resolve("first.ora");
        Path second = folder.resolve("second.ora");
        try (Journal journal = journals().untitled("Owl")) {
            journal.start(Optional.empty(), troubles::add);
            Document document = Strokes.after(3);
            Revision revision = journal.record(document);
            assertThat(journal.flush()).isTrue();
            journal.saved(revision, save(document, first, revision));
            document = Strokes.next(document);
            journal.record(document);
            assertThat(journal.flush()).isTrue();
            assertThat(LockChild.canOpen(state(), first))
                    .as("after the first save")
                    .isFalse();

            journal.claim(second);
            assertThatThrownBy(() -> journals().open(second)).isInstanceOf(DocumentInUseException.class);
            revision = journal.record(document);
            Document later = Strokes.next(document);
            journal.record(later);
            assertThat(journal.flush()).isTrue();
            journal.saved(revision, save(document, second, revision));
            assertThat(journal.flush()).as("what came after the save").isTrue();
            assertThat(LockChild.canOpen(state(), second)).as("after Save As").isFalse();
            assertThat(LockChild.canOpen(state(), first))
                    .as("the old name is free")
                    .isTrue();
        }
        assertThat(troubles).isEmpty();
        Journals.Unsaved found = journals().unsaved().work().getFirst();
        assertThat(journals().unsaved().work()).as("the old homes are gone").hasSize(1);
        assertThat(found.file()).contains(second.toRealPath());
        try (Journal again = journals().open(second)) {
            Documents.assertSame(again.unsaved().orElseThrow().document(), Strokes.after(5));
        }
    }

    @Test
    void aNameThatAnotherWindowHasOpenCannotBeClaimed() throws Exception {
        Path file = folder.resolve("a.ora");
        SavedForm theirs = save(Strokes.blank(), file);
        try (Journal other = journals().open(file);
                Journal journal = journals().untitled("Owl")) {
            other.start(Optional.of(theirs), troubles::add);
            journal.start(Optional.empty(), troubles::add);
            assertThatThrownBy(() -> journal.claim(file)).isInstanceOf(DocumentInUseException.class);
            assertThat(troubles).isEmpty();
            // Saved there all the same: the journal keeps its home and says so, once.
            Document document = Strokes.after(2);
            Revision revision = journal.record(document);
            journal.saved(revision, save(document, file, revision));
            for (int i = 0; i < 3; i++) {
                document = Strokes.next(document);
                journal.record(document);
                assertThat(journal.flush()).isTrue();
            }
            assertThat(troubles).hasSize(1).first().isInstanceOf(DocumentInUseException.class);
        }
        assertThat(journals().unsaved().work()).hasSize(1);
    }

    @Test
    void aClaimThatWasNotUsedIsGivenBack() throws Exception {
        Path file = folder.resolve("a.ora");
        try (Journal journal = journals().untitled("Owl")) {
            journal.start(Optional.empty(), troubles::add);
            journal.claim(file);
            journal.claim(folder.resolve("b.ora"));
            journals().open(file).close();
        }
        assertThat(LockChild.canOpen(state(), folder.resolve("b.ora"))).isTrue();
        try (var left = Files.list(state())) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    /** Saving over a file whose changes were lost in a crash does not lose them for good. */
    @Test
    void workOnAFileThatIsSavedOverIsStillOffered() throws Exception {
        Path file = folder.resolve("a.ora");
        SavedForm form = save(Strokes.after(10), file);
        try (Journal crashed = journals().open(file)) {
            crashed.start(Optional.of(form), troubles::add);
            crashed.record(Strokes.after(11));
            assertThat(crashed.flush()).isTrue();
        }
        try (Journal journal = journals().untitled("Owl")) {
            journal.start(Optional.empty(), troubles::add);
            Document document = Strokes.after(2);
            Revision revision = journal.record(document);
            journal.claim(file);
            journal.saved(revision, save(document, file, revision));
            journal.record(Strokes.after(3));
            assertThat(journal.flush()).isTrue();
        }
        assertThat(troubles).isEmpty();
        List<Journals.Unsaved> found = journals().unsaved().work();
        assertThat(found).hasSize(2).allMatch(work -> work.file().isPresent());
        List<Integer> strokes = new java.util.ArrayList<>();
        for (Journals.Unsaved work : found) {
            try (Journal journal = journals().reopen(work)) {
                strokes.add(Strokes.count(journal.unsaved().orElseThrow().document()));
            }
        }
        assertThat(strokes).containsExactlyInAnyOrder(3, 11);
    }
}
