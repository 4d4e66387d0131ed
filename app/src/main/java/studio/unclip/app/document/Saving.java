package studio.unclip.app.document;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.document.FilePlaces.Purpose;
import studio.unclip.app.document.OpenDocument.Beside;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraWriter;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.journal.DocumentInUseException;
import studio.unclip.inference.api.Recipe;

/**
 * Saves the open document, off the window's thread. Its own file is OpenRaster, with layers and history; as long as it was
 * only ever saved as PNG or JPEG, that is where it is saved again, and another prompt's picture is another file. Window
 * thread.
 */
final class Saving {
    private static final Logger LOG = LoggerFactory.getLogger(Saving.class);

    private final Workspace workspace;
    private final OpenDocument open;
    private final FileDesk desk;

    /**
     * What is to be written.
     *
     * @param purpose whether the document's file, what is seen, or a copy to give away
     * @param kind of file
     * @param revision as the window knows it
     * @param history states that go into the file
     * @param journal follows the save of the document's own file
     * @param before the file as we left it, when it is written again without a question
     * @param then runs when it is written
     */
    private record Task(
            Purpose purpose,
            FileName.Kind kind,
            Path target,
            boolean mayReplace,
            Document document,
            Revision revision,
            Optional<Recipe> recipe,
            SavedHistory history,
            Beside beside,
            Optional<WorkJournal.Saving> journal,
            Optional<SavedForm> form,
            Optional<FileStamp> before,
            Runnable then) {
        String name() {
            return FileName.name(target);
        }
    }

    /** How it went. */
    private sealed interface Outcome {
        /** @param notices what could not be kept */
        record Whole(SavedForm form, List<studio.unclip.editor.file.Notice> notices) implements Outcome {}

        /** @param whole whether that is all there is to see */
        record Picture(FileStamp stamp, boolean whole, List<studio.unclip.editor.file.Notice> notices)
                implements Outcome {}

        /** @param why a sentence that names the file */
        record Refused(String why) implements Outcome {}

        record Cancelled() implements Outcome {}

        /** Somebody else has written the file since. */
        record NotOurs() implements Outcome {}
    }

    Saving(Workspace workspace, OpenDocument open, FileDesk desk) {
        this.workspace = workspace;
        this.open = open;
        this.desk = desk;
    }

    /** Writes the file there is, or asks where; what comes then happens only once it is written. */
    void save(Runnable then) {
        if (!desk.isFree() || workspace.empty().get()) {
            return;
        }
        switch (open.home()) {
            case Home.Own(Path file, Optional<SavedForm> form) ->
                begin(task(Purpose.SAVE, FileName.Kind.ORA, file, true, form.map(SavedForm::stamp), then));
            case Home.Flat flat
            when open.file().get().isPresent() && open.work() != AtStake.Work.LAYERS ->
                begin(task(Purpose.SAVE, flat.kind(), flat.file(), true, Optional.of(flat.stamp()), then));
            case Home.Nowhere _, Home.Flat _ -> ask(Purpose.SAVE, then);
        }
    }

    /** Asks where, then writes. */
    void saveAs(Purpose purpose) {
        if (desk.isFree() && !workspace.empty().get()) {
            ask(purpose, () -> {});
        }
    }

    /** Asks where, then writes another picture than the document. */
    void export(Document picture, Optional<Recipe> recipe, String name) {
        if (desk.isFree()) {
            ask(
                    Purpose.EXPORT,
                    Path.of(FileName.suggestion(name) + FileName.PNG),
                    file -> new Task(
                            Purpose.EXPORT,
                            file.kind(),
                            file.path(),
                            file.typed(),
                            picture,
                            workspace.revision(),
                            recipe,
                            SavedHistory.of(workspace.history()),
                            OpenDocument.Beside.NOTHING,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            () -> {}));
        }
    }

    private void ask(Purpose purpose, Runnable then) {
        ask(
                purpose,
                suggestion(purpose),
                file -> task(purpose, file.kind(), file.path(), file.typed(), Optional.empty(), then));
    }

    private void ask(Purpose purpose, Path suggestion, Function<FileName.Meaning.File, Task> task) {
        Optional<Path> typed = desk.places().askSave(purpose, suggestion);
        typed.map(FileName::of).ifPresent(meaning -> {
            switch (meaning) {
                // The person was asked about the file of the name given, not about one that only an ending leads to.
                case FileName.Meaning.File file -> begin(task.apply(file));
                case FileName.Meaning.NotWritten(String ending) ->
                    desk.problem(FileName.name(typed.get())
                            + " was not saved: pictures are written as ORA, PNG and JPEG, not as " + ending
                            + ". Give it a name that ends in .ora, .png or .jpg.");
            }
        });
    }

    /** Never the name of a picture that the document was only read from. */
    private Path suggestion(Purpose purpose) {
        String stem = switch (open.home()) {
            case Home.Nowhere nowhere when !nowhere.name().isEmpty() -> FileName.stem(nowhere.name());
            case Home.Own own -> FileName.stem(FileName.name(own.file()));
            case Home.Flat flat when open.file().get().isPresent() -> FileName.stem(FileName.name(flat.file()));
            case Home.Nowhere _, Home.Flat _ ->
                Made.prompt(open.document()).map(FileName::suggestion).orElse("picture");
        };
        Path name = Path.of(
                switch (purpose) {
                    case SAVE -> stem + (hasMoreThanAPicture() ? FileName.ORA : FileName.PNG);
                    case EXPORT -> stem + FileName.PNG;
                    case SHARE -> stem + "-shared" + FileName.PNG;
                });
        Optional<Path> folder = switch (open.home()) {
            case Home.Nowhere nowhere -> nowhere.folder();
            case Home.Own own -> Optional.ofNullable(own.file().getParent());
            case Home.Flat flat -> Optional.ofNullable(flat.file().getParent());
        };
        return folder.map(where -> where.resolve(name)).orElse(name);
    }

    /**
     * Whether a PNG would leave something behind, so that a file of our own is suggested. A generated picture that nothing was
     * done to is a PNG, as whoever typed a prompt expects: every program opens it, and it carries its recipe. From the next
     * step on there are a history, and mostly layers, that only an ORA file keeps. Whoever has chosen a PNG is offered one
     * again as long as it holds all there is to see.
     */
    private boolean hasMoreThanAPicture() {
        return switch (open.home()) {
            case Home.Nowhere nowhere -> !nowhere.name().isEmpty() || steps() > 1 || !Made.isFlat(open.document());
            case Home.Own _ -> true;
            case Home.Flat _ -> open.work() == AtStake.Work.LAYERS || !Made.isFlat(open.document());
        };
    }

    /** Those of every branch; what the document began as is none. */
    private long steps() {
        return workspace.history().entries().stream()
                .filter(entry -> entry.parent().isPresent())
                .count();
    }

    private Task task(
            Purpose purpose,
            FileName.Kind kind,
            Path target,
            boolean mayReplace,
            Optional<FileStamp> before,
            Runnable then) {
        Document document = open.document();
        boolean whole = purpose == Purpose.SAVE && kind == FileName.Kind.ORA;
        return new Task(
                purpose,
                kind,
                target,
                mayReplace,
                document,
                workspace.revision(),
                Made.recipe(document),
                SavedHistory.of(workspace.history()),
                open.beside(),
                whole ? desk.journal().saving(document) : Optional.empty(),
                open.home() instanceof Home.Own own ? own.form() : Optional.empty(),
                before,
                then);
    }

    private void begin(Task task) {
        FileWork work = desk.begin("Saving " + task.name());
        desk.background().execute(() -> {
            Outcome outcome = write(task, work);
            desk.windowThread().execute(() -> end(task, work, outcome));
        });
    }

    private void end(Task task, FileWork work, Outcome outcome) {
        desk.end(work);
        switch (outcome) {
            case Outcome.Whole(SavedForm form, List<studio.unclip.editor.file.Notice> notices) -> {
                if (task.purpose() == Purpose.SAVE && isStillOpen(task)) {
                    open.savedWhole(task.target(), form, task.revision(), history(task));
                }
                written(task, notices, "");
            }
            case Outcome.Picture(FileStamp stamp, boolean flat, List<studio.unclip.editor.file.Notice> notices) -> {
                if (task.purpose() == Purpose.SAVE && isStillOpen(task)) {
                    open.savedPicture(task.target(), task.kind(), stamp, task.revision(), task.recipe(), flat);
                }
                boolean layers = task.purpose() == Purpose.SAVE && !flat && !(open.home() instanceof Home.Own);
                written(task, notices, layers ? ": the picture as it looks. Its layers are kept by an .ora file." : "");
            }
            case Outcome.Refused(String why) -> desk.problem(why);
            case Outcome.Cancelled() -> desk.tell(task.name() + " was not saved: cancelled.");
            case Outcome.NotOurs() -> {
                open.letGo();
                desk.problem(task.name() + " was changed by another program since. Choose where to save this one.");
                ask(Purpose.SAVE, task.then());
            }
        }
    }

    private void written(Task task, List<studio.unclip.editor.file.Notice> notices, String more) {
        desk.places().remember(task.target());
        if (task.purpose() != Purpose.SHARE) {
            desk.recent().add(task.target());
        }
        List<String> lines = new ArrayList<>();
        String done = task.purpose() == Purpose.SHARE ? "Saved a copy to share, " : "Saved ";
        lines.add(done + task.name() + more);
        notices.forEach(notice -> lines.add(notice.words()));
        desk.tell(String.join("\n", lines));
        task.then().run();
    }

    /** Another document may have been opened while this one was written. */
    private boolean isStillOpen(Task task) {
        return workspace.revision().session().equals(task.revision().session());
    }

    private static List<Revision> history(Task task) {
        return task.history().entries().stream()
                .map(HistoryEntry::id)
                .map(id -> new Revision(task.revision().session(), id))
                .toList();
    }

    private Outcome write(Task task, FileWork work) {
        try {
            if (task.before().isPresent()
                    && Files.exists(task.target())
                    && !task.before().get().isFresh()) {
                return new Outcome.NotOurs();
            }
            return switch (task.purpose()) {
                case SHARE -> share(task, work);
                case SAVE, EXPORT -> task.kind() == FileName.Kind.ORA ? writeWhole(task, work) : writeFlat(task, work);
            };
        } catch (CancellationException e) {
            return new Outcome.Cancelled();
        } catch (FileAlreadyExistsException e) {
            return refused(task, "there is such a file already. Give its full name to replace it.");
        } catch (DocumentInUseException e) {
            return refused(task, e.getMessage());
        } catch (FileProblem e) {
            LOG.warn("saving {} failed", task.target(), e);
            return refused(
                    task,
                    withoutName(task, e.getMessage()) + ". What is on the canvas is kept; save it somewhere else.");
        } catch (IOException e) {
            LOG.warn("saving {} failed", task.target(), e);
            return refused(
                    task,
                    withoutName(task, e.getMessage()) + ". What is on the canvas is kept; save it somewhere else.");
        } catch (OutOfMemoryError e) {
            LOG.error("saving {} failed", task.target(), e);
            return refused(task, "not enough memory. What is on the canvas is kept.");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("saving {} failed", task.target(), e);
            return refused(task, "a fault of the program. What is on the canvas is kept. The log has the details.");
        }
    }

    private Outcome writeWhole(Task task, FileWork work) throws IOException {
        if (task.journal().isPresent()) {
            task.journal().get().claim(task.target());
        }
        OraContents contents = new OraContents(
                task.document(),
                Optional.of(task.history()),
                task.beside().metadata(),
                task.beside().carried(),
                task.journal().map(WorkJournal.Saving::revision));
        OraWriter.Saved saved = desk.files().save(contents, task.target(), task.mayReplace(), task.form(), work);
        task.journal().ifPresent(journal -> journal.done(saved.form()));
        return new Outcome.Whole(saved.form(), saved.notices());
    }

    private Outcome share(Task task, FileWork work) throws IOException {
        boolean generated = Made.isGenerated(task.document(), task.beside().metadata());
        List<studio.unclip.editor.file.Notice> notices =
                desk.files().share(task.document(), generated, task.kind(), task.target(), task.mayReplace(), work);
        return new Outcome.Picture(FileStamp.of(task.target()), Made.isSeenWhole(task.document()), notices);
    }

    private Outcome writeFlat(Task task, FileWork work) throws IOException {
        List<studio.unclip.editor.file.Notice> notices = desk.files()
                .export(task.document(), task.beside().metadata(), task.kind(), task.target(), task.mayReplace(), work);
        return new Outcome.Picture(FileStamp.of(task.target()), Made.isSeenWhole(task.document()), notices);
    }

    /** Messages of files begin with the file's name, and so does the sentence they become part of. */
    private static String withoutName(Task task, String message) {
        String prefix = task.name() + ": ";
        return message.startsWith(prefix) ? message.substring(prefix.length()) : message;
    }

    private static Outcome refused(Task task, String why) {
        return new Outcome.Refused(task.name() + " was not saved: " + why);
    }
}
