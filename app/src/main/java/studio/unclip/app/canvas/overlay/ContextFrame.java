package studio.unclip.app.canvas.overlay;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.editor.geom.IntRect;

/** Thin frames around what the model sees of the picture; a word at the first of them says so. */
public final class ContextFrame extends Region {
    private static final double GAP = 4;

    private final ObservableValue<List<IntRect>> contexts;
    private final Viewport viewport;
    private final List<TwoToneLine> lines = new ArrayList<>();
    private final Label label = new Label("The model sees this");

    /** @param contexts document pixels; empty: none is shown */
    public ContextFrame(ObservableValue<List<IntRect>> contexts, Viewport viewport) {
        this.contexts = contexts;
        this.viewport = viewport;
        setManaged(false);
        setMouseTransparent(true);
        setId("context-frame");
        label.getStyleClass().addAll("canvas-label", "context-label");
        getChildren().add(label);
        contexts.subscribe(this::update);
        viewport.subscribe(this::requestLayout);
    }

    private void update(List<IntRect> shown) {
        while (lines.size() > shown.size()) {
            getChildren().remove(lines.removeLast());
        }
        while (lines.size() < shown.size()) {
            lines.add(new TwoToneLine());
            getChildren().addFirst(lines.getLast());
        }
        label.setVisible(!shown.isEmpty());
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        List<IntRect> shown = contexts.getValue();
        for (int i = 0; i < shown.size(); i++) {
            lines.get(i).draw(shown.get(i), viewport);
        }
        if (!shown.isEmpty()) {
            IntRect first = shown.getFirst();
            label.autosize();
            // Below the frame, where it hides nothing of what the model sees, as long as that is in sight.
            double lowest = getParent().getLayoutBounds().getHeight() - label.getHeight() - GAP;
            label.relocate(Math.max(GAP, viewport.x(first.x())), Math.min(lowest, viewport.y(first.bottom()) + GAP));
        }
    }
}
