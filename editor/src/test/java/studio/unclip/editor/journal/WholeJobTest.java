package studio.unclip.editor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.EditorDriver;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Krita;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.History;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.render.Flattener;

/**
 * From a photograph to a file: opened, masked, painted, with layers and branches, saved, killed in the middle of more
 * work, recovered with its history, and seen by Krita as we see it.
 */
class WholeJobTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final PictureFiles files = new PictureFiles(POOL, Limits.standard());
    private final OraReader reader = new OraReader(POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    @Test
    void aPhotographIsEditedSavedKilledAndRecovered() throws Exception {
        recovered();
    }

    @Test
    @Tag("krita")
    void kritaSeesTheRecoveredPictureAsWeDo() throws Exception {
        EditorDriver driver = recovered();
        Path ours = folder.resolve("recovered.ora");
        new OraWriter(new AtomicFile(), POOL, Limits.standard())
                .save(
                        OraContents.of(driver.document())
                                .withHistory(SavedHistory.of(driver.session().history())),
                        ours,
                        AtomicFile.Existing.KEEP,
                        Optional.empty(),
                        Watcher.none());
        Path theirs = folder.resolve("krita.png");
        Krita.export(ours, theirs, folder);
        assertThat(Krita.difference(
                        Flattener.flatten(files.open(theirs, Watcher.none()).document()),
                        Flattener.flatten(driver.document())))
                .isLessThanOrEqualTo(1);
    }

    private EditorDriver recovered() throws Exception {
        Path state = folder.resolve("state");
        Path file = folder.resolve("cat.ora");
        killWhenDone(state, file);
        EditorDriver lost =
                WholeJob.beforeSaving(WholeJob.photograph(files, folder).document());
        assertThat(lost.document().size()).as("upright").isEqualTo(new IntSize(451, 300));
        OraContents saved = reader.open(file, Watcher.none()).contents();
        Documents.assertSame(saved.document(), lost.document());
        WholeJob.afterSaving(lost);
        Journals journals = new Journals(state, Disk.real(), reader, Limits.standard(), Journals.INTERVAL);
        try (Journal journal = journals.open(file)) {
            Recovered found = journal.unsaved().orElseThrow();
            assertThat(found.fileChanged()).isFalse();
            SavedHistory history = found.base().orElseThrow().history().orElseThrow();
            EditorDriver driver =
                    EditorDriver.resume(found.document(), "Recovered", history.entries(), history.current());
            Documents.assertSame(driver.document(), lost.document());
            check(driver.session().history());
            driver.undo().expectLabel("Generate");
            Documents.assertSame(driver.document(), saved.document());
            return driver.redo();
        }
    }

    private static void check(History history) {
        assertThat(history.current().label()).isEqualTo("Recovered");
        assertThat(history.entries()).filteredOn(HistoryEntry::starred).hasSize(1);
        assertThat(history.entries())
                .as("the branch that was left")
                .anyMatch(entry -> history.children(entry.id()).size() == 2);
        assertThat(history.entries())
                .anyMatch(entry -> entry.recipe()
                        .filter(text -> text.contains("a red ball"))
                        .isPresent());
    }

    private void killWhenDone(Path state, Path file) throws Exception {
        Path errors = folder.resolve("child.err");
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        WholeJob.class.getName(),
                        folder.toString(),
                        state.toString(),
                        file.toString()))
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(out.readLine()).as(Files.readString(errors)).isEqualTo(WholeJob.SAID);
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor()).as("killed, not failed").isEqualTo(128 + 9);
    }
}
