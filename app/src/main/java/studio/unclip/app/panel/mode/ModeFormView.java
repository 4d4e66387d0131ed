package studio.unclip.app.panel.mode;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.layout.VBox;
import studio.unclip.app.generate.Mode;

/** What the chosen mode is set to, under the prompt; made when the mode is chosen for the first time. */
public final class ModeFormView extends VBox {
    private static final ObservableBooleanValue ALWAYS = new SimpleBooleanProperty(true);

    private final Map<Mode, Node> forms = new EnumMap<>(Mode.class);
    private final ModesViewModel model;
    private final StringProperty prompt;
    private final Runnable apply;

    /**
     * @param model what it shows
     * @param prompt what is written in the prompt field
     * @param apply asks what the chosen mode asks
     */
    public ModeFormView(ModesViewModel model, StringProperty prompt, Runnable apply) {
        this.model = model;
        this.prompt = prompt;
        this.apply = apply;
        setId("mode-form");
        managedProperty().bind(visibleProperty());
        model.mode().subscribe(this::show);
    }

    private void show(Mode mode) {
        Node form = forms.computeIfAbsent(mode, this::form);
        getChildren().setAll(form);
        visibleProperty().bind(mode == Mode.GENERATE ? model.generate().hasMore() : ALWAYS);
    }

    private Node form(Mode mode) {
        return switch (mode) {
            case GENERATE -> new GenerateView(model.generate());
            case INPAINT -> new InpaintView(model.inpaint());
            case EXPAND -> new ExpandView(model.expand());
            case VARY -> new VaryView(model.vary());
            case REFINE -> new RefineView(model.refine());
            case TEXT_DIFF -> new DiffView(model.diff(), prompt, apply);
            case MIX -> new MixView(model.mix());
        };
    }
}
