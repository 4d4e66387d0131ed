package studio.unclip.app.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.app.workspace.Workspaces;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.Disk;
import studio.unclip.editor.file.ora.OraReader;
import studio.unclip.editor.file.state.Revision;
import studio.unclip.editor.file.state.StateFileSink;
import studio.unclip.editor.file.state.StateWriter;
import studio.unclip.editor.journal.Journal;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.pixel.Raster;

@Timeout(180)
class WorkJournalTest {
    @TempDir
    Path folder;

    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final Workspace workspace = Workspaces.empty(16, 16);
    private final List<String> trouble = new ArrayList<>();
    private final List<Instant> asked = new ArrayList<>();
    private int back;

    @AfterEach
    void endPool() {
        pool.close();
    }

    private Journals journals(Path root) {
        return new Journals(
                root, Disk.real(), new OraReader(pool, Limits.standard()), Limits.standard(), Duration.ofMillis(1));
    }

    private WorkJournal journal(Workspace of) {
        return new WorkJournal(of, journals(folder.resolve("journals")), Runnable::run, Runnable::run, trouble::add);
    }

    private void begin(WorkJournal journal, boolean answer) {
        journal.begin(
                (_, when) -> {
                    asked.add(when.orElseThrow());
                    return answer;
                },
                left -> {
                    workspace.bringBack(left.document());
                    back++;
                });
    }

    private static void place(Workspace on, int colour) {
        on.apply(new PlacePicture("owl", Raster.filled(8, 8, colour), 0, 0), "owl", Optional.empty());
    }

    /** Waits until a crash would leave this document. */
    private void untilSafe(Document document) throws Exception {
        LeftByAKill.untilSafe(folder.resolve("journals"), document, folder);
    }

    private void leaveWork(int colour) throws Exception {
        Workspace before = Workspaces.empty(16, 16);
        place(before, colour);
        Journal killed = journals(folder.resolve("journals")).untitled("the picture");
        killed.start(Optional.empty(), problem -> trouble.add(problem.getMessage()));
        killed.record(before.document().get());
        assertThat(killed.flush()).isTrue();
        killed.close();
    }

    @Test
    void what_is_on_the_canvas_survives_a_crash_also_when_it_was_undone_since() throws Exception {
        WorkJournal journal = journal(workspace);
        begin(journal, true);
        place(workspace, 0xff0000ff);
        Document owl = workspace.document().get();
        untilSafe(owl);

        workspace.undo();
        place(workspace, 0xff00ff00);
        Document other = workspace.document().get();
        workspace.undo();
        untilSafe(other);
        assertThat(asked).isEmpty();
        assertThat(trouble).isEmpty();
        journal.close();
    }

    @Test
    void a_window_that_was_closed_leaves_nothing() throws Exception {
        WorkJournal journal = journal(workspace);
        begin(journal, true);
        place(workspace, 0xff0000ff);
        untilSafe(workspace.document().get());
        journal.close();

        try (WorkJournal next = journal(Workspaces.empty(16, 16))) {
            begin(next, true);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void work_that_was_left_is_brought_back_as_a_step_from_the_empty_canvas_and_is_safe_again() throws Exception {
        leaveWork(0xff0000ff);
        WorkJournal journal = journal(workspace);
        begin(journal, true);

        assertThat(asked).hasSize(1);
        assertThat(back).isEqualTo(1);
        assertThat(workspace.empty().get()).isFalse();
        assertThat(workspace.document().get().layers().getLast().properties().name())
                .isEqualTo("owl");
        assertThat(workspace.history().current().label()).isEqualTo("Brought back");
        untilSafe(workspace.document().get());
        workspace.undo();
        assertThat(workspace.empty().get()).isTrue();
        journal.close();
    }

    @Test
    void work_that_is_not_wanted_is_not_offered_again() throws Exception {
        leaveWork(0xff0000ff);
        WorkJournal first = journal(workspace);
        begin(first, false);
        assertThat(workspace.empty().get()).isTrue();
        first.close();

        try (WorkJournal next = journal(Workspaces.empty(16, 16))) {
            begin(next, false);
        }
        assertThat(asked).as("once").hasSize(1);
    }

    @Test
    void a_person_who_was_quicker_is_not_asked_and_what_was_left_waits_until_it_is_asked_for() throws Exception {
        leaveWork(0xff0000ff);
        place(workspace, 0xff00ff00);
        Document quicker = workspace.document().get();
        WorkJournal journal = journal(workspace);
        begin(journal, true);
        assertThat(asked).isEmpty();
        assertThat(journal.waiting().get()).isTrue();
        assertThat(workspace.document().get()).isSameAs(quicker);

        journal.bringBack(
                (_, when) -> {
                    asked.add(when.orElseThrow());
                    return true;
                },
                left -> {
                    workspace.bringBack(left.document());
                    back++;
                });
        assertThat(asked).hasSize(1);
        assertThat(back).isEqualTo(1);
        assertThat(journal.waiting().get()).isFalse();
        untilSafe(workspace.document().get());
        journal.close();
    }

    @Test
    void work_of_two_runs_is_offered_one_after_the_other() throws Exception {
        leaveWork(0xff0000ff);
        leaveWork(0xffff0000);
        WorkJournal journal = journal(workspace);
        begin(journal, true);
        assertThat(asked).hasSize(1);
        assertThat(journal.waiting().get()).as("there is more").isTrue();
        Document first = workspace.document().get();

        journal.bringBack((_, _) -> false, _ -> back++);
        assertThat(back).as("the second one is not wanted").isEqualTo(1);
        assertThat(workspace.document().get()).isSameAs(first);
        assertThat(journal.waiting().get()).isFalse();
        untilSafe(first);
        journal.close();
    }

    /** Writes a journal's first generation, as a studio would that is killed. */
    private void leave(String name, String head, Document document) throws IOException {
        Path home = Files.createDirectories(folder.resolve("journals").resolve(name));
        try (Disk.File file = Disk.real().create(home.resolve("journal-1.log"))) {
            StateFileSink sink = new StateFileSink(file);
            StateWriter writer = new StateWriter(sink);
            writer.journalHead(head.getBytes(StandardCharsets.UTF_8));
            writer.revision(new Revision(UUID.randomUUID(), 1), writer.document(document, true));
            sink.force();
        }
    }

    @Test
    void what_cannot_be_read_back_is_told_with_its_place_and_hides_no_other_work() throws Exception {
        leaveWork(0xff0000ff);
        // One at which it is seen at once, and one at which only when it is read; both newer than the sound one.
        Document other = Workspaces.empty(16, 16).document().get();
        leave("untitled-later", "unclip-journal 99\nsomething else", other);
        leave("untitled-torn", "unclip-journal 2\n\nthe fox\nbase-1.ora", other);
        Path torn = folder.resolve("journals").resolve("untitled-torn");
        Files.writeString(torn.resolve("base-1.ora"), "no archive");
        FileTime later = FileTime.from(Instant.now().plusSeconds(60));
        Files.setLastModifiedTime(torn.resolve("journal-1.log"), later);

        WorkJournal journal = journal(workspace);
        begin(journal, true);

        assertThat(back).as("the sound one is brought back").isEqualTo(1);
        assertThat(workspace.document().get().layers().getLast().properties().name())
                .isEqualTo("owl");
        List<String> told = trouble.getFirst().lines().toList();
        assertThat(trouble).hasSize(1);
        assertThat(told).hasSize(2);
        assertThat(told.getFirst())
                .isEqualTo(
                        "Changes that were not saved last time cannot be read back (a later version of the studio wrote"
                                + " them). They are kept in the folder "
                                + folder.resolve("journals").resolve("untitled-later") + ".");
        assertThat(told.getLast())
                .startsWith("Changes to the fox that were not saved last time cannot be read back (")
                .contains("They are kept in the folder " + folder.resolve("journals"));
        Path kept = Path.of(told.getLast().replaceFirst(".* in the folder ", "").replaceFirst("\\.$", ""));
        assertThat(kept.resolve("base-1.ora")).hasContent("no archive");
        assertThat(kept.resolve("journal-1.log")).exists();
        journal.close();
    }

    @Test
    void a_folder_that_cannot_be_written_is_told_and_the_window_works_on() throws Exception {
        Files.writeString(folder.resolve("journals"), "a file in the way");
        WorkJournal journal = journal(workspace);
        begin(journal, true);

        assertThat(trouble).isNotEmpty();
        place(workspace, 0xff0000ff);
        assertThat(workspace.empty().get()).isFalse();
        journal.close();
    }
}
