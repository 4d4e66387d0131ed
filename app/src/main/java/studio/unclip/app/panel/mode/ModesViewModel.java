package studio.unclip.app.panel.mode;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.edit.PaintMode;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.EngineState;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Sampling;

/** Which mode the window is in, and what each of them is set to. Every mode keeps a prompt of its own. Window thread. */
public final class ModesViewModel {
    private final ObjectProperty<Mode> mode = new SimpleObjectProperty<>(this, "mode", Mode.GENERATE);
    private final StringProperty prompt;
    private final Map<Mode, String> prompts = new EnumMap<>(Mode.class);
    private final GenerateForm generate;
    private final InpaintForm inpaint;
    private final ExpandForm expand;
    private final VaryForm vary;
    private final RefineForm refine;
    private final DiffForm diff;
    private final MixForm mix;
    private final PackAbilities abilities;
    private final PictureNote note;
    private final StringBinding missing;
    private final BooleanBinding complete;
    private final Supplier<Sampling> samplings;
    private final InpaintContexts contexts;

    /**
     * What the modes are made of.
     *
     * @param engine where the engine stands
     * @param prompt what is written in the prompt field
     * @param conditioning what stands for the image embedding
     * @param samplings how the next run samples; draws a seed where none is kept
     * @param frame the canvas to expand to, in the document's pixels
     * @param later runs a task after a pause in the typing
     * @param background reads pictures
     * @param windowThread where all of this lives
     * @param problems is told, in one line, that the device failed or memory ran out
     */
    public record Surroundings(
            ObservableValue<EngineState> engine,
            StringProperty prompt,
            ObjectProperty<Conditioning> conditioning,
            Supplier<Sampling> samplings,
            ObjectProperty<IntRect> frame,
            Executor later,
            Executor background,
            Executor windowThread,
            Consumer<String> problems) {}

    /** @param workspace whose document is worked on */
    public ModesViewModel(Workspace workspace, Surroundings outside) {
        prompt = outside.prompt();
        samplings = outside.samplings();
        abilities = new PackAbilities(outside.engine(), outside.background(), outside.windowThread());
        generate = new GenerateForm(prompt, outside.conditioning(), abilities.sizes(), abilities.looks());
        inpaint = new InpaintForm(workspace);
        contexts = new InpaintContexts(workspace, outside.engine(), inpaint, outside.later(), outside.windowThread());
        expand = new ExpandForm(workspace, outside.frame());
        vary = new VaryForm(workspace);
        refine = new RefineForm(workspace);
        diff = new DiffForm(
                workspace,
                outside.engine(),
                prompt,
                outside.samplings(),
                outside.later(),
                outside.windowThread(),
                outside.problems());
        mix = new MixForm(workspace);
        abilities.negative().subscribe(refine.takesNegative()::set);
        abilities.aspects().subscribe(known -> {
            mix.aspects().setAll(known);
            mix.aspect().set(Optional.empty());
        });
        note = new PictureNote(workspace, mode, outside.engine(), outside.background(), outside.windowThread());
        missing = whatIsMissing();
        complete = whetherComplete();
        mode.addListener((_, before, now) -> {
            prompts.put(before, prompt.get());
            diff.active().set(now == Mode.TEXT_DIFF);
            prompt.set(prompts.getOrDefault(now, ""));
        });
    }

    /** The chosen one. */
    public ObjectProperty<Mode> mode() {
        return mode;
    }

    /** Why the open pack cannot do this, one sentence; empty where it can, or none is open. */
    public ObservableValue<String> refused(Mode which) {
        return abilities.refused(which);
    }

    /** What the chosen mode is set to. */
    public ModeForm form() {
        return form(mode.get());
    }

    /** What a mode is set to. */
    public ModeForm form(Mode which) {
        return switch (which) {
            case GENERATE -> generate;
            case INPAINT -> inpaint;
            case EXPAND -> expand;
            case VARY -> vary;
            case REFINE -> refine;
            case TEXT_DIFF -> diff;
            case MIX -> mix;
        };
    }

    /** All of them, in the order of the bar. */
    public static List<Mode> all() {
        return List.of(Mode.values());
    }

    /** What the chosen mode is called on its button. */
    public ObservableValue<String> verb() {
        return mode.map(Mode::verb);
    }

    /** Whether the chosen mode has a place for a prompt. */
    public ObservableValue<Boolean> takesPrompt() {
        return promptUse().map(use -> use != PromptUse.NONE);
    }

    private ObservableValue<PromptUse> promptUse() {
        return mode.flatMap(now -> form(now).promptUse());
    }

    /** What the prompt says in the chosen mode. */
    public ObservableValue<String> promptTitle() {
        return mode.map(now -> now == Mode.TEXT_DIFF ? "Turn it into" : "Prompt");
    }

    /** Whether the chosen mode makes several pictures at once. */
    public ObservableValue<Boolean> makesSeveral() {
        return mode.map(now -> now != Mode.TEXT_DIFF);
    }

    /** What stands in the empty prompt field. */
    public ObservableValue<String> question() {
        return mode.flatMap(now -> form(now).question());
    }

    /** Why the chosen mode asks nothing yet, one line that says what to do; empty when only a prompt is missing, or nothing. */
    public StringBinding missing() {
        return missing;
    }

    /** What to know of the open picture before this pack works on it, one sentence; mostly empty. */
    public ReadOnlyStringProperty note() {
        return note.text();
    }

    /** Whether all is there that the chosen mode needs. */
    public BooleanBinding complete() {
        return complete;
    }

    // JavaFX keeps what a binding listens to, not the binding: who makes one must hold it.
    private StringBinding whatIsMissing() {
        ObservableValue<String> cannot = mode.flatMap(this::refused);
        ObservableValue<String> lacks = mode.flatMap(now -> form(now).missing());
        return Bindings.createStringBinding(
                () -> cannot.getValue().isEmpty() ? lacks.getValue() : cannot.getValue(), cannot, lacks);
    }

    private BooleanBinding whetherComplete() {
        ObservableValue<PromptUse> use = promptUse();
        return Bindings.createBooleanBinding(
                () -> missing.get().isEmpty()
                        && (use.getValue() != PromptUse.NEEDED || !prompt.get().isBlank()),
                missing,
                use,
                prompt);
    }

    /** What the chosen mode asks, with the prompt that is written. */
    public Ask ask() {
        return form().ask(prompt.get().strip(), samplings);
    }

    /**
     * Sets the mode and all it needs as a picture was asked for. What the picture was made from is not there: the mask and
     * the canvas are those of the open document.
     */
    public void use(ImageRequest request) {
        mode.set(modeOf(request));
        prompt.set(request.prompt());
        switch (request) {
            case ImageRequest.Generate it -> {
                generate.splitting().set(it.splitting() || it.areas().isEmpty());
                generate.size().getValue().ifPresent(size -> size.use(it.size()));
            }
            case ImageRequest.Inpaint it -> {
                inpaint.how().set(PaintMode.of(it.intent()));
                inpaint.likeness().set(it.likeness());
            }
            case ImageRequest.Expand it -> expand.use(it);
            case ImageRequest.Vary it -> {
                vary.meaning().set(it.meaning());
                vary.layout().set(it.layout());
            }
            case ImageRequest.Refine it -> {
                refine.strength().set(it.strength());
                refine.negative().set(it.negative());
            }
            case ImageRequest.TextDiff it -> {
                diff.from().set(it.from());
                diff.way().set(it.way());
            }
            case ImageRequest.Mix it -> mix.aspect().set(it.aspect());
            case ImageRequest.Upscale _ -> {
                // Has no mode: it is a command of the picture's.
            }
        }
    }

    private static Mode modeOf(ImageRequest request) {
        return switch (request) {
            case ImageRequest.Generate _, ImageRequest.Upscale _ -> Mode.GENERATE;
            case ImageRequest.Inpaint _ -> Mode.INPAINT;
            case ImageRequest.Expand _ -> Mode.EXPAND;
            case ImageRequest.Vary _ -> Mode.VARY;
            case ImageRequest.Refine _ -> Mode.REFINE;
            case ImageRequest.TextDiff _ -> Mode.TEXT_DIFF;
            case ImageRequest.Mix _ -> Mode.MIX;
        };
    }

    public GenerateForm generate() {
        return generate;
    }

    public InpaintForm inpaint() {
        return inpaint;
    }

    /** The squares of the picture that the model is shown to paint into the mask; mostly one. */
    public ReadOnlyObjectProperty<List<IntRect>> inpaintContexts() {
        return contexts.squares();
    }

    public ExpandForm expand() {
        return expand;
    }

    public VaryForm vary() {
        return vary;
    }

    public RefineForm refine() {
        return refine;
    }

    public DiffForm diff() {
        return diff;
    }

    public MixForm mix() {
        return mix;
    }
}
