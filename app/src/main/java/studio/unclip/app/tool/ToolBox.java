package studio.unclip.app.tool;

import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.session.SessionListener;
import studio.unclip.editor.tool.BrushTool;
import studio.unclip.editor.tool.EyedropperTool;
import studio.unclip.editor.tool.FillTool;
import studio.unclip.editor.tool.LassoTool;
import studio.unclip.editor.tool.MarqueeTool;
import studio.unclip.editor.tool.MoveTool;
import studio.unclip.editor.tool.PolygonTool;
import studio.unclip.editor.tool.Tool;
import studio.unclip.editor.tool.WandTool;

/**
 * The tool in the hand and how it is set; puts it into the workspace's hand. Mask and paint have brushes of their own.
 * Window thread.
 */
public final class ToolBox {
    private static final int MOST_COLOURS = 12;
    private static final int FIRST_COLOUR = 0xffd64533;

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<ToolKind> chosen = new ReadOnlyObjectWrapper<>(this, "chosen", ToolKind.HAND);
    private final ReadOnlyObjectWrapper<ToolKind> inHand = new ReadOnlyObjectWrapper<>(this, "inHand", ToolKind.HAND);
    private final ReadOnlyObjectWrapper<BrushSettings> brush = new ReadOnlyObjectWrapper<>(this, "brush");
    private final IntegerProperty colour = new SimpleIntegerProperty(this, "colour", FIRST_COLOUR);
    private final ObservableList<Integer> lastColours = FXCollections.observableArrayList();
    private final IntegerProperty tolerance = new SimpleIntegerProperty(this, "tolerance", 24);
    private final BooleanProperty contiguous = new SimpleBooleanProperty(this, "contiguous", true);
    private BrushSettings maskBrush = new BrushSettings(64, 0.75, 1, 0, false);
    private BrushSettings paintBrush = new BrushSettings(24, 0.75, 1, 0.1, false);
    private boolean eyedropperHeld;

    public ToolBox(Workspace workspace) {
        this.workspace = workspace;
        workspace.addListener(new SessionListener() {
            @Override
            public void colourPicked(int argb) {
                // Where the picture is transparent there is no colour to take.
                if (argb >>> 24 != 0) {
                    colour.set(argb | 0xff000000);
                }
            }
        });
        brush.set(paintBrush);
        // Not while the eyedropper is in the hand: it would be put down in the middle of its gesture.
        colour.subscribe(_ -> takeUpIf(inHand.get().usesColour()));
        workspace
                .layerMaskChosen()
                .subscribe(_ -> takeUpIf(inHand.get() == ToolKind.BRUSH || inHand.get() == ToolKind.ERASER));
        tolerance.subscribe(_ -> takeUpIf(inHand.get().takesLikeColours()));
        contiguous.subscribe(_ -> takeUpIf(inHand.get().takesLikeColours()));
    }

    /** What a person chose. */
    public ReadOnlyObjectProperty<ToolKind> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /** What works now: the chosen tool, or the eyedropper while a key holds it. */
    public ReadOnlyObjectProperty<ToolKind> inHand() {
        return inHand.getReadOnlyProperty();
    }

    public void choose(ToolKind kind) {
        chosen.set(kind);
        if (kind.isBrush()) {
            brush.set(isForMask(kind) ? maskBrush : paintBrush);
        }
        takeUp();
    }

    /** While held, a tool that puts colour down takes colours from the picture instead. */
    public void holdEyedropper(boolean held) {
        if (held != eyedropperHeld && !workspace.isBusy()) {
            eyedropperHeld = held;
            takeUp();
        }
    }

    /** The brush of the chosen tool, or of the last one that had one. */
    public ReadOnlyObjectProperty<BrushSettings> brush() {
        return brush.getReadOnlyProperty();
    }

    public void setBrush(BrushSettings settings) {
        if (isForMask(chosen.get())) {
            maskBrush = settings;
        } else {
            paintBrush = settings;
        }
        brush.set(settings);
        takeUp();
    }

    public void larger() {
        changeBrush(brush.get().larger());
    }

    public void smaller() {
        changeBrush(brush.get().smaller());
    }

    public void harder() {
        changeBrush(brush.get().harder());
    }

    public void softer() {
        changeBrush(brush.get().softer());
    }

    private void changeBrush(BrushSettings settings) {
        if (chosen.get().isBrush()) {
            setBrush(settings);
        }
    }

    /** What brush and fill put down, opaque {@code 0xFFRRGGBB}. */
    public IntegerProperty colour() {
        return colour;
    }

    /** Colours that were put down, the last one first, each once. */
    public ObservableList<Integer> lastColours() {
        return lastColours;
    }

    /** How far a channel may lie from the clicked pixel's, for fill and wand, 0 to 255. */
    public IntegerProperty tolerance() {
        return tolerance;
    }

    /** Whether fill and wand take only what is connected to the clicked pixel. */
    public BooleanProperty contiguous() {
        return contiguous;
    }

    /** The tool in the hand begins to work. */
    public void begins() {
        if (inHand.get().usesColour()) {
            Integer used = colour.get();
            lastColours.remove(/* element */ used);
            lastColours.addFirst(used);
            if (lastColours.size() > MOST_COLOURS) {
                lastColours.removeLast();
            }
        }
    }

    private void takeUpIf(boolean concerned) {
        if (concerned) {
            takeUp();
        }
    }

    private void takeUp() {
        ToolKind kind = eyedropperHeld && chosen.get().usesColour() ? ToolKind.EYEDROPPER : chosen.get();
        tool(kind).ifPresentOrElse(workspace::choose, workspace::finishGesture);
        inHand.set(kind);
    }

    /** As the editor knows it; empty for what only moves the view or a frame over it. */
    private Optional<Tool> tool(ToolKind kind) {
        return switch (kind) {
            case HAND, CROP, FRAME -> Optional.empty();
            case MOVE -> Optional.of(new MoveTool("Move layer"));
            case MASK_BRUSH ->
                Optional.of(BrushTool.mask(BrushTool.Aim.DOCUMENT_MASK, maskBrush.brush(), "Mask stroke"));
            case MASK_ERASER ->
                Optional.of(BrushTool.maskEraser(BrushTool.Aim.DOCUMENT_MASK, maskBrush.brush(), "Erase mask"));
            // On a layer's mask the brush shows and the eraser hides, whatever the colour.
            case BRUSH ->
                Optional.of(
                        onLayerMask()
                                ? BrushTool.mask(BrushTool.Aim.LAYER_MASK, paintBrush.brush(), "Show by layer mask")
                                : BrushTool.paint(paintBrush.brush(), colour.get(), "Brush stroke"));
            case ERASER ->
                Optional.of(
                        onLayerMask()
                                ? BrushTool.maskEraser(
                                        BrushTool.Aim.LAYER_MASK, paintBrush.brush(), "Hide by layer mask")
                                : BrushTool.eraser(paintBrush.brush(), "Erase"));
            case FILL ->
                Optional.of(new FillTool(
                        BrushTool.Aim.LAYER, colour.get(), tolerance.get(), contiguous.get(), true, "Fill"));
            case EYEDROPPER -> Optional.of(new EyedropperTool());
            case RECTANGLE -> Optional.of(MarqueeTool.rectangle("Select rectangle"));
            case ELLIPSE -> Optional.of(MarqueeTool.ellipse("Select ellipse"));
            case LASSO -> Optional.of(new LassoTool("Lasso"));
            case POLYGON -> Optional.of(new PolygonTool("Select polygon"));
            case WAND -> Optional.of(new WandTool(tolerance.get(), contiguous.get(), "Magic wand"));
        };
    }

    private boolean onLayerMask() {
        return workspace.layerMaskChosen().get();
    }

    private static boolean isForMask(ToolKind kind) {
        return kind.group() == ToolKind.Group.MASK;
    }
}
