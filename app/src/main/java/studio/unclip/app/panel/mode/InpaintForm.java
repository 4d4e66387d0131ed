package studio.unclip.app.panel.mode;

import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.edit.Masking;
import studio.unclip.app.edit.PaintMode;
import studio.unclip.app.edit.Rings;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Sampling;

/** A part of the picture painted anew: what the document's mask covers. */
public final class InpaintForm implements ModeForm {
    private static final String NO_MASK = "Paint over what is to change (mask brush: B).";

    private final Workspace workspace;
    private final StringBinding missing;
    private final ObjectProperty<PaintMode> how = new SimpleObjectProperty<>(this, "how", PaintMode.REPLACE);
    private final DoubleProperty likeness = new SimpleDoubleProperty(this, "likeness", PaintMode.REPLACE.likeness());
    private final ObjectProperty<Optional<BlendRing>> ring = new SimpleObjectProperty<>(this, "ring", Optional.empty());
    private final ReadOnlyStringWrapper masked = new ReadOnlyStringWrapper(this, "masked", "");

    InpaintForm(Workspace workspace) {
        this.workspace = workspace;
        how.subscribe(now -> likeness.set(now.likeness()));
        workspace.addListener(new SessionListener() {
            @Override
            public void historyChanged() {
                measure();
            }
        });
        measure();
        missing = Bindings.createStringBinding(
                () -> {
                    String picture = OnPicture.missing(workspace).get();
                    return !picture.isEmpty() || !masked.get().isEmpty() ? picture : NO_MASK;
                },
                workspace.empty(),
                masked);
    }

    /** What is to happen under the mask. */
    public ObjectProperty<PaintMode> how() {
        return how;
    }

    /** How far the prompt is drawn towards what is seen around, 0 to 1. */
    public DoubleProperty likeness() {
        return likeness;
    }

    /** How wide old and new are blended around the mask; empty: by the mask's size. */
    public ObjectProperty<Optional<BlendRing>> ring() {
        return ring;
    }

    /** How large the masked part is; empty while nothing is masked. Follows the history, not every dab. */
    public ReadOnlyStringProperty masked() {
        return masked.getReadOnlyProperty();
    }

    private void measure() {
        Document document = workspace.document().get();
        IntRect area = document.mask().coverage().boundsWithin(document.bounds());
        masked.set(area.isEmpty() ? "" : "Masked: within " + area.width() + " × " + area.height() + " pixels");
    }

    @Override
    public Mode mode() {
        return Mode.INPAINT;
    }

    @Override
    public ObservableValue<PromptUse> promptUse() {
        return how.map(now -> switch (now) {
            case ADD, REPLACE, BACKGROUND -> PromptUse.NEEDED;
            case CONTINUE -> PromptUse.OPTIONAL;
            case REMOVE -> PromptUse.NONE;
        });
    }

    @Override
    public ObservableValue<String> question() {
        return how.map(now -> switch (now) {
            case ADD, REPLACE -> "What shall be there? For example: a hat";
            case BACKGROUND -> "What shall be behind it? For example: a snowy forest";
            case CONTINUE, REMOVE -> "What goes on there? May stay empty.";
        });
    }

    @Override
    public ObservableValue<String> missing() {
        return missing;
    }

    /** What is painted anew. Any thread. */
    static MaskMap repaint(Document document, PaintMode how) {
        return how == PaintMode.BACKGROUND
                ? Masks.invert(document.mask().coverage(), document.bounds())
                : document.mask().coverage();
    }

    @Override
    public Ask ask(String prompt, Supplier<Sampling> sampling) {
        Document document = workspace.document().get();
        MaskMap repaint = repaint(document, how.get());
        Mask mask = Masking.toEngine(repaint, document.size());
        ImageRequest request = new ImageRequest.Inpaint(
                new DocumentPicture(document),
                mask,
                how.get().intent(),
                how.get() == PaintMode.REMOVE ? "" : prompt,
                likeness.get(),
                Optional.empty(),
                sampling.get());
        BlendRing blend = ring.get().orElseGet(() -> Rings.around(mask));
        String label = how.get() == PaintMode.REMOVE ? "Removed" : prompt.isEmpty() ? "Painted" : prompt;
        return new Ask(Mode.INPAINT, request, new Destination.Within(document, repaint, blend), label);
    }
}
