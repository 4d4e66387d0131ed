package studio.unclip.app.canvas.overlay;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import studio.unclip.app.tool.ToolBox;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.DocumentLimits;
import studio.unclip.editor.edit.ResizeCanvas;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;

/**
 * What is left of the picture when it is cropped, while the crop tool is in the hand; where it reaches beyond the picture
 * the canvas grows. Begins with what is selected. Document pixels. Window thread.
 */
public final class CropModel implements ResizableFrame {
    private final Workspace workspace;
    private final ToolBox tools;
    private final ObjectProperty<IntRect> frame = new SimpleObjectProperty<>(this, "frame", IntRect.EMPTY);
    private IntSize size;

    public CropModel(Workspace workspace, ToolBox tools) {
        this.workspace = workspace;
        this.tools = tools;
        this.size = workspace.document().get().size();
        tools.inHand().subscribe(this::begin);
        workspace.document().subscribe(document -> {
            if (!document.size().equals(size)) {
                size = document.size();
                begin();
            }
        });
    }

    @Override
    public ObjectProperty<IntRect> frame() {
        return frame;
    }

    /** Takes what is selected, or all of the picture. */
    private void begin() {
        if (tools.inHand().get() == ToolKind.CROP) {
            IntRect bounds = workspace.document().get().bounds();
            IntRect selected = workspace.document().get().selection().coverage().boundsWithin(bounds);
            frame.set(selected.isEmpty() ? bounds : selected);
        }
    }

    /** Whether {@link #apply} would change anything. */
    public boolean isChanged() {
        return !frame.get().equals(workspace.document().get().bounds());
    }

    /** Makes it so: one entry of the history. Layers keep what comes to lie outside. */
    public void apply() {
        IntRect wanted = frame.get();
        if (isChanged() && !wanted.isEmpty()) {
            workspace.command(new ResizeCanvas(wanted.size(), -wanted.x(), -wanted.y(), false), "Crop");
        }
    }

    /** Gives it up; whether there was anything to give up. */
    public boolean giveUp() {
        boolean changed = tools.inHand().get() == ToolKind.CROP && isChanged();
        if (changed) {
            frame.set(workspace.document().get().bounds());
        }
        return changed;
    }

    @Override
    public IntRect allowed(int left, int top, int right, int bottom) {
        IntRect bounds = workspace.document().get().bounds();
        int l = Math.clamp(left, bounds.right() - DocumentLimits.MAX_SIDE, bounds.right() - 1);
        int t = Math.clamp(top, bounds.bottom() - DocumentLimits.MAX_SIDE, bounds.bottom() - 1);
        return IntRect.between(
                l,
                t,
                Math.clamp(right, Math.max(1, l + 1), l + DocumentLimits.MAX_SIDE),
                Math.clamp(bottom, Math.max(1, t + 1), t + DocumentLimits.MAX_SIDE));
    }
}
