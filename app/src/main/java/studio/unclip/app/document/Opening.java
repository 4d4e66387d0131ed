package studio.unclip.app.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.app.document.OpenDocument.Beside;
import studio.unclip.app.export.RecipeReader;
import studio.unclip.app.export.UnreadableFileException;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Provenance;
import studio.unclip.editor.edit.PlacePicture;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.SavedForm;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.editor.file.picture.PictureFiles.Format;
import studio.unclip.editor.file.state.SavedHistory;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.journal.DocumentInUseException;
import studio.unclip.editor.journal.Recovered;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.session.EditOutcome;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipeJson;

/** Puts pictures into the window: as the open document, or as layers of it; recipes too. Window thread. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);
    private static final String BROUGHT_BACK = "Brought back";
    private static final String RECIPE_ENDING = ".json";

    private final Workspace workspace;
    private final OpenDocument open;
    private final FileDesk desk;
    private final WorkJournal.Question bringBack;
    private final Consumer<Recipe> useRecipe;

    /** A file that was read. */
    private record Read(Path file, PictureFiles.Opened opened, Optional<WorkJournal.Taken> taken) {}

    /** A picture to be laid in. */
    private record Sheet(String name, Raster pixels, Optional<String> recipe) {}

    /** Why a file was not read: a sentence that names it. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

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

    /** A picture that is in no file becomes a layer. */
    void layIn(String name, Raster picture) {
        layIn(List.of(new Sheet(name, picture, Optional.empty())));
    }

    /**
     * Reads a file and shows it; until then the document before stays.
     *
     * @param then runs when it is shown
     */
    void open(Path file, Runnable then) {
        FileWork work = desk.begin("Opening " + FileName.name(file));
        desk.background().execute(() -> {
            try {
                Read read = read(file, work);
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    show(read);
                    then.run();
                });
            } catch (Refused e) {
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    if (!Files.exists(file)) {
                        desk.recent().remove(file);
                    }
                    desk.problem(e.getMessage());
                });
            } catch (CancellationException e) {
                desk.windowThread().execute(() -> desk.end(work));
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
                PictureFiles.Opened opened = guarded(Path.of(sample.fileName()), () -> sample.open(desk.files(), work));
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    desk.journal().leave();
                    workspace.show(opened.contents().document(), sample.title());
                    open.become(new Home.Nowhere(sample.fileName(), Optional.empty()), beside(opened.contents()), true);
                    desk.journal().follow(true);
                    then.run();
                });
            } catch (Refused e) {
                desk.windowThread().execute(() -> {
                    desk.end(work);
                    desk.problem(e.getMessage());
                });
            } catch (CancellationException e) {
                desk.windowThread().execute(() -> desk.end(work));
            }
        });
    }

    private Read read(Path file, FileWork work) throws Refused {
        return guarded(file, () -> {
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

    /** Reads from a disk. */
    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    /** Whatever goes wrong is one sentence that names the file. */
    private static <T> T guarded(Path file, Reading<T> reading) throws Refused {
        try {
            return reading.read();
        } catch (DocumentInUseException e) {
            throw new Refused(e.getMessage());
        } catch (FileProblem e) {
            LOG.info("a file was not read", e);
            throw new Refused(notOpened(file, e.getMessage()));
        } catch (IOException e) {
            LOG.warn("a file was not read", e);
            String why = Files.exists(file) ? "it cannot be read (" + e.getMessage() + ")" : "there is no such file";
            throw new Refused(notOpened(file, why));
        } catch (OutOfMemoryError e) {
            LOG.error("a file was not read", e);
            throw new Refused(notOpened(file, "there is not enough memory for it"));
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.error("a file was not read", e);
            throw new Refused(notOpened(file, "a fault of the program; the log has the details"));
        }
    }

    private static String notOpened(Path file, String why) {
        String name = FileName.name(file);
        String prefix = name + ": ";
        String reason = why.startsWith(prefix) ? why.substring(prefix.length()) : why;
        return name + " was not opened: " + reason + ".";
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

    /**
     * Lays pictures in, each as a layer in the middle; a file that cannot be read hinders no other.
     *
     * @param files pictures; of OpenRaster files, what is seen
     */
    void layIn(Iterable<Path> files, String title) {
        FileWork work = desk.begin(title);
        desk.background().execute(() -> {
            List<Sheet> sheets = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            for (Path file : files) {
                try {
                    sheets.add(sheet(file, work, lines));
                } catch (Refused e) {
                    refused.add(e.getMessage());
                } catch (CancellationException e) {
                    break;
                }
            }
            desk.windowThread().execute(() -> {
                desk.end(work);
                layIn(sheets);
                lines.addAll(refused);
                if (!lines.isEmpty()) {
                    // In one go: a window shows the last word it was told.
                    desk.tell(new Notice(String.join("\n", lines), !refused.isEmpty(), Optional.empty()));
                }
            });
        });
    }

    private Sheet sheet(Path file, FileWork work, List<String> lines) throws Refused {
        PictureFiles.Flat flat = guarded(file, () -> desk.files().read(file, work));
        flat.notices().forEach(notice -> lines.add(FileName.name(file) + ": " + notice.words()));
        return new Sheet(FileName.stem(FileName.name(file)), flat.raster(), RecipeReader.text(flat.metadata()));
    }

    private void layIn(List<Sheet> sheets) {
        for (Sheet sheet : sheets) {
            IntSize canvas = open.document().size();
            Raster pixels = sheet.pixels();
            PlacePicture edit = new PlacePicture(
                    sheet.name(),
                    pixels,
                    Math.floorDiv(canvas.width() - pixels.width(), 2),
                    Math.floorDiv(canvas.height() - pixels.height(), 2),
                    sheet.recipe().map(Provenance::new));
            if (workspace.apply(edit, "Laid in " + sheet.name(), sheet.recipe())
                    instanceof EditOutcome.Refused(Refusal why)) {
                desk.problem(sheet.name() + " was not laid in: " + why.sentence());
            } else {
                sheet.recipe()
                        .flatMap(Opening::parse)
                        .ifPresent(recipe -> desk.tell(new Notice(
                                sheet.name() + " carries the settings it was made with.",
                                false,
                                Optional.of(new Notice.Offer("Use its settings", () -> useRecipe.accept(recipe))))));
            }
        }
    }

    private static Optional<Recipe> parse(String text) {
        try {
            return Optional.of(RecipeJson.read(text));
        } catch (InvalidRequestException e) {
            return Optional.empty();
        }
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
