package studio.unclip.app.shell;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.document.Notice;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.VaryAmount;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.mode.ModesViewModel;
import studio.unclip.app.panel.prompt.FormerPrompts;
import studio.unclip.app.panel.prompt.PromptViewModel;
import studio.unclip.app.panel.tray.TrayViewModel;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.DocumentLimits;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.history.HistoryEntry;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Sampling;

/**
 * What the window asks of the engine: what the chosen mode asks, relatives of a picture, a larger one, a state of the
 * history once more. Window thread.
 */
public final class Asking {
    private final PromptViewModel prompt;
    private final ModesViewModel modes;
    private final TrayViewModel tray;
    private final FormerPrompts formerPrompts;
    private final ObservableValue<EngineState> engine;
    private final Workspace workspace;
    private final LongSupplier randomSeeds;
    private final Consumer<Notice> notices;
    private final Consumer<Notice> read;
    private final BooleanBinding canGenerate;
    private final BooleanBinding canAsk;

    /** What was said when something was asked for while the pack was still opening: it is made when that is done. */
    private Optional<Notice> wished = Optional.empty();

    /**
     * Where it is said what is asked for, and where it goes.
     *
     * @param prompt in words, and how it is sampled
     * @param modes what else the chosen mode needs
     * @param tray takes what is asked
     * @param formerPrompts keeps what was written
     */
    record Panels(PromptViewModel prompt, ModesViewModel modes, TrayViewModel tray, FormerPrompts formerPrompts) {}

    /**
     * @param engine where the engine stands
     * @param workspace the open document
     * @param randomSeeds draws seeds
     * @param notices is told why something is not asked
     * @param read hears which of them says nothing new any more
     */
    Asking(
            Panels panels,
            ObservableValue<EngineState> engine,
            Workspace workspace,
            LongSupplier randomSeeds,
            Consumer<Notice> notices,
            Consumer<Notice> read) {
        this.prompt = panels.prompt();
        this.modes = panels.modes();
        this.tray = panels.tray();
        this.formerPrompts = panels.formerPrompts();
        this.engine = engine;
        this.workspace = workspace;
        this.randomSeeds = randomSeeds;
        this.notices = notices;
        this.read = read;
        this.canGenerate = Bindings.createBooleanBinding(
                () -> prompt.ready().get() && modes.complete().get(), prompt.ready(), modes.complete());
        this.canAsk = Bindings.createBooleanBinding(
                () -> canGenerate.get()
                        || (engine.getValue() instanceof EngineState.Opening
                                && modes.complete().get()
                                && prompt.seed().valid().get()),
                canGenerate,
                engine,
                modes.complete(),
                prompt.seed().valid());
        canGenerate.addListener((_, _, can) -> {
            if (can && wished.isPresent()) {
                generate();
            }
        });
    }

    /** Whether there is a prompt, and an engine to answer it now or when its turn comes. */
    public BooleanBinding canGenerate() {
        return canGenerate;
    }

    /** Whether {@link #generate()} leads to something: now, or once the pack that is being opened is there. */
    public BooleanBinding canAsk() {
        return canAsk;
    }

    /** Asks what the chosen mode asks; what is asked while the pack is being opened is made when that is done. */
    public void generate() {
        wished.ifPresent(read);
        wished = Optional.empty();
        if (!canGenerate.get() && canAsk.get()) {
            Notice later = new Notice("The pack is being opened. What you asked for is made right after.", false);
            wished = Optional.of(later);
            notices.accept(later);
        } else if (canGenerate.get()) {
            formerPrompts.add(prompt.text().get());
            try {
                tray.ask(modes.ask());
            } catch (InvalidRequestException e) {
                notices.accept(new Notice(e.getMessage(), true));
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

    /** Makes a state's picture again, as it was, when its turn comes. */
    void makeAgain(HistoryEntry state, Recipe recipe) {
        if (recipe.request() instanceof ImageRequest.Generate request) {
            tray.ask(Ask.of(request));
        } else {
            // It was made from what was on the canvas before it: a recipe holds no pictures.
            state.parent().flatMap(workspace.history()::entry).ifPresent(before -> workspace.jump(before.id()));
            use(recipe);
            generate();
        }
    }

    /** Asks for relatives of a picture, as many as the prompt asks for. */
    void vary(Picture picture, String label) {
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
            notices.accept(new Notice(Refusal.PICTURE_TOO_LARGE.sentence(), true));
            return;
        }
        try {
            ImageRequest.Upscale request = new ImageRequest.Upscale(
                    new DocumentPicture(document), factor, Sampling.of(randomSeeds.getAsLong(), 1));
            if (engine.getValue() instanceof EngineState.Ready(ImageGenerator generator)) {
                // What the pack cannot is said now, not in the queue.
                generator.plan(request);
            }
            tray.ask(new Ask(Mode.GENERATE, request, new Destination.Instead(document), "Upscaled " + factor + "×"));
        } catch (InvalidRequestException e) {
            notices.accept(new Notice(e.getMessage(), true));
        }
    }

    /** The settings a picture was made with are those of the prompt. */
    void use(Recipe recipe) {
        // What was typed is not lost: arrow up in the prompt brings it back.
        formerPrompts.add(prompt.text().get());
        modes.use(recipe.request());
        prompt.use(recipe.request().sampling());
        notices.accept(new Notice("The settings of that picture are in the fields.", false));
    }
}
