package studio.unclip.app.canvas.overlay;

import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.DocumentLimits;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;

/**
 * The canvas a picture is to be expanded to, and the squares a model sees when it paints a part of it. Document pixels.
 * Window thread.
 */
public final class FrameModel implements ResizableFrame {
    private final Workspace workspace;
    private final ObjectProperty<IntRect> frame = new SimpleObjectProperty<>(this, "frame") {
        @Override
        public void set(IntRect wanted) {
            super.set(allowed(wanted.x(), wanted.y(), wanted.right(), wanted.bottom()));
        }
    };
    private final BooleanProperty shown = new SimpleBooleanProperty(this, "shown");
    private final ObjectProperty<List<IntRect>> contexts = new SimpleObjectProperty<>(this, "contexts", List.of());
    private IntSize size;

    /** @param workspace whose document is to be expanded; when its size changes the frame lies around it again */
    public FrameModel(Workspace workspace) {
        this.workspace = workspace;
        this.size = workspace.document().get().size();
        reset();
        workspace.document().subscribe(document -> {
            if (!document.size().equals(size)) {
                size = document.size();
                reset();
            }
        });
    }

    /** Holds the document's bounds; what is set is made so. */
    @Override
    public ObjectProperty<IntRect> frame() {
        return frame;
    }

    /** Whether the mode needs it; it is also seen while its tool is in the hand. */
    public BooleanProperty shown() {
        return shown;
    }

    /** What the model sees when it paints into the mask; empty: it is not shown. */
    public ObjectProperty<List<IntRect>> contexts() {
        return contexts;
    }

    /** The document's bounds. */
    public void reset() {
        frame.set(workspace.document().get().bounds());
    }

    @Override
    public IntRect allowed(int left, int top, int right, int bottom) {
        IntRect bounds = workspace.document().get().bounds();
        int l = Math.clamp(left, bounds.right() - DocumentLimits.MAX_SIDE, 0);
        int t = Math.clamp(top, bounds.bottom() - DocumentLimits.MAX_SIDE, 0);
        return IntRect.between(
                l,
                t,
                Math.clamp(right, bounds.right(), l + DocumentLimits.MAX_SIDE),
                Math.clamp(bottom, bounds.bottom(), t + DocumentLimits.MAX_SIDE));
    }
}
