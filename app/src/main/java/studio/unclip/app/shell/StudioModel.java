package studio.unclip.app.shell;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import studio.unclip.app.canvas.CanvasViewModel;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.EngineStart;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.panel.history.HistoryViewModel;
import studio.unclip.app.panel.layers.LayersViewModel;
import studio.unclip.app.panel.prompt.PromptViewModel;
import studio.unclip.app.panel.see.SeeViewModel;
import studio.unclip.app.panel.tray.TrayState;
import studio.unclip.app.panel.tray.TrayViewModel;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Recipe;

/** The whole window without a control in it: the panels' models, joined. Window thread. */
public final class StudioModel {
    private final EngineStart engine;
    private final Workspace workspace;
    private final PromptViewModel prompt;
    private final TrayViewModel tray;
    private final CanvasViewModel canvas;
    private final LayersViewModel layers;
    private final HistoryViewModel history;
    private final SeeViewModel see;
    private final StateUses states;
    private final SaveModel save;
    private final BooleanBinding canGenerate;
    private final ReadOnlyObjectWrapper<Optional<Notice>> notice =
            new ReadOnlyObjectWrapper<>(this, "notice", Optional.empty());

    /**
     * What the models touch outside themselves.
     *
     * @param randomSeeds draws seeds
     * @param nanoTime a clock for durations
     * @param savePlaces asks where to save
     * @param writer writes files
     * @param background files and packs; may wait
     * @param checks checks of the prompt, after a pause in the typing
     * @param windowThread where all of this lives
     */
    public record Surroundings(
            LongSupplier randomSeeds,
            LongSupplier nanoTime,
            SavePlaces savePlaces,
            PictureWriter writer,
            Executor background,
            Executor checks,
            Executor windowThread) {}

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
                outside.windowThread(),
                outside.background(),
                outside.nanoTime(),
                workspace,
                why -> tell(new Notice(why, true)));
        this.canvas = new CanvasViewModel(workspace);
        this.layers = new LayersViewModel(workspace, outside.background(), outside.windowThread());
        this.see = new SeeViewModel(workspace, engine.state(), outside.background(), outside.windowThread());
        this.states = new StateUses(this::tell, this::makeAgain, this::useRecipe);
        states.onCompare(see::compare);
        this.history = new HistoryViewModel(workspace, states);
        workspace.addListener(new SessionListener() {
            @Override
            public void refused(Refusal reason) {
                tell(new Notice(reason.sentence(), true));
            }
        });
        this.save = new SaveModel(
                workspace,
                outside.savePlaces(),
                outside.writer(),
                outside.background(),
                outside.windowThread(),
                this::tell);
        this.canGenerate = Bindings.createBooleanBinding(
                () -> prompt.complete().get() && !tray.running().get(), prompt.complete(), tray.running());
        tray.state().subscribe(this::tellOfAnEmptyTray);
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

    public TrayViewModel tray() {
        return tray;
    }

    public CanvasViewModel canvas() {
        return canvas;
    }

    public LayersViewModel layers() {
        return layers;
    }

    public HistoryViewModel history() {
        return history;
    }

    public SeeViewModel see() {
        return see;
    }

    /** Whoever shows two states of the history against each other is told here. */
    StateUses states() {
        return states;
    }

    public SaveModel save() {
        return save;
    }

    /** Whether there is a prompt, an engine to answer it, and none being answered. */
    public BooleanBinding canGenerate() {
        return canGenerate;
    }

    /** Answers the prompt; nothing while {@link #canGenerate()} is false. */
    public void generate() {
        if (canGenerate.get() && engine.state().get() instanceof EngineState.Ready(ImageGenerator generator)) {
            tray.ask(generator, Ask.of(prompt.request()));
        }
    }

    /** Makes a recipe's picture again, as it was; nothing while another one is made. */
    private void makeAgain(Recipe recipe) {
        if (!tray.running().get()
                && recipe.request() instanceof ImageRequest.Generate request
                && engine.state().get() instanceof EngineState.Ready(ImageGenerator generator)) {
            tray.ask(generator, Ask.of(request));
        }
    }

    /** Puts a recipe's settings into the prompt panel. */
    public void useRecipe(Recipe recipe) {
        prompt.text().set(recipe.prompt());
    }

    /** What would be lost if the window closed now. */
    public AtStake atStake() {
        return new AtStake(tray.running().get(), tray.unused(), save.unsaved(), save.unsavedHistory());
    }

    /** The picture on the canvas was brought back: so is its prompt, if nothing was typed since. */
    public void broughtBack() {
        if (prompt.text().get().isBlank()) {
            save.recipe().ifPresent(recipe -> prompt.text().set(recipe.prompt()));
        }
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
