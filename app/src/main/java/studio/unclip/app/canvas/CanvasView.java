package studio.unclip.app.canvas;

import java.nio.IntBuffer;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.session.SessionListener;

/**
 * The canvas: one image of the view's size in device pixels, painted by our own compositor at most once a pulse. JavaFX
 * never sees the whole picture.
 */
public final class CanvasView extends Region {
    /** What JavaFX reports for one notch of a wheel. */
    private static final double NOTCH_DELTA = 40;

    private static final int KEY_STEP = 48;

    private final CanvasViewModel model;
    private final CanvasPainter painter = new CanvasPainter();
    private final ImageView image = new ImageView();
    private IntSize size = new IntSize(0, 0);
    private int[] pixels = {};
    private PixelBuffer<IntBuffer> buffer;
    private boolean dirty = true;
    private boolean handHeld;
    private boolean panning;
    private double lastX;
    private double lastY;

    /** Device pixels per logical pixel; changes when the window goes to another screen, or the desktop is set anew. */
    private final ObservableValue<Double> displayScale;

    /** @param model what is seen */
    public CanvasView(CanvasViewModel model) {
        this(model, Optional.empty());
    }

    /** @param scale of the display; empty: that of the window it is in */
    CanvasView(CanvasViewModel model, Optional<ObservableValue<Double>> scale) {
        this.model = model;
        displayScale = scale.orElseGet(() -> sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::outputScaleXProperty)
                .map(Number::doubleValue)
                .orElse(1.0));
        displayScale.addListener((_, _, _) -> repaint());
        getStyleClass().add("canvas");
        setId("canvas");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText("Canvas");
        setFocusTraversable(true);
        setMinSize(0, 0);
        image.setManaged(false);
        image.setSmooth(false);
        image.setMouseTransparent(true);
        getChildren().add(image);

        model.transform().addListener((_, _, _) -> repaint());
        model.workspace().addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect dirtyArea) {
                repaint();
            }
        });
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
        addEventHandler(MouseEvent.MOUSE_RELEASED, _ -> endPan());
        addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    /** Whether the hand is held: then the left button moves the picture. */
    public boolean isHandHeld() {
        return handHeld;
    }

    /** Takes the hand, or puts it away. */
    public void holdHand(boolean held) {
        handHeld = held;
        showCursor();
    }

    private void repaint() {
        dirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double scale = displayScale.getValue();
        IntSize wanted = new IntSize((int) Math.min(8192, Math.round(getWidth() * scale)), (int)
                Math.min(8192, Math.round(getHeight() * scale)));
        if (wanted.area() == 0) {
            return;
        }
        if (!wanted.equals(size)) {
            size = wanted;
            pixels = new int[wanted.width() * wanted.height()];
            buffer = new PixelBuffer<>(
                    wanted.width(), wanted.height(), IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            image.setImage(new WritableImage(buffer));
            dirty = true;
        }
        image.setFitWidth(wanted.width() / scale);
        image.setFitHeight(wanted.height() / scale);
        model.resize(wanted, scale);
        if (dirty) {
            dirty = false;
            painter.paint(model.workspace().document().get(), model.transform().get(), size, pixels, scale);
            buffer.updateBuffer(_ -> new Rectangle2D(0, 0, size.width(), size.height()));
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.getDeltaY() != 0) {
            double scale = displayScale.getValue();
            model.zoom(event.getDeltaY() / NOTCH_DELTA, event.getX() * scale, event.getY() * scale);
            event.consume();
        }
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        MouseButton button = event.getButton();
        panning = button == MouseButton.MIDDLE || (button == MouseButton.PRIMARY && handHeld);
        lastX = event.getX();
        lastY = event.getY();
        showCursor();
        event.consume();
    }

    private void dragged(MouseEvent event) {
        if (!panning) {
            return;
        }
        double scale = displayScale.getValue();
        int dx = (int) Math.round((event.getX() - lastX) * scale);
        int dy = (int) Math.round((event.getY() - lastY) * scale);
        // Only by whole device pixels; what is left over counts with the next move.
        lastX += dx / scale;
        lastY += dy / scale;
        model.move(dx, dy);
        event.consume();
    }

    private void endPan() {
        panning = false;
        showCursor();
    }

    private void keyPressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case LEFT -> model.move(KEY_STEP, 0);
            case RIGHT -> model.move(-KEY_STEP, 0);
            case UP -> model.move(0, KEY_STEP);
            case DOWN -> model.move(0, -KEY_STEP);
            case PLUS, EQUALS, ADD -> model.zoom(1);
            case MINUS, SUBTRACT -> model.zoom(-1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void showCursor() {
        setCursor(panning ? Cursor.CLOSED_HAND : handHeld ? Cursor.OPEN_HAND : Cursor.DEFAULT);
    }
}
