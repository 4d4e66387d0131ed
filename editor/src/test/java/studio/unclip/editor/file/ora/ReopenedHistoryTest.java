package studio.unclip.editor.file.ora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.file.state.StateHistory;
import studio.unclip.editor.history.EntryId;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryBudget;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.pixel.SpillFile;
import studio.unclip.editor.pixel.Tile;

/** A file that is opened again goes on with the history it was saved with. */
class ReopenedHistoryTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final OraWriter writer = new OraWriter(new AtomicFile(), POOL, Limits.standard());
    private final OraReader reader = new OraReader(POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    /** Open - a - b (starred), and a - c (current) - d, where b was visited before c. */
    private static EditorDriver branched() {
        EditorDriver driver = EditorDriver.on(Documents.opaque(1, 300, 280));
        driver.edit(place(2), "a", Optional.of("{\"seed\": 2}"));
        driver.edit(place(3), "b", Optional.empty());
        driver.session().star(driver.session().history().current().id(), true);
        driver.undo().edit(place(4), "c", Optional.empty()).edit(place(5), "d", Optional.empty());
        return driver.undo();
    }

    private static PlacePicture place(long seed) {
        return new PlacePicture("Layer", Documents.picture(new Random(seed), 90, 80, false), (int) (30 * seed), 50);
    }

    private OraContents saved(EditorDriver driver) throws IOException {
        Path file = folder.resolve("a.ora");
        OraContents contents = OraContents.of(driver.document())
                .withHistory(SavedHistory.of(driver.session().history()));
        writer.save(contents, file, AtomicFile.Existing.REPLACE, Optional.empty(), Watcher.none());
        return reader.open(file, Watcher.none()).contents();
    }

    private static EditorDriver resume(OraContents contents) {
        SavedHistory history = contents.history().orElseThrow();
        return EditorDriver.resume(contents.document(), "Reopened", history.entries(), history.current());
    }

    private static EntryId labelled(History history, String label) {
        return history.entries().stream()
                .filter(entry -> entry.label().equals(label))
                .findFirst()
                .orElseThrow()
                .id();
    }

    @Test
    void theTreeIsTheOneThatWasSavedAndEveryStateCanBeGoneTo() throws IOException {
        EditorDriver before = branched();
        OraContents contents = saved(before);
        EditorDriver after = resume(contents);
        History was = before.session().history();
        History is = after.session().history();
        assertThat(after.document()).isSameAs(contents.document());
        assertThat(is.current().document()).isSameAs(contents.document());
        assertThat(is.current().id()).isEqualTo(was.current().id());
        assertThat(is.size()).isEqualTo(5);
        for (HistoryEntry expected : was.entries()) {
            HistoryEntry entry = is.entry(expected.id()).orElseThrow();
            assertThat(entry.parent()).isEqualTo(expected.parent());
            assertThat(entry.label()).isEqualTo(expected.label());
            assertThat(entry.time()).isEqualTo(expected.time());
            assertThat(entry.recipe()).isEqualTo(expected.recipe());
            assertThat(entry.starred()).isEqualTo(expected.starred());
            assertThat(is.children(entry.id())).isEqualTo(was.children(entry.id()));
            assertThat(entry.thumbnail().orElseThrow().raster())
                    .as("drawn again")
                    .isEqualTo(expected.thumbnail().orElseThrow().raster());
            after.session().jump(entry.id());
            Documents.assertSame(after.document(), expected.document());
        }
    }

    @Test
    void workGoesOnWhereItEnded() throws IOException {
        EditorDriver after = resume(saved(branched()));
        History history = after.session().history();
        after.redo().expectLabel("d").undo().undo().expectLabel("a").redo().expectLabel("c");
        after.edit(place(6), "e", Optional.empty());
        assertThat(history.current().id().value())
                .as("a number never used before")
                .isEqualTo(6);
        assertThat(history.children(labelled(history, "c")))
                .containsExactly(labelled(history, "d"), labelled(history, "e"));
        after.session().jump(labelled(history, "b"));
        after.undo().redo().expectLabel("b");
        EditorDriver again = resume(saved(after));
        again.expectLabel("b").expectEntries(6);
        Documents.assertSame(again.document(), after.document());
    }

    /** What a crash left is newer than the history in the file it leans on: it becomes the newest entry. */
    @Test
    void aStateThatTheHistoryDoesNotHoldBecomesAnEntry() throws IOException {
        OraContents contents = saved(branched());
        Document newer = place(7).apply(contents.document());
        SavedHistory history = contents.history().orElseThrow();
        EditorDriver after = EditorDriver.resume(newer, "Recovered", history.entries(), history.current());
        assertThat(after.document()).isSameAs(newer);
        after.expectLabel("Recovered").expectEntries(6).undo().expectLabel("c");
        assertThat(after.document()).isEqualTo(contents.document());
        after.redo().expectLabel("Recovered");
    }

    /** A large saved history does not flood the heap: reading it for thumbnails is counted too. */
    @Test
    void theBudgetHoldsForARestoredHistory() throws IOException {
        EditorDriver before = EditorDriver.on(Documents.opaque(1, 512, 512));
        for (int i = 0; i < 30; i++) {
            before.edit(place(i), "step " + i, Optional.empty()).undo();
        }
        OraContents contents = saved(before);
        SavedHistory saved = contents.history().orElseThrow();
        try (SpillFile spill = SpillFile.create(folder)) {
            HistoryBudget budget = new HistoryBudget(12L * Tile.BYTES, 1L << 40, Optional.of(spill));
            History history = new History(saved.entries(), saved.current(), budget, Runnable::run, Runnable::run);
            assertThat(history.size()).isEqualTo(31);
            assertThat(spill.bytesUsed()).isGreaterThan(10L * Tile.BYTES);
            long once = spill.bytesUsed();
            for (HistoryEntry entry : saved.entries()) {
                history.willRead(entry.id());
                Documents.assertSame(
                        entry.document(),
                        before.session()
                                .history()
                                .entry(entry.id())
                                .orElseThrow()
                                .document());
            }
            history.jump(history.root().id());
            assertThat(spill.bytesUsed()).isGreaterThanOrEqualTo(once);
        }
        HistoryBudget small = HistoryBudget.memory(12L * Tile.BYTES);
        History forgotten = new History(saved.entries(), saved.current(), small, Runnable::run, Runnable::run);
        assertThat(forgotten.size()).isLessThan(31);
        assertThat(forgotten.current().id()).isEqualTo(saved.current());
    }

    @Test
    void whatIsNoTreeIsRefused() {
        HistoryEntry first = entry(3, 0);
        HistoryEntry second = entry(4, 3);
        refused(List.of(), 3);
        refused(List.of(first, second), 5);
        refused(List.of(second), 4);
        refused(List.of(first, entry(4, 0)), 3);
        refused(List.of(first, entry(4, 4)), 3);
        refused(List.of(first, second, entry(4, 3)), 3);
        refused(List.of(first, entry(2, 3)), 3);
        refused(List.of(entry(0, 0)), 0);
    }

    private static void refused(List<HistoryEntry> entries, long current) {
        assertThatThrownBy(() -> new History(
                        entries, new EntryId(current), HistoryBudget.UNLIMITED, Runnable::run, Runnable::run))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static HistoryEntry entry(long id, long parent) {
        return new HistoryEntry(
                new EntryId(id),
                parent == 0 ? Optional.empty() : Optional.of(new EntryId(parent)),
                "x",
                Instant.EPOCH,
                Optional.empty(),
                Documents.opaque(1, 1, 1),
                Optional.empty(),
                false);
    }

    /** Beyond the budget of a file states are left out with their entries: nothing is listed that cannot be shown. */
    @Test
    void statesTooLargeForTheFileAreNotListed() throws IOException {
        EditorDriver driver = branched();
        SavedHistory whole = SavedHistory.of(driver.session().history());
        SavedHistory part = StateHistory.within(whole, driver.document(), 0);
        List<String> labels = new ArrayList<>();
        part.entries().forEach(entry -> labels.add(entry.label()));
        assertThat(labels).contains("Open", "c").doesNotContain("d", "b");
        EditorDriver after = EditorDriver.resume(driver.document(), "Reopened", part.entries(), part.current());
        for (HistoryEntry entry : part.entries()) {
            after.session().jump(entry.id());
        }
    }
}
