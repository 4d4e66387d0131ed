package studio.unclip.app.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
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
import studio.unclip.app.generate.EngineStart;
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
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.editor.journal.Journals;
import studio.unclip.editor.session.SessionListener;

/** The whole window without a control in it: the panels' models, joined. Window thread. */
public final class StudioModel implements AutoCloseable {
    private final EngineStart engine;
    private final Workspace workspace;
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
    private final Asking asking;

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
        this.see = new SeeViewModel(
                workspace,
                engine.state(),
                outside.background(),
                outside.windowThread(),
                why -> tell(new Notice(why, true)));
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
                        outside.windowThread(),
                        why -> tell(new Notice(why, true))));
        this.asking = new Asking(
                new Asking.Panels(prompt, modes, tray, formerPrompts),
                engine.state(),
                workspace,
                outside.randomSeeds(),
                this::tell,
                this::dismiss);
        this.states = new StateUses(this::tell, asking::makeAgain, asking::use);
        states.onCompare(this::compare);
        canvas.compare().compared().subscribe(now -> {
            if (now.isEmpty()) {
                see.endComparison();
            }
        });
        this.history = new HistoryViewModel(workspace, states);
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
                        asking::use,
                        this::broughtBack,
                        files.firstCanvas()));
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

    /** What the window asks of the engine. */
    public Asking asking() {
        return asking;
    }

    public SeeViewModel see() {
        return see;
    }

    /** Whoever shows two states of the history against each other is told here. */
    StateUses states() {
        return states;
    }

    /** Two states against each other: the later one on the canvas, the earlier one left of the line. */
    private void compare(HistoryEntry before, HistoryEntry after) {
        if (!workspace.history().current().id().equals(after.id())) {
            workspace.jump(after.id());
        }
        canvas.compare().compare(before.document(), before.label(), after.label());
        see.compare(before, after);
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
        documents.begin(file);
        tray.showEarlier();
    }

    /** The picture on the canvas was brought back: so is its prompt, if nothing was typed since. */
    private void broughtBack() {
        if (prompt.text().get().isBlank()) {
            documents.recipe().ifPresent(recipe -> prompt.text().set(recipe.prompt()));
        }
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
