package studio.unclip.app.shell;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.disk.FileStamp;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/**
 * Saves what the canvas shows, with its recipe, off the window's thread. Once a prompt's picture has a file it is saved
 * there again without a question; another prompt's picture is another file. Window thread.
 */
public final class SaveModel {
    private static final Logger LOG = LoggerFactory.getLogger(SaveModel.class);

    private final Workspace workspace;
    private final SavePlaces places;
    private final PictureWriter writer;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<Notice> notices;
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper(this, "saving");
    private final ReadOnlyObjectWrapper<Optional<Path>> file =
            new ReadOnlyObjectWrapper<>(this, "file", Optional.empty());
    private final BooleanBinding canSave;
    private final Set<Revision> saved = new HashSet<>();
    private Optional<Known> known = Optional.empty();

    /**
     * A file that was written before.
     *
     * @param stamp the file as it was then
     * @param prompt whose picture it holds
     */
    private record Known(FileStamp stamp, String prompt) {}

    /**
     * What is to be written.
     *
     * @param again the file as we left it, when it is written again without a question
     * @param then runs when it is written
     */
    private record Task(
            Document document,
            Revision revision,
            Recipe recipe,
            Path target,
            boolean mayReplace,
            Optional<FileStamp> again,
            Runnable then) {}

    /** How it went. */
    private sealed interface Outcome {
        record Written(FileStamp stamp) implements Outcome {}

        /** @param why a sentence */
        record Refused(String why) implements Outcome {}

        /** Somebody else has written the file since. */
        record NotOurs() implements Outcome {}
    }

    /**
     * @param places asks where
     * @param writer writes files
     * @param background may wait for a disk
     * @param windowThread where this model lives
     * @param notices is told how it went
     */
    public SaveModel(
            Workspace workspace,
            SavePlaces places,
            PictureWriter writer,
            Executor background,
            Executor windowThread,
            Consumer<Notice> notices) {
        this.workspace = workspace;
        this.places = places;
        this.writer = writer;
        this.background = background;
        this.windowThread = windowThread;
        this.notices = notices;
        this.canSave = Bindings.createBooleanBinding(
                () -> !workspace.empty().get() && !saving.get(), workspace.empty(), saving);
        workspace.document().addListener((_, _, _) -> update());
    }

    /** Whether there is a picture, and none is being written. */
    public BooleanBinding canSave() {
        return canSave;
    }

    /** Whether a file is being written. */
    public ReadOnlyBooleanProperty saving() {
        return saving.getReadOnlyProperty();
    }

    /** Where {@link #save()} would write without asking. */
    public ReadOnlyObjectProperty<Optional<Path>> file() {
        return file.getReadOnlyProperty();
    }

    /** Whether the picture on the canvas is in no file. */
    public boolean unsaved() {
        return !workspace.empty().get() && !saved.contains(workspace.revision());
    }

    /** Whether the canvas is empty, but the history has a step that is in no file. */
    public boolean unsavedHistory() {
        return workspace.empty().get()
                && workspace.history().entries().stream()
                        .filter(entry -> entry.parent().isPresent())
                        .anyMatch(entry -> !saved.contains(workspace.revision(entry.id())));
    }

    /** Writes the file there is, or asks where. */
    public void save() {
        saveThen(() -> {});
    }

    /** As {@link #save()}; what comes then happens only once the picture is written. */
    public void saveThen(Runnable then) {
        prepare()
                .ifPresent(recipe -> known.filter(one -> one.prompt().equals(recipe.prompt()))
                        .ifPresentOrElse(
                                one -> begin(task(recipe, one.stamp().file(), true, Optional.of(one.stamp()), then)),
                                () -> ask(recipe, then)));
    }

    /** Asks where, then writes. */
    public void saveAs() {
        prepare().ifPresent(recipe -> ask(recipe, () -> {}));
    }

    /** The recipe of what is seen, if that can be saved now. */
    private Optional<Recipe> prepare() {
        if (!canSave.get()) {
            return Optional.empty();
        }
        Optional<Recipe> recipe = recipe();
        if (recipe.isEmpty()) {
            notices.accept(new Notice("There is no generated picture on the canvas to save.", true));
        }
        return recipe;
    }

    private void ask(Recipe recipe, Runnable then) {
        Optional<Path> typed = places.ask(PictureName.suggestion(recipe.prompt()));
        typed.map(PictureName::of).ifPresent(meaning -> {
            switch (meaning) {
                // The person was asked about the file of the name given, not about one that only an ending leads to.
                case PictureName.Meaning.File(Path path, boolean mayReplace) ->
                    begin(task(recipe, path, mayReplace, Optional.empty(), then));
                case PictureName.Meaning.NotWritten(String ending) ->
                    notices.accept(new Notice(
                            String.format(
                                    Locale.ROOT,
                                    "%s was not saved: pictures are written as PNG and JPEG, not as %s. Give it a name that ends in .png or .jpg.",
                                    typed.get().getFileName(),
                                    ending),
                            true));
            }
        });
    }

    private Task task(Recipe recipe, Path target, boolean mayReplace, Optional<FileStamp> again, Runnable then) {
        return new Task(workspace.document().get(), workspace.revision(), recipe, target, mayReplace, again, then);
    }

    private void begin(Task task) {
        saving.set(true);
        background.execute(() -> {
            Outcome outcome = write(task);
            windowThread.execute(() -> end(task, outcome));
        });
    }

    private void end(Task task, Outcome outcome) {
        saving.set(false);
        switch (outcome) {
            case Outcome.Written(FileStamp stamp) -> {
                saved.add(task.revision());
                known = Optional.of(new Known(stamp, task.recipe().prompt()));
                update();
                places.remember(task.target());
                notices.accept(new Notice("Saved " + task.target().getFileName(), false));
                task.then().run();
            }
            case Outcome.Refused(String why) ->
                notices.accept(new Notice(
                        String.format(
                                Locale.ROOT,
                                "%s was not saved: %s",
                                task.target().getFileName(),
                                why),
                        true));
            case Outcome.NotOurs() -> {
                known = Optional.empty();
                update();
                ask(task.recipe(), task.then());
            }
        }
    }

    private Outcome write(Task task) {
        try {
            if (task.again().isPresent()
                    && Files.exists(task.target())
                    && !task.again().get().isFresh()) {
                return new Outcome.NotOurs();
            }
            writer.write(task.document(), task.recipe(), task.target(), task.mayReplace());
            return new Outcome.Written(FileStamp.of(task.target()));
        } catch (FileAlreadyExistsException e) {
            return refused(task, "there is such a file already. Give its full name to replace it.");
        } catch (FileProblem e) {
            LOG.warn("saving {} failed", task.target(), e);
            return new Outcome.Refused(
                    e.getMessage() + ". The picture is still on the canvas; save it somewhere else.");
        } catch (IOException e) {
            LOG.warn("saving {} failed", task.target(), e);
            return refused(task, e.getMessage() + ". The picture is still on the canvas; save it somewhere else.");
        } catch (OutOfMemoryError e) {
            LOG.error("saving {} failed", task.target(), e);
            return refused(task, "not enough memory. The picture is still on the canvas.");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("saving {} failed", task.target(), e);
            return refused(
                    task, "a fault of the program. The picture is still on the canvas. The log has the details.");
        }
    }

    private static Outcome refused(Task task, String why) {
        return new Outcome.Refused(task.target().getFileName() + " was not saved: " + why);
    }

    private void update() {
        Optional<String> prompt = known.isEmpty() ? Optional.empty() : recipe().map(Recipe::prompt);
        file.set(known.filter(one -> prompt.equals(Optional.of(one.prompt())))
                .map(one -> one.stamp().file()));
    }

    /** Of the topmost visible layer that has one: what is seen. */
    Optional<Recipe> recipe() {
        for (Layer layer : workspace.document().get().layers().reversed()) {
            Optional<Recipe> recipe = layer.properties().visible()
                    ? layer.properties().provenance().flatMap(SaveModel::parse)
                    : Optional.empty();
            if (recipe.isPresent()) {
                return recipe;
            }
        }
        return Optional.empty();
    }

    private static Optional<Recipe> parse(Provenance provenance) {
        try {
            return Optional.of(RecipeJson.read(provenance.text()));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
    }
}
