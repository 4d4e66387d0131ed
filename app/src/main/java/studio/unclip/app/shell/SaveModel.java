package studio.unclip.app.shell;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.export.Metadata;
import studio.unclip.app.export.PictureExport;
import studio.unclip.app.workspace.Revision;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.Provenance;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** Saves what the canvas shows as a PNG with its recipe, off the window's thread. Window thread. */
public final class SaveModel {
    private static final Logger LOG = LoggerFactory.getLogger(SaveModel.class);
    private static final String ENDING = ".png";
    private static final int LONGEST_NAME = 60;

    private final Workspace workspace;
    private final SavePlaces places;
    private final PictureExport export;
    private final Executor background;
    private final Executor windowThread;
    private final Consumer<Notice> notices;
    private final ReadOnlyBooleanWrapper saving = new ReadOnlyBooleanWrapper(this, "saving");
    private final BooleanBinding canSave;
    private Optional<Revision> saved = Optional.empty();

    /**
     * @param places asks where
     * @param export writes files
     * @param background may wait for a disk
     * @param windowThread where this model lives
     * @param notices is told how it went
     */
    public SaveModel(
            Workspace workspace,
            SavePlaces places,
            PictureExport export,
            Executor background,
            Executor windowThread,
            Consumer<Notice> notices) {
        this.workspace = workspace;
        this.places = places;
        this.export = export;
        this.background = background;
        this.windowThread = windowThread;
        this.notices = notices;
        this.canSave = Bindings.createBooleanBinding(
                () -> !workspace.empty().get() && !saving.get(), workspace.empty(), saving);
    }

    /** Whether there is a picture, and none is being written. */
    public BooleanBinding canSave() {
        return canSave;
    }

    /** Whether a file is being written. */
    public ReadOnlyBooleanProperty saving() {
        return saving.getReadOnlyProperty();
    }

    /** Whether the picture on the canvas is in no file. */
    public boolean unsaved() {
        return !workspace.empty().get() && !saved.equals(Optional.of(workspace.revision()));
    }

    /** Asks where, then writes. */
    public void save() {
        if (!canSave.get()) {
            return;
        }
        Document document = workspace.document().get();
        Optional<Recipe> recipe = recipe(document.layers());
        if (recipe.isEmpty()) {
            notices.accept(new Notice("There is no generated picture on the canvas to save.", true));
            return;
        }
        Revision revision = workspace.revision();
        Optional<Path> chosen = places.ask(fileName(recipe.get().prompt()));
        chosen.ifPresent(named -> {
            Path target = withEnding(named);
            // The person was asked about the file of the name given, not about one that only the ending leads to.
            boolean mayReplace = target.equals(named);
            saving.set(true);
            background.execute(() -> {
                Optional<String> problem = write(document, recipe.get(), target, mayReplace);
                windowThread.execute(() -> {
                    saving.set(false);
                    if (problem.isEmpty()) {
                        saved = Optional.of(revision);
                        places.remember(target);
                    }
                    notices.accept(problem.map(why -> new Notice(why, true))
                            .orElseGet(() -> new Notice("Saved " + target.getFileName(), false)));
                });
            });
        });
    }

    /** Empty when it is written, else what to tell. */
    private Optional<String> write(Document document, Recipe recipe, Path target, boolean mayReplace) {
        try {
            Picture picture = FlatPicture.of(document);
            export.write(picture, recipe, target, Metadata.RECIPE, mayReplace);
            return Optional.empty();
        } catch (FileAlreadyExistsException e) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s was not saved: there is such a file already. Give its full name to replace it.",
                    target.getFileName()));
        } catch (IOException e) {
            LOG.warn("saving {} failed", target, e);
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s was not saved: %s. The picture is still on the canvas; save it somewhere else.",
                    target.getFileName(),
                    reason(e)));
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("saving {} failed", target, e);
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%s was not saved: %s. The picture is still on the canvas. The log has the details.",
                    target.getFileName(),
                    e instanceof OutOfMemoryError ? "not enough memory" : "a fault of the program"));
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "there is no right to write there";
            case FileSystemException file when file.getReason() != null -> file.getReason();
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /** Of the topmost visible layer that has one: what is seen. */
    private static Optional<Recipe> recipe(List<Layer> layers) {
        for (Layer layer : layers.reversed()) {
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

    /** A file's name from a prompt: letters and digits of any script, words joined by hyphens. */
    static String fileName(String prompt) {
        String name = prompt.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        String shortened = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
        return (shortened.isEmpty() ? "picture" : shortened) + ENDING;
    }

    private static Path withEnding(Path path) {
        String name = path.getFileName().toString();
        return name.toLowerCase(Locale.ROOT).endsWith(ENDING) ? path : path.resolveSibling(name + ENDING);
    }
}
