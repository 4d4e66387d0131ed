package studio.unclip.app.canvas.overlay;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.editor.geom.IntRect;

/** A thin frame around what the model sees of the picture. */
public final class ContextFrame extends Region {
    private static final double GAP = 4;

    private final ObservableValue<Optional<IntRect>> context;
    private final Viewport viewport;
    private final TwoToneLine line = new TwoToneLine();
    private final Label label = new Label("The model sees this");

    /** @param context document pixels */
    public ContextFrame(ObservableValue<Optional<IntRect>> context, Viewport viewport) {
        this.context = context;
        this.viewport = viewport;
        setManaged(false);
        setMouseTransparent(true);
        setId("context-frame");
        label.getStyleClass().add("canvas-label");
        getChildren().addAll(line, label);
        context.addListener((_, _, _) -> requestLayout());
        viewport.subscribe(this::requestLayout);
    }

    @Override
    protected void layoutChildren() {
        Optional<IntRect> shown = context.getValue();
        line.setVisible(shown.isPresent());
        label.setVisible(shown.isPresent());
        shown.ifPresent(rect -> {
            line.draw(rect, viewport);
            label.autosize();
            label.relocate(
                    Math.max(GAP, viewport.x(rect.x()) + GAP),
                    Math.max(GAP, viewport.y(rect.bottom()) - label.getHeight() - GAP));
        });
    }
}
