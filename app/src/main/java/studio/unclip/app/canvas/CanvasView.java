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
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import studio.unclip.app.canvas.input.CanvasInput;
import studio.unclip.app.canvas.overlay.BrushCursor;
import studio.unclip.app.canvas.overlay.CompareModel.Compared;
import studio.unclip.app.canvas.overlay.ContextFrame;
import studio.unclip.app.canvas.overlay.FrameOverlay;
import studio.unclip.app.canvas.overlay.GestureOutline;
import studio.unclip.app.canvas.overlay.InPlaceView;
import studio.unclip.app.canvas.overlay.SelectionAnts;
import studio.unclip.app.canvas.overlay.WipeOverlay;
import studio.unclip.app.canvas.viewport.CanvasViewModel;
import studio.unclip.app.canvas.viewport.Viewport;
import studio.unclip.app.tool.ToolKind;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.session.SessionListener;

/**
 * The canvas: one image of the view's size in device pixels, painted by our own compositor at most once a pulse and only
 * where something changed, with what lies over it. JavaFX never sees the whole picture.
 */
public final class CanvasView extends Region {
    private static final int LARGEST_SIDE = 8192;

    private final CanvasModel model;
    private final CanvasViewModel view;
    private final CanvasPainter painter = new CanvasPainter();
    private final ImageView image = new ImageView();
    private final SelectionAnts ants = new SelectionAnts();
    private final CanvasInput input;
    private final BrushCursor brush;
    private final FrameOverlay frame;
    private final FrameOverlay crop;
    private final WipeOverlay wipe;
    private IntSize size = new IntSize(0, 0);
    private int[] pixels = {};
    private PixelBuffer<IntBuffer> buffer;
    private boolean allDirty = true;
    private boolean inPlace;

    /** Of the document, waiting for the next pulse. */
    private IntRect dirty = IntRect.EMPTY;

    /** Device pixels per logical pixel; changes when the window goes to another screen, or the desktop is set anew. */
    private final ObservableValue<Double> displayScale;

    /** @param model what is seen and done */
    public CanvasView(CanvasModel model) {
        this(model, Optional.empty());
    }

    /** @param scale of the display; empty: that of the window it is in */
    CanvasView(CanvasModel model, Optional<ObservableValue<Double>> scale) {
        this.model = model;
        this.view = model.view();
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

        Viewport viewport = new Viewport(view.transform(), displayScale);
        input = new CanvasInput(this, view, viewport, model.tools(), this::enter);
        brush = new BrushCursor(model.tools(), viewport, input.pointer());
        frame = FrameOverlay.expanding(
                model.frame(), model.frameVisible(), view.workspace(), viewport, this::showFrame);
        crop = FrameOverlay.cropping(
                model.crop(), model.tools().inHand().map(ToolKind.CROP::equals), view.workspace(), viewport);
        wipe = new WipeOverlay(model.compare(), view.workspace(), viewport);
        getChildren()
                .addAll(
                        image,
                        new InPlaceView(model.inPlace(), viewport),
                        ants,
                        new ContextFrame(model.frame().contexts(), viewport),
                        new GestureOutline(view.workspace().outline(), viewport),
                        frame,
                        crop,
                        wipe,
                        brush);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        listen();
    }

    private void listen() {
        view.transform().addListener((_, _, _) -> repaint());
        model.maskShown().addListener((_, _, _) -> repaint());
        model.inPlace().addListener((_, _, now) -> {
            // Where the result comes to be seen the veil over its place is in the way; only then all is painted anew.
            if (inPlace == now.isEmpty()) {
                inPlace = !now.isEmpty();
                repaint();
            }
        });
        model.compare().compared().addListener((_, _, _) -> repaint());
        model.compare().position().addListener((_, _, _) -> repaint());
        view.workspace().addListener(new SessionListener() {
            @Override
            public void documentChanged(Document before, Document after, IntRect area) {
                if (before.size().equals(after.size())) {
                    dirty = dirty.union(area);
                    requestLayout();
                } else {
                    repaint();
                }
            }
        });
        model.frameVisible().addListener((_, _, shown) -> {
            if (shown) {
                showFrame();
            }
        });
        model.tools().inHand().addListener((_, _, _) -> showCursor());
        model.tools().brush().addListener((_, _, _) -> showCursor());
        view.transform().addListener((_, _, _) -> showCursor());
        input.panning().addListener((_, _, _) -> showCursor());
        input.handHeld().addListener((_, _, _) -> showCursor());
        input.pointer().addListener((_, _, _) -> ants.wake());
        ObservableValue<Boolean> focused =
                sceneProperty().flatMap(Scene::windowProperty).flatMap(Window::focusedProperty);
        focused.addListener((_, _, now) -> {
            if (Boolean.TRUE.equals(now)) {
                ants.wake();
            } else {
                ants.rest();
            }
        });
        showCursor();
    }

    CanvasModel model() {
        return model;
    }

    /** Whether the hand is held: then the left button moves the picture. */
    public boolean isHandHeld() {
        return input.handHeld().get();
    }

    /** Takes the hand, or puts it away. */
    public void holdHand(boolean held) {
        input.holdHand(held);
    }

    /** Gives up a stroke, a pull or a crop that is going on; whether one was. */
    public boolean giveUpGesture() {
        return input.giveUp() || frame.giveUp() || crop.giveUp() || model.crop().giveUp();
    }

    private void enter() {
        if (model.tools().inHand().get() == ToolKind.CROP) {
            model.crop().apply();
        }
    }

    /** The frame is seen whole, with room to pull it further. */
    private void showFrame() {
        IntRect wanted = model.frame().frame().get();
        if (model.frameVisible().get() && !view.shows(wanted)) {
            view.fit(wanted);
        }
    }

    private void repaint() {
        allDirty = true;
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double scale = displayScale.getValue();
        for (Region overlay : new Region[] {frame, crop, wipe}) {
            overlay.resizeRelocate(0, 0, getWidth(), getHeight());
        }
        IntSize wanted = new IntSize((int) Math.min(LARGEST_SIDE, Math.round(getWidth() * scale)), (int)
                Math.min(LARGEST_SIDE, Math.round(getHeight() * scale)));
        if (wanted.area() == 0) {
            return;
        }
        if (!wanted.equals(size)) {
            size = wanted;
            pixels = new int[wanted.width() * wanted.height()];
            buffer = new PixelBuffer<>(
                    wanted.width(), wanted.height(), IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            image.setImage(new WritableImage(buffer));
            allDirty = true;
        }
        image.setFitWidth(wanted.width() / scale);
        image.setFitHeight(wanted.height() / scale);
        view.resize(wanted, scale);
        paint(new CanvasPainter.Look(view.transform().get(), size, scale));
    }

    private void paint(CanvasPainter.Look look) {
        IntRect part = allDirty ? look.all() : look.showing(dirty);
        allDirty = false;
        dirty = IntRect.EMPTY;
        Document document = view.workspace().document().get();
        if (!part.isEmpty()) {
            Optional<Document> left = model.compare().compared().get().map(Compared::other);
            CanvasPainter.Scene scene = new CanvasPainter.Scene(
                    document,
                    model.maskShown().get() && !inPlace,
                    left,
                    model.compare().position().get());
            painter.paint(scene, look, part, pixels);
            buffer.updateBuffer(_ -> new Rectangle2D(part.x(), part.y(), part.width(), part.height()));
        }
        ants.show(document, look.transform(), size, look.displayScale());
    }

    private void showCursor() {
        Cursor cursor;
        if (input.panning().get()) {
            cursor = Cursor.CLOSED_HAND;
        } else if (input.isHand()) {
            cursor = model.tools().inHand().get() == ToolKind.HAND
                            || input.handHeld().get()
                    ? Cursor.OPEN_HAND
                    : Cursor.DEFAULT;
        } else if (model.tools().inHand().get() == ToolKind.MOVE) {
            cursor = Cursor.MOVE;
        } else {
            cursor = brush.isLargeEnough() ? Cursor.NONE : Cursor.CROSSHAIR;
        }
        setCursor(cursor);
    }
}
