package studio.unclip.app.document;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import studio.unclip.app.document.OpenDocument.Beside;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.export.UnreadableFileException;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.file.picture.PictureFiles.Format;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.journal.Recovered;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Recipe;

/** Puts pictures into the window as the open document; recipes too. Window thread. */
final class Opening {
    private static final String BROUGHT_BACK = "Brought back";
    private static final String RECIPE_ENDING = ".json";

    private final Workspace workspace;
    private final OpenDocument open;
    private final FileDesk desk;
    private final WorkJournal.Question bringBack;
    private final Consumer<Recipe> useRecipe;

    /** A file that was read. */
    private record Read(Path file, PictureFiles.Opened opened, Optional<WorkJournal.Taken> taken) {}

    Opening(
            Workspace workspace,
            OpenDocument open,
            FileDesk desk,
            WorkJournal.Question bringBack,
            Consumer<Recipe> useRecipe) {
        this.workspace = workspace;
        this.open = open;
        this.desk = desk;
        this.bringBack = bringBack;
        this.useRecipe = useRecipe;
    }

    void blank(IntSize size) {
        desk.journal().leave();
        workspace.begin(size);
        open.become(Home.Nowhere.UNNAMED, Beside.NOTHING, true);
        desk.journal().follow(true);
    }

    /** Back to the canvas of the start. */
    void close(IntSize size) {
        desk.journal().leave();
        workspace.close(size);
        open.become(Home.Nowhere.UNNAMED, Beside.NOTHING, true);
        desk.journal().follow(true);
    }

    /** A picture that is in no file becomes the document. */
    void show(String name, Raster picture) {
        show(name, Document.of(picture, name));
    }

    /** What is in no file becomes the document. */
    void show(String name, Document made) {
        desk.journal().leave();
        workspace.show(made, name);
        open.become(Home.Nowhere.UNNAMED, Beside.NOTHING, false);
        desk.journal().follow(false);
    }

    /**
     * Reads a file and shows it; until then the document before stays.
     *
     * @param then runs when it is shown
     */
    void open(Path file, Runnable then) {
        open(file, then, () -> {});
    }

    /**
     * Reads a file and shows it; until then the document before stays.
     *
     * @param then runs when it is shown
     * @param otherwise runs when it is not: it cannot be read, or the person has thought better of it
     */
    void open(Path file, Runnable then, Runnable otherwise) {
        FileWork work = desk.begin("Opening " + FileName.name(file));
        desk.background().execute(() -> {
            try {
                Read read = read(file, work);
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    show(read);
                    then.run();
                });
            } catch (FileNotReadException e) {
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    if (!Files.exists(file)) {
                        desk.recent().remove(file);
                    }
                    desk.problem(e.getMessage());
                    otherwise.run();
                });
            } catch (CancellationException e) {
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    otherwise.run();
                });
            }
        });
    }

    /**
     * Reads a sample and shows it.
     *
     * @param then runs when it is shown
     */
    void open(Sample sample, Runnable then) {
        FileWork work = desk.begin("Opening " + sample.title());
        desk.background().execute(() -> {
            try {
                PictureFiles.Opened opened =
                        FileNotReadException.guarded(Path.of(sample.fileName()), () -> sample.open(desk.files(), work));
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    desk.journal().leave();
                    workspace.show(opened.contents().document(), sample.title());
                    open.become(new Home.Nowhere(sample.fileName(), Optional.empty()), beside(opened.contents()), true);
                    desk.journal().follow(true);
                    then.run();
                });
            } catch (FileNotReadException e) {
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    desk.problem(e.getMessage());
                });
            } catch (CancellationException e) {
                desk.windowThread().execute(() -> desk.end(work));
            }
        });
    }

    private Read read(Path file, FileWork work) throws FileNotReadException {
        return FileNotReadException.guarded(file, () -> {
            boolean own = PictureFiles.format(file)
                    .filter(format -> format == Format.ORA)
                    .isPresent();
            Optional<WorkJournal.Taken> taken = own ? Optional.of(desk.journal().take(file)) : Optional.empty();
            boolean sound = false;
            try {
                Read read = new Read(file, desk.files().open(file, work), taken);
                sound = true;
                return read;
            } finally {
                if (!sound) {
                    taken.ifPresent(WorkJournal.Taken::giveBack);
                }
            }
        });
    }

    private void show(Read read) {
        List<String> lines = new ArrayList<>();
        read.opened().notices().forEach(notice -> lines.add(notice.words()));
        Optional<Recovered> left = read.taken().flatMap(WorkJournal.Taken::left);
        boolean back = left.isPresent() && bringBack.bringBack(Optional.of(read.file()), Optional.empty());
        desk.journal().leave();
        if (back) {
            broughtBack(left.get(), read.opened().form(), lines);
        } else {
            show(read.opened().contents(), "Opened " + FileName.name(read.file()));
            open.become(home(read), beside(read.opened().contents()), true);
        }
        if (read.taken().isPresent()) {
            desk.journal()
                    .follow(
                            read.taken().get(),
                            back ? Optional.empty() : read.opened().form(),
                            !back);
        } else {
            desk.journal().follow(true);
        }
        desk.places().remember(read.file());
        desk.recent().add(read.file());
        if (read.opened().format() != Format.ORA && Made.recipe(open.document()).isPresent()) {
            offer(lines, read.file());
        } else if (!lines.isEmpty()) {
            lines.addFirst("Opened " + FileName.name(read.file()) + ".");
            desk.tell(String.join("\n", lines));
        }
    }

    private void offer(List<String> lines, Path file) {
        Recipe recipe = Made.recipe(open.document()).orElseThrow();
        lines.addFirst(FileName.name(file) + " carries the settings it was made with.");
        desk.tell(new Notice(
                String.join("\n", lines),
                false,
                Optional.of(new Notice.Offer("Use its settings", () -> useRecipe.accept(recipe)))));
    }

    private void show(OraContents contents, String label) {
        Optional<SavedHistory> history = contents.history();
        if (history.isPresent()) {
            workspace.resume(
                    contents.document(),
                    label,
                    history.get().entries(),
                    history.get().current());
        } else {
            workspace.show(contents.document(), label);
        }
    }

    private static Beside beside(OraContents contents) {
        return new Beside(contents.metadata(), contents.carried());
    }

    /** A file without a form to save over is not saved over. */
    private static Home home(Read read) {
        Optional<SavedForm> form = read.opened().form();
        return form.isPresent() ? new Home.Own(read.file(), form) : nameless(read.file());
    }

    private static Home nameless(Path file) {
        return new Home.Nowhere(
                FileName.name(file), Optional.ofNullable(file.toAbsolutePath().getParent()));
    }

    /** What a crash has left is on the canvas again; the journal keeps it already. */
    void broughtBack(Recovered left) {
        List<String> lines = new ArrayList<>();
        broughtBack(left, Optional.empty(), lines);
        if (!lines.isEmpty()) {
            desk.problem(String.join("\n", lines));
        }
    }

    private void broughtBack(Recovered left, Optional<SavedForm> form, List<String> lines) {
        Optional<SavedHistory> history = left.base().flatMap(OraContents::history);
        if (history.isPresent()) {
            workspace.resume(
                    left.document(),
                    BROUGHT_BACK,
                    history.get().entries(),
                    history.get().current());
        } else if (left.file().isPresent()) {
            workspace.show(left.document(), BROUGHT_BACK);
        } else {
            workspace.bringBack(left.document());
        }
        Home home;
        if (left.file().isEmpty()) {
            home = Home.Nowhere.UNNAMED;
        } else if (left.fileChanged()) {
            home = nameless(left.file().get());
            lines.add(FileName.name(left.file().get())
                    + " was changed by another program since. What was brought back is kept apart from it: save it under"
                    + " another name.");
        } else {
            home = new Home.Own(left.file().get(), form);
        }
        open.become(home, left.base().map(Opening::beside).orElse(Beside.NOTHING), false);
    }

    /** Whether a name says that it is a recipe's. */
    static boolean isRecipe(Path file) {
        return FileName.name(file).toLowerCase(Locale.ROOT).endsWith(RECIPE_ENDING);
    }

    /** Reads a recipe in JSON and uses it. */
    void useRecipe(Path file) {
        FileWork work = desk.begin("Reading " + FileName.name(file));
        desk.background().execute(() -> {
            try {
                Recipe recipe = RecipeReader.read(file);
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    useRecipe.accept(recipe);
                });
            } catch (UnreadableFileException e) {
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    desk.problem(e.getMessage());
                });
            }
        });
    }
}
