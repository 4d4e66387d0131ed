package studio.unclip.app.canvas.overlay;

import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.editor.tool.ToolEffect;

/** What the tool shows while its gesture goes on; drawn at most once a pulse. */
public final class GestureOutline extends Region {
    private final ObservableValue<ToolEffect.ShowOutline> outline;
    private final Viewport viewport;
    private final TwoToneLine line = new TwoToneLine();

    public GestureOutline(ObservableValue<ToolEffect.ShowOutline> outline, Viewport viewport) {
        this.outline = outline;
        this.viewport = viewport;
        setManaged(false);
        setMouseTransparent(true);
        setId("gesture-outline");
        getChildren().add(line);
        outline.addListener((_, _, _) -> requestLayout());
        viewport.subscribe(this::requestLayout);
    }

    @Override
    protected void layoutChildren() {
        ToolEffect.ShowOutline now = outline.getValue();
        line.draw(now.corners(), now.closed(), viewport);
    }
}
