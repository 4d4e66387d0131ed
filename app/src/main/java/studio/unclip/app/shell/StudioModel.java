package studio.unclip.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.unclip.app.canvas.CanvasModel;
import studio.unclip.app.document.AtStake;
import studio.unclip.app.document.DocumentFiles;
import studio.unclip.app.document.Documents;
import studio.unclip.app.document.FilePlaces;
import studio.unclip.app.document.Notice;
import studio.unclip.app.document.RecentFiles;
import studio.unclip.app.document.Unsaved;
import studio.unclip.app.document.WorkJournal;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.VaryAmount;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.EngineStart;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.history.HistoryViewModel;
import studio.unclip.app.panel.layers.LayersViewModel;
import studio.unclip.app.panel.mode.ModesViewModel;
import studio.unclip.app.panel.prompt.FormerPrompts;
import studio.unclip.app.panel.prompt.PromptViewModel;
import studio.unclip.app.panel.see.SeeViewModel;
import studio.unclip.app.panel.tray.TrayState;
import studio.unclip.app.panel.tray.TrayViewModel;
import studio.unclip.app.queue.AskQueue;
import studio.unclip.app.results.PictureStore;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.DocumentLimits;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Sampling;

/** The whole window without a control in it: the panels' models, joined. Window thread. */
public final class StudioModel implements AutoCloseable {
    private final EngineStart engine;
    private final Workspace workspace;
    private final LongSupplier randomSeeds;
    private final PromptViewModel prompt;
    private final ModesViewModel modes;
    private final TrayViewModel tray;
    private final CanvasModel canvas;
    private final HistoryViewModel history;
    private final WorkJournal journal;
    private final Documents documents;
    private final FormerPrompts formerPrompts;
    private final LayersViewModel layers;
    private final SeeViewModel see;
    private final StateUses states;
    private final BooleanBinding canGenerate;
    private final ReadOnlyObjectWrapper<Optional<Notice>> notice =
            new ReadOnlyObjectWrapper<>(this, "notice", Optional.empty());

    /**
     * What the models touch outside themselves.
     *
     * @param randomSeeds draws seeds
     * @param nanoTime a clock for durations
     * @param files the open document's
     * @param pictures keeps every finished picture
     * @param formerPrompts of this person
     * @param background files and packs; may wait
     * @param checks checks of the prompt, after a pause in the typing
     * @param windowThread where all of this lives
     */
    public record Surroundings(
            LongSupplier randomSeeds,
            LongSupplier nanoTime,
            Files files,
            PictureStore pictures,
            FormerPrompts formerPrompts,
            Executor background,
            Executor checks,
            Executor windowThread) {}

    /**
     * What the open document's files need.
     *
     * @param places asks for files
     * @param unsaved asks about work that is in no file
     * @param bringBack asks about work that a crash has left
     * @param files reads and writes
     * @param recent files
     * @param journals of this person
     * @param firstCanvas size of the canvas before there is a document
     */
    public record Files(
            FilePlaces places,
            Unsaved unsaved,
            WorkJournal.Question bringBack,
            DocumentFiles files,
            RecentFiles recent,
            Journals journals,
            IntSize firstCanvas) {}

    /**
     * @param engine opens the pack
     * @param workspace the open document
     * @param outside everything else
     */
    public StudioModel(EngineStart engine, Workspace workspace, Surroundings outside) {
        this.engine = engine;
        this.workspace = workspace;
        this.randomSeeds = outside.randomSeeds();
        this.prompt =
                new PromptViewModel(engine.state(), outside.randomSeeds(), outside.checks(), outside.windowThread());
        this.tray = new TrayViewModel(
                new AskQueue(engine.state(), outside.windowThread(), outside.nanoTime()),
                workspace,
                outside.pictures(),
                outside.windowThread(),
                outside.background(),
                outside.nanoTime(),
                why -> tell(new Notice(why, true)));
        this.canvas = new CanvasModel(workspace);
        this.layers = new LayersViewModel(workspace, outside.background(), outside.windowThread());
        this.see = new SeeViewModel(workspace, engine.state(), outside.background(), outside.windowThread());
        this.states = new StateUses(this::tell, this::makeAgain, this::useRecipe);
        states.onCompare(this::compare);
        canvas.compare().compared().subscribe(now -> {
            if (now.isEmpty()) {
                see.endComparison();
            }
        });
        this.history = new HistoryViewModel(workspace, states);
        this.formerPrompts = outside.formerPrompts();
        Files files = outside.files();
        this.journal = new WorkJournal(
                workspace,
                files.journals(),
                outside.background(),
                outside.windowThread(),
                why -> tell(new Notice(why, true)));
        this.modes = new ModesViewModel(
                workspace,
                new ModesViewModel.Surroundings(
                        engine.state(),
                        prompt.text(),
                        prompt.conditioning(),
                        prompt::sampling,
                        canvas.frame().frame(),
                        outside.checks(),
                        outside.background(),
                        outside.windowThread()));
        this.documents = new Documents(
                workspace,
                new Documents.Surroundings(
                        files.places(),
                        files.unsaved(),
                        files.bringBack(),
                        files.files(),
                        files.recent(),
                        journal,
                        outside.background(),
                        outside.windowThread(),
                        this::tell,
                        this::useRecipe,
                        files.firstCanvas()));
        this.canGenerate = Bindings.createBooleanBinding(
                () -> prompt.ready().get() && modes.complete().get(), prompt.ready(), modes.complete());
        tray.state().subscribe(this::tellOfAnEmptyTray);
        ModesOnCanvas.join(modes, canvas, workspace, tray.underway());
        modes.diff().theta().addListener((_, _, _) -> tray.cancelSlider());
        tray.running().addListener((_, _, running) -> {
            if (!running) {
                modes.diff().settled();
            }
        });
        workspace.addListener(new SessionListener() {
            @Override
            public void refused(Refusal reason) {
                tell(new Notice(reason.sentence(), true));
            }
        });
    }

    public EngineStart engine() {
        return engine;
    }

    public Workspace workspace() {
        return workspace;
    }

    public PromptViewModel prompt() {
        return prompt;
    }

    public ModesViewModel modes() {
        return modes;
    }

    public TrayViewModel tray() {
        return tray;
    }

    public CanvasModel canvas() {
        return canvas;
    }

    public LayersViewModel layers() {
        return layers;
    }

    public HistoryViewModel history() {
        return history;
    }

    public FormerPrompts formerPrompts() {
        return formerPrompts;
    }

    public Documents documents() {
        return documents;
    }

    public SeeViewModel see() {
        return see;
    }

    /** Whoever shows two states of the history against each other is told here. */
    StateUses states() {
        return states;
    }

    /** Whether there is a prompt, and an engine to answer it now or when its turn comes. */
    public BooleanBinding canGenerate() {
        return canGenerate;
    }

    /** Asks what the chosen mode asks; nothing while {@link #canGenerate()} is false. */
    public void generate() {
        if (canGenerate.get()) {
            formerPrompts.add(prompt.text().get());
            try {
                tray.ask(modes.ask());
            } catch (InvalidRequestException e) {
                tell(new Notice(e.getMessage(), true));
            }
        }
    }

    /** The slider of a text diff was let go: its full picture is made, or the picture it began with comes back. */
    public void applySlider() {
        if (modes.diff().theta().get() == 0) {
            modes.diff().back();
        } else {
            generate();
        }
    }

    /** Two states against each other: the later one on the canvas, the earlier one left of the line. */
    private void compare(HistoryEntry before, HistoryEntry after) {
        if (!workspace.history().current().id().equals(after.id())) {
            workspace.jump(after.id());
        }
        canvas.compare().compare(before.document(), before.label(), after.label());
        see.compare(before, after);
    }

    /** Makes a state's picture again, as it was, when its turn comes. */
    private void makeAgain(HistoryEntry state, Recipe recipe) {
        if (recipe.request() instanceof ImageRequest.Generate request) {
            tray.ask(Ask.of(request));
        } else {
            // It was made from what was on the canvas before it: a recipe holds no pictures.
            state.parent().flatMap(workspace.history()::entry).ifPresent(before -> workspace.jump(before.id()));
            useRecipe(recipe);
            generate();
        }
    }

    /** Asks for relatives of a picture, as many as the prompt asks for. */
    void varyPicture(Picture picture, String label) {
        Sampling sampling =
                Sampling.of(randomSeeds.getAsLong(), prompt.candidates().get());
        tray.ask(new Ask(
                Mode.VARY,
                new ImageRequest.Vary(picture, VaryAmount.MEDIUM.meaning(), VaryAmount.MEDIUM.layout(), sampling),
                new Destination.NewLayer(),
                "Like " + label));
    }

    /**
     * Draws the picture larger, when its turn comes: the result becomes the document. Where the pack or the size does not
     * allow it, says why.
     *
     * @param factor 2 or 4
     */
    void upscale(int factor) {
        Document document = workspace.document().get();
        IntSize size = document.size();
        if (!DocumentLimits.allow((long) size.width() * factor, (long) size.height() * factor)) {
            tell(new Notice(Refusal.PICTURE_TOO_LARGE.sentence(), true));
            return;
        }
        try {
            ImageRequest.Upscale request = new ImageRequest.Upscale(
                    new DocumentPicture(document), factor, Sampling.of(randomSeeds.getAsLong(), 1));
            if (engine.state().get() instanceof EngineState.Ready(ImageGenerator generator)) {
                // What the pack cannot is said now, not in the queue.
                generator.plan(request);
            }
            tray.ask(new Ask(Mode.GENERATE, request, new Destination.Instead(document), "Upscaled " + factor + "×"));
        } catch (InvalidRequestException e) {
            tell(new Notice(e.getMessage(), true));
        }
    }

    /** What would be lost if the window closed now. */
    public AtStake atStake() {
        boolean asked = tray.running().get() || !tray.queue().waiting().isEmpty();
        return new AtStake(asked, tray.unwritten(), documents.unkept());
    }

    /**
     * Looks for what a crash has left, keeps the document safe from now on, and shows the pictures of before. Once, when the
     * window is there.
     *
     * @param file to open at the start
     */
    public void begin(Optional<Path> file) {
        documents.begin(file, this::broughtBack);
        tray.showEarlier();
    }

    /** The picture on the canvas was brought back: so is its prompt, if nothing was typed since. */
    private void broughtBack() {
        if (prompt.text().get().isBlank()) {
            documents.recipe().ifPresent(recipe -> prompt.text().set(recipe.prompt()));
        }
    }

    /** The settings a picture was made with are those of the prompt. */
    void useRecipe(Recipe recipe) {
        // What was typed is not lost: arrow up in the prompt brings it back.
        formerPrompts.add(prompt.text().get());
        modes.use(recipe.request());
        prompt.use(recipe.request().sampling());
        tell(new Notice("The settings of that picture are in the fields.", false));
    }

    /** The window closes: what is on the canvas is saved or not wanted. */
    @Override
    public void close() {
        journal.close();
    }

    /** Where no candidate is left to stand above, the tray's last word is told over the window. */
    private void tellOfAnEmptyTray(TrayState state) {
        if (tray.candidates().isEmpty()) {
            switch (state) {
                case TrayState.Cancelled _ -> tell(new Notice("Cancelled. No picture was finished.", false));
                case TrayState.Failed failed -> tell(new Notice(failed.message(), true));
                default -> {
                    // Nothing has ended.
                }
            }
        }
    }

    /** The newest notice that was not dismissed. */
    public ReadOnlyObjectProperty<Optional<Notice>> notice() {
        return notice.getReadOnlyProperty();
    }

    /** Tells a person something. */
    public void tell(Notice what) {
        notice.set(Optional.of(what));
    }

    /** The notice was read; a newer one stays. */
    public void dismiss(Notice read) {
        if (notice.get().equals(Optional.of(read))) {
            notice.set(Optional.empty());
        }
    }
}
