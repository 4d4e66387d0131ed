package studio.unclip.app.canvas;

import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableBooleanValue;
import studio.unclip.app.canvas.overlay.CompareModel;
import studio.unclip.app.canvas.overlay.CropModel;
import studio.unclip.app.canvas.overlay.FrameModel;
import studio.unclip.app.canvas.overlay.InPlace;
import studio.unclip.app.canvas.viewport.CanvasViewModel;
import studio.unclip.app.tool.EditCommands;
import studio.unclip.app.tool.ToolBox;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;

/** What is on the canvas beside the document, and the tools it is worked on with. Window thread. */
public final class CanvasModel {
    private final CanvasViewModel view;
    private final ToolBox tools;
    private final FrameModel frame;
    private final CropModel crop;
    private final EditCommands commands;
    private final BooleanBinding frameVisible;
    private final CompareModel compare = new CompareModel();
    private final BooleanProperty maskShown = new SimpleBooleanProperty(this, "maskShown", true);
    private final ObjectProperty<List<InPlace>> inPlace = new SimpleObjectProperty<>(this, "inPlace", List.of());

    public CanvasModel(Workspace workspace) {
        view = new CanvasViewModel(workspace);
        tools = new ToolBox(workspace);
        frame = new FrameModel(workspace);
        crop = new CropModel(workspace, tools);
        commands = new EditCommands(workspace, tools);
        frameVisible = Bindings.createBooleanBinding(
                () -> frame.shown().get() || tools.inHand().get() == ToolKind.FRAME, frame.shown(), tools.inHand());
        // Whoever works on the mask sees it.
        tools.chosen().subscribe(kind -> {
            if (kind.group() == ToolKind.Group.MASK) {
                maskShown.set(true);
            }
        });
    }

    /** Which part of the document is seen. */
    public CanvasViewModel view() {
        return view;
    }

    public ToolBox tools() {
        return tools;
    }

    /** What menus and buttons do at once. */
    public EditCommands commands() {
        return commands;
    }

    /** Whether the frame is seen: because the mode needs it, or because its tool is in the hand. */
    public ObservableBooleanValue frameVisible() {
        return frameVisible;
    }

    /** The canvas to be expanded to, and what the model sees. */
    public FrameModel frame() {
        return frame;
    }

    public CropModel crop() {
        return crop;
    }

    /** The wipe between two pictures. */
    public CompareModel compare() {
        return compare;
    }

    /** Whether the document's mask is seen. */
    public BooleanProperty maskShown() {
        return maskShown;
    }

    /** Pictures seen over the document without being in it, from the bottom to the top. */
    public ObjectProperty<List<InPlace>> inPlace() {
        return inPlace;
    }
}
