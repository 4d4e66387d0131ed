package studio.unclip.app.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.journal.Recovered;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Recipe;

/**
 * The open document and its file: everything of a File menu. Before another document takes its place, and before the window
 * closes, work that is in no file is asked about. Window thread; disks are waited for elsewhere.
 */
public final class Documents {
    private static final String PASTED = "Pasted picture";

    private final Workspace workspace;
    private final OpenDocument document;
    private final FileDesk desk;
    private final Saving saving;
    private final Opening opening;
    private final LayingIn layingIn;
    private final Unsaved unsaved;
    private final WorkJournal.Question bringBack;
    private final Runnable broughtBack;
    private final IntSize firstCanvas;
    private final BooleanBinding free;
    private final BooleanBinding canSave;
    private final BooleanBinding canBringBack;

    /**
     * What it works with.
     *
     * @param places asks for files
     * @param unsaved asks about work that is in no file
     * @param bringBack asks about work that a crash has left
     * @param files reads and writes
     * @param recent files
     * @param journal of the workspace
     * @param background may wait for a disk
     * @param windowThread where this lives
     * @param notices is told how it went
     * @param useRecipe takes the settings a picture was made with
     * @param broughtBack runs when work that a crash has left is on the canvas
     * @param firstCanvas size of the canvas before there is a document
     */
    public record Surroundings(
            FilePlaces places,
            Unsaved unsaved,
            WorkJournal.Question bringBack,
            DocumentFiles files,
            RecentFiles recent,
            WorkJournal journal,
            Executor background,
            Executor windowThread,
            Consumer<Notice> notices,
            Consumer<Recipe> useRecipe,
            Runnable broughtBack,
            IntSize firstCanvas) {}

    public Documents(Workspace workspace, Surroundings outside) {
        this.workspace = workspace;
        this.unsaved = outside.unsaved();
        this.bringBack = outside.bringBack();
        this.broughtBack = outside.broughtBack();
        this.firstCanvas = outside.firstCanvas();
        this.document = new OpenDocument(workspace);
        this.desk = new FileDesk(
                outside.places(),
                outside.files(),
                outside.recent(),
                outside.journal(),
                outside.background(),
                outside.windowThread(),
                outside.notices());
        this.saving = new Saving(workspace, document, desk);
        this.opening = new Opening(workspace, document, desk, bringBack, outside.useRecipe());
        this.layingIn = new LayingIn(workspace, desk, outside.useRecipe());
        this.free = Bindings.createBooleanBinding(desk::isFree, desk.work());
        this.canSave = Bindings.createBooleanBinding(
                () -> !workspace.empty().get() && desk.isFree(), workspace.empty(), desk.work());
        this.canBringBack = Bindings.createBooleanBinding(
                () -> outside.journal().waiting().get() && desk.isFree(),
                outside.journal().waiting(),
                desk.work());
        outside.journal().waiting().addListener((_, _, waits) -> {
            if (waits) {
                offerToBringBack();
            }
        });
    }

    /** The file a save goes to without a question. */
    public ReadOnlyObjectProperty<Optional<Path>> file() {
        return document.file();
    }

    /** Of the document, for a title; empty while there is none. */
    public ReadOnlyStringProperty name() {
        return document.name();
    }

    /** Whether what is on the canvas is in no file as it is. */
    public ReadOnlyBooleanProperty modified() {
        return document.modified();
    }

    /** A file being read or written; empty: none is. */
    public ReadOnlyObjectProperty<Optional<FileWork>> work() {
        return desk.work().getReadOnlyProperty();
    }

    public RecentFiles recent() {
        return desk.recent();
    }

    /** Whether no file is being read or written. */
    public BooleanBinding free() {
        return free;
    }

    /** Whether there is a document, and no file is being read or written. */
    public BooleanBinding canSave() {
        return canSave;
    }

    /** What of the document is in no file. */
    public AtStake.Work unkept() {
        return document.work();
    }

    /** The recipe of what is seen. */
    public Optional<Recipe> recipe() {
        return document.recipe();
    }

    /**
     * Looks for what a crash has left, and keeps the document safe from now on. Once, when the window is there.
     *
     * @param file to open at the start: what was left is offered beside it then, unless it is work on that very file
     */
    public void begin(Optional<Path> file) {
        if (file.isPresent()) {
            desk.journal().leave();
            desk.journal().follow(true);
            opening.open(file.get().toAbsolutePath(), desk.journal()::look, this::bringBack);
        } else {
            desk.journal().begin(bringBack, this::broughtBack);
        }
    }

    /** Whether work that a crash has left, and nobody was asked about, can be brought back. */
    public BooleanBinding canBringBack() {
        return canBringBack;
    }

    /** Asks whether work that a crash has left is to take the place of the open document. */
    public void bringBack() {
        beforeAnother(() -> desk.journal().bringBack(bringBack, this::broughtBack));
    }

    private void broughtBack(Recovered left) {
        opening.broughtBack(left);
        broughtBack.run();
    }

    private void offerToBringBack() {
        desk.tell(new Notice(
                "Unsaved work of the last time was kept.",
                true,
                Optional.of(new Notice.Offer("Bring it back…", this::bringBack))));
    }

    /**
     * Goes on once a person has said what becomes of work that is in no file.
     *
     * @param stake what would be lost
     * @param go what comes then; it may come later, when the document is saved, or never
     */
    public void settle(AtStake stake, Unsaved.Before before, Runnable go) {
        if (!stake.any()) {
            go.run();
            return;
        }
        switch (unsaved.ask(stake, before)) {
            case DISCARD -> go.run();
            case SAVE -> saving.save(go);
            case STAY -> {
                // Nothing comes.
            }
        }
    }

    private void beforeAnother(Runnable go) {
        if (desk.isFree()) {
            settle(new AtStake(false, 0, unkept()), Unsaved.Before.ANOTHER_DOCUMENT, go);
        }
    }

    /** Asks for a size and begins a blank document. */
    public void begin() {
        IntSize now = workspace.empty().get()
                ? firstCanvas
                : workspace.document().get().size();
        beforeAnother(() -> desk.places().askSize(now).ifPresent(opening::blank));
    }

    /**
     * Begins a document with something in it that is in no file.
     *
     * @param name of its first step
     */
    public void begin(String name, Document made) {
        beforeAnother(() -> opening.show(name, made));
    }

    /** No document, as at the start. */
    public void close() {
        beforeAnother(() -> opening.close(firstCanvas));
    }

    /** Asks for a file and opens it. */
    public void open() {
        beforeAnother(() -> desk.places().askOpen().ifPresent(this::read));
    }

    /** Opens a file. */
    public void open(Path file) {
        if (isOpen(file)) {
            desk.tell(FileName.name(file) + " is open already.");
        } else {
            beforeAnother(() -> read(file));
        }
    }

    /**
     * Begins a document with a sample. It has no file, and nothing is lost when it is closed as it came.
     *
     * @param then runs when it is shown
     */
    public void open(Sample sample, Runnable then) {
        beforeAnother(() -> opening.open(sample, then));
    }

    private void read(Path file) {
        if (isOpen(file)) {
            desk.tell(FileName.name(file) + " is open already.");
        } else {
            opening.open(file, () -> {});
        }
    }

    private boolean isOpen(Path file) {
        return document.home() instanceof Home.Own own
                && own.file()
                        .toAbsolutePath()
                        .normalize()
                        .equals(file.toAbsolutePath().normalize());
    }

    /** Writes the document's file, or asks where. */
    public void save() {
        saving.save(() -> {});
    }

    /** Asks where, then writes. */
    public void saveAs() {
        saving.saveAs(FilePlaces.Purpose.SAVE);
    }

    /** Writes what is seen as PNG or JPEG; the document keeps its file. */
    public void export() {
        saving.saveAs(FilePlaces.Purpose.EXPORT);
    }

    /**
     * Writes another picture than the open document as PNG or JPEG.
     *
     * @param recipe that made it
     * @param name that is suggested, in any words
     */
    public void export(Document picture, Optional<Recipe> recipe, String name) {
        saving.export(picture, recipe, name);
    }

    /** Writes a copy to give away. */
    public void share() {
        saving.saveAs(FilePlaces.Purpose.SHARE);
    }

    /**
     * Files were dropped on the window or pasted: a document is opened; pictures are opened where there is no document yet,
     * else laid in as layers; a recipe is used.
     */
    public void take(List<Path> files) {
        if (files.isEmpty() || !desk.isFree()) {
            return;
        }
        Path first = files.getFirst();
        if (Opening.isRecipe(first)) {
            opening.useRecipe(first);
            return;
        }
        Optional<Path> own = files.stream().filter(FileName::isOra).findFirst();
        if (own.isPresent()) {
            open(own.get());
        } else if (workspace.empty().get()) {
            List<Path> others = new ArrayList<>(files.subList(1, files.size()));
            beforeAnother(() -> opening.open(first, () -> layIn(others)));
        } else {
            layIn(files);
        }
    }

    private void layIn(List<Path> files) {
        if (!files.isEmpty()) {
            layingIn.layIn(
                    files, files.size() == 1 ? "Opening " + FileName.name(files.getFirst()) : "Opening pictures");
        }
    }

    /** A picture from the clipboard: the document where there is none yet, else a layer. */
    public void paste(Raster picture) {
        if (workspace.empty().get()) {
            beforeAnother(() -> opening.show(PASTED, picture));
        } else {
            layingIn.layIn(PASTED, picture);
        }
    }
}
