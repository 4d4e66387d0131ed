package studio.unclip.app.tool;

import java.util.function.Function;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.LayerId;
import studio.unclip.editor.document.PaintTarget;
import studio.unclip.editor.document.PaintTarget.MaskTarget;
import studio.unclip.editor.edit.Edit;
import studio.unclip.editor.edit.FillEdit;
import studio.unclip.editor.edit.MaskEdit;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.edit.ResizeCanvas;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.edit.TurnPicture;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.mask.Masks;
import studio.unclip.editor.pixel.Turn;

/**
 * What menus and buttons do to mask, selection and picture at once: one entry of the history each. What may take longer than
 * a frame on a large picture is made elsewhere and lands later. Window thread.
 */
public final class EditCommands {
    private static final MaskTarget MASK = new PaintTarget.DocumentMask();
    private static final int FULL = 255;

    private final Workspace workspace;
    private final ToolBox tools;
    private final IntegerProperty distance = new SimpleIntegerProperty(this, "distance", 8) {
        @Override
        public void set(int wanted) {
            super.set(Math.clamp(wanted, 1, Masks.MAX_REACH));
        }
    };

    public EditCommands(Workspace workspace, ToolBox tools) {
        this.workspace = workspace;
        this.tools = tools;
    }

    /** By how many pixels a mask is grown, shrunk and feathered, 1 to {@link Masks#MAX_REACH}; what is set is made so. */
    public IntegerProperty distance() {
        return distance;
    }

    /** Where something is selected, only there. */
    public void fillMask() {
        workspace.command(new MaskEdit.Fill(MASK, FULL), "Fill mask");
    }

    /** Where something is selected, only there. */
    public void clearMask() {
        workspace.command(new MaskEdit.Fill(MASK, 0), "Clear mask");
    }

    public void invertMask() {
        workspace.commandLater(new MaskEdit.Invert(MASK), "Invert mask");
    }

    public void growMask() {
        workspace.commandLater(new MaskEdit.Grow(MASK, distance.get()), "Grow mask");
    }

    public void shrinkMask() {
        workspace.commandLater(new MaskEdit.Shrink(MASK, distance.get()), "Shrink mask");
    }

    public void featherMask() {
        workspace.commandLater(new MaskEdit.Feather(MASK, distance.get()), "Feather mask");
    }

    public void maskFromSelection() {
        workspace.commandLater(new MaskEdit.FromSelection(MASK, Combine.REPLACE), "Selection to mask");
    }

    public void selectionFromMask() {
        workspace.commandLater(new SelectionEdit.FromMask(Combine.REPLACE), "Mask to selection");
    }

    public void selectEverything() {
        workspace.command(new SelectionEdit.All(), "Select everything");
    }

    public void invertSelection() {
        workspace.commandLater(new SelectionEdit.Invert(), "Invert selection");
    }

    /** The active layer with the colour, where it is selected. */
    public void fillWithColour() {
        onLayer(layer -> new FillEdit.Area(layer, tools.colour().get()), "Fill with colour");
    }

    /** The active layer transparent, where it is selected. */
    public void clearPixels() {
        onLayer(FillEdit.Clear::new, "Clear");
    }

    private void onLayer(Function<LayerId, Edit> edit, String label) {
        workspace
                .activeLayer()
                .get()
                .ifPresentOrElse(
                        layer -> workspace.commandLater(edit.apply(layer), label),
                        () -> workspace.refuse(Refusal.LAYER_MISSING));
    }

    public void turn(Turn turn) {
        String label = switch (turn) {
            case FLIP_LEFT_RIGHT -> "Flip left and right";
            case FLIP_TOP_BOTTOM -> "Flip top and bottom";
            case QUARTER_RIGHT -> "Turn right";
            case QUARTER_LEFT -> "Turn left";
            case HALF -> "Turn upside down";
        };
        workspace.commandLater(new TurnPicture(turn), label);
    }

    /**
     * Another size of the canvas; layers keep their pixels and what comes to lie outside.
     *
     * @param anchor which part of the picture stays where it is
     */
    public void resizeCanvas(IntSize size, Anchor anchor) {
        IntSize before = workspace.document().get().size();
        workspace.command(
                new ResizeCanvas(size, anchor.dx(before, size), anchor.dy(before, size), false), "Canvas size");
    }

    /** The canvas becomes what is selected; layers keep what comes to lie outside. */
    public void cropToSelection() {
        Document document = workspace.document().get();
        IntRect selected = document.selection().coverage().boundsWithin(document.bounds());
        if (!selected.isEmpty()) {
            workspace.command(
                    new ResizeCanvas(selected.size(), -selected.x(), -selected.y(), false), "Crop to selection");
        }
    }
}
