package studio.unclip.app.canvas.input;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.input.ZoomEvent;
import studio.unclip.app.canvas.viewport.CanvasViewModel;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.app.tool.ToolBox;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.edit.MoveLayer;
import studio.unclip.editor.tool.PointerEvent;
import studio.unclip.editor.tool.PointerEvent.Modifier;

/**
 * Mouse, wheel and keys on the canvas. A gesture belongs to the tool from press to release, wherever the pointer goes
 * meanwhile: over panels and out of the window it is still the same stroke. Window thread.
 */
public final class CanvasInput {
    /** What JavaFX reports for one notch of a wheel. */
    private static final double NOTCH_DELTA = 40;

    private static final int PAN_STEP = 48;
    private static final int LARGE_NUDGE = 10;

    /** Documents and what a hand can reach beyond them lie well within, document pixels. */
    private static final double FARTHEST = 9e6;

    private final CanvasViewModel model;
    private final Viewport viewport;
    private final ToolBox tools;
    private final Workspace workspace;
    private final Runnable enter;
    private final ReadOnlyObjectWrapper<Optional<Point2D>> pointer =
            new ReadOnlyObjectWrapper<>(this, "pointer", Optional.empty());
    private final ReadOnlyBooleanWrapper panning = new ReadOnlyBooleanWrapper(this, "panning");
    private final ReadOnlyBooleanWrapper handHeld = new ReadOnlyBooleanWrapper(this, "handHeld");
    private boolean drawing;
    private Optional<MouseEvent> passing = Optional.empty();
    private double lastX;
    private double lastY;
    private double leftX;
    private double leftY;

    /**
     * @param canvas hears of everything; its origin is the view's
     * @param enter what the Enter key does when no tool's gesture waits for it
     */
    public CanvasInput(Node canvas, CanvasViewModel model, Viewport viewport, ToolBox tools, Runnable enter) {
        this.model = model;
        this.viewport = viewport;
        this.tools = tools;
        this.workspace = model.workspace();
        this.enter = enter;
        canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            canvas.requestFocus();
            pressed(event);
        });
        canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
        canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
        canvas.addEventHandler(MouseEvent.MOUSE_ENTERED, this::moved);
        canvas.addEventHandler(MouseEvent.MOUSE_EXITED, _ -> pointer.set(Optional.empty()));
        canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        canvas.addEventHandler(ZoomEvent.ZOOM, event -> {
            zoom(Math.log(event.getZoomFactor()) / Math.log(CanvasViewModel.NOTCH), event.getX(), event.getY());
            event.consume();
        });
        canvas.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    /** Where the pointer is over the canvas, in its coordinates; empty while it is elsewhere or moves the picture. */
    public ReadOnlyObjectProperty<Optional<Point2D>> pointer() {
        return pointer.getReadOnlyProperty();
    }

    /** Whether the picture is being moved in the view. */
    public ReadOnlyBooleanProperty panning() {
        return panning.getReadOnlyProperty();
    }

    /** Whether a key holds the hand: then the left button moves the picture, whatever the tool. */
    public ReadOnlyBooleanProperty handHeld() {
        return handHeld.getReadOnlyProperty();
    }

    /** Takes the hand, or puts it away. */
    public void holdHand(boolean held) {
        handHeld.set(held);
    }

    /** Whether the left button moves the picture. */
    public boolean isHand() {
        return handHeld.get() || !isTool();
    }

    private boolean isTool() {
        return switch (tools.inHand().get()) {
            case HAND, CROP, FRAME -> false;
            default -> true;
        };
    }

    private void pressed(MouseEvent event) {
        if (drawing) {
            // Another button in the middle of a stroke is no part of it.
            event.consume();
            return;
        }
        boolean primary = event.getButton() == MouseButton.PRIMARY;
        if (primary && !handHeld.get()) {
            tools.holdEyedropper(event.isAltDown());
        }
        if (event.getButton() == MouseButton.MIDDLE || (primary && isHand())) {
            panning.set(true);
            pointer.set(Optional.empty());
            lastX = event.getX();
            lastY = event.getY();
        } else if (primary) {
            drawing = true;
            tools.begins();
            tell(PointerEvent.Kind.DOWN, event);
        }
        event.consume();
    }

    private void dragged(MouseEvent event) {
        if (panning.get()) {
            double scale = viewport.scale().getValue();
            int dx = (int) Math.round((event.getX() - lastX) * scale);
            int dy = (int) Math.round((event.getY() - lastY) * scale);
            // Only by whole device pixels; what is left over counts with the next move.
            lastX += dx / scale;
            lastY += dy / scale;
            model.move(dx, dy);
            event.consume();
        } else if (drawing) {
            pointer.set(place(event));
            if (tools.inHand().get() == ToolKind.MOVE) {
                tellSoon(event);
            } else {
                tell(PointerEvent.Kind.MOVE, event);
            }
            event.consume();
        }
    }

    /** A layer is moved as a whole for every place it passes: of those that pile up meanwhile only the last one counts. */
    private void tellSoon(MouseEvent event) {
        boolean first = passing.isEmpty();
        passing = Optional.of(event);
        if (first) {
            Platform.runLater(() -> {
                passing.ifPresent(last -> tell(PointerEvent.Kind.MOVE, last));
                passing = Optional.empty();
            });
        }
    }

    private void released(MouseEvent event) {
        if (panning.get()) {
            panning.set(event.isPrimaryButtonDown() || event.isMiddleButtonDown());
        } else if (drawing && event.getButton() == MouseButton.PRIMARY) {
            drawing = false;
            passing = Optional.empty();
            tell(PointerEvent.Kind.UP, event);
            tools.holdEyedropper(event.isAltDown());
        }
        boolean inside = ((Node) event.getSource()).contains(event.getX(), event.getY());
        pointer.set(inside && !panning.get() ? place(event) : Optional.empty());
        event.consume();
    }

    private void moved(MouseEvent event) {
        if (event.isPrimaryButtonDown() || event.isMiddleButtonDown()) {
            return;
        }
        if (drawing || panning.get()) {
            // The release was not heard of: another window took it.
            drawing = false;
            panning.set(false);
            workspace.finishGesture();
        }
        tools.holdEyedropper(event.isAltDown());
        pointer.set(place(event));
        if (isTool() && workspace.isBusy()) {
            tell(PointerEvent.Kind.MOVE, event);
        }
    }

    private static Optional<Point2D> place(MouseEvent event) {
        return Optional.of(new Point2D(event.getX(), event.getY()));
    }

    private void tell(PointerEvent.Kind kind, MouseEvent event) {
        Set<Modifier> held = EnumSet.noneOf(Modifier.class);
        if (event.isShiftDown()) {
            held.add(Modifier.SHIFT);
        }
        if (event.isControlDown()) {
            held.add(Modifier.CONTROL);
        }
        if (event.isAltDown()) {
            held.add(Modifier.ALT);
        }
        // JavaFX tells no pressure: full.
        workspace.pointer(
                new PointerEvent(
                        kind,
                        Math.clamp(viewport.documentX(event.getX()), -FARTHEST, FARTHEST),
                        Math.clamp(viewport.documentY(event.getY()), -FARTHEST, FARTHEST),
                        1,
                        held,
                        System.nanoTime()),
                viewport.transform().getValue().zoom());
    }

    /**
     * Scrolling moves the picture, with Shift sideways, with Ctrl it zooms: the same for a wheel and for two fingers, as
     * GIMP, Inkscape and Affinity have it. On X11 the two cannot be told apart (both come as notches), so a rule that gave
     * each its own would zoom where a person at a touchpad means to move. On macOS Cmd zooms as well.
     */
    private void scrolled(ScrollEvent event) {
        double dx = event.getDeltaX();
        double dy = event.getDeltaY();
        if (event.isControlDown() || event.isShortcutDown()) {
            if (dy != 0) {
                zoom(dy / NOTCH_DELTA, event.getX(), event.getY());
            }
        } else {
            boolean sideways = event.isShiftDown() && dx == 0;
            double scale = viewport.scale().getValue();
            leftX += (sideways ? dy : dx) * scale;
            leftY += (sideways ? 0 : dy) * scale;
            int wholeX = (int) leftX;
            int wholeY = (int) leftY;
            // Only by whole device pixels; a slow finger's rest counts with what comes next.
            leftX -= wholeX;
            leftY -= wholeY;
            model.move(wholeX, wholeY);
        }
        event.consume();
    }

    private void zoom(double notches, double x, double y) {
        double scale = viewport.scale().getValue();
        model.zoom(notches, x * scale, y * scale);
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> arrow(-1, 0, event);
            case RIGHT -> arrow(1, 0, event);
            case UP -> arrow(0, -1, event);
            case DOWN -> arrow(0, 1, event);
            case PLUS, EQUALS, ADD -> model.zoom(1);
            case MINUS, SUBTRACT -> model.zoom(-1);
            case ENTER -> enterPressed();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void enterPressed() {
        if (workspace.isBusy()) {
            workspace.finishGesture();
        } else {
            enter.run();
        }
    }

    /** Looks that way, or moves the layer when that is the tool. */
    private void arrow(int dx, int dy, KeyEvent event) {
        if (tools.inHand().get() == ToolKind.MOVE) {
            int step = event.isShiftDown() ? LARGE_NUDGE : 1;
            workspace
                    .activeLayer()
                    .get()
                    .ifPresent(layer -> workspace.command(new MoveLayer(layer, dx * step, dy * step), "Move layer"));
        } else {
            model.move(-dx * PAN_STEP, -dy * PAN_STEP);
        }
    }

    /** Gives a gesture up that is going on; whether one was. */
    public boolean giveUp() {
        boolean busy = workspace.isBusy();
        if (busy) {
            drawing = false;
            passing = Optional.empty();
            workspace.cancelGesture();
        }
        return busy;
    }
}
