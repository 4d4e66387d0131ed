package studio.unclip.app.canvas.viewport;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import studio.unclip.app.workspace.Workspace;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;

/** Which part of the document is seen, and how large. Sizes and places in device pixels. Window thread. */
public final class CanvasViewModel {
    /** Around a fitted document, at 100 % display scale. */
    private static final int MARGIN = 24;

    /** One notch of a wheel. */
    public static final double NOTCH = 1.2;

    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<ViewTransform> transform =
            new ReadOnlyObjectWrapper<>(this, "transform", new ViewTransform(1, 0, 0));
    private final ReadOnlyStringWrapper zoomText = new ReadOnlyStringWrapper(this, "zoomText", "");
    private IntSize view = new IntSize(0, 0);
    private int margin = MARGIN;
    private IntSize document;

    /** Whether the whole document stays in the view when either changes its size: until a person zooms or moves. */
    private boolean fitting = true;

    /** @param workspace whose document is shown */
    public CanvasViewModel(Workspace workspace) {
        this.workspace = workspace;
        this.document = workspace.document().get().size();
        workspace.document().addListener((_, _, now) -> {
            if (!now.size().equals(document)) {
                document = now.size();
                fit();
            }
        });
    }

    public ReadOnlyObjectProperty<ViewTransform> transform() {
        return transform.getReadOnlyProperty();
    }

    /** As {@code 47 %}. */
    public ReadOnlyStringProperty zoomText() {
        return zoomText.getReadOnlyProperty();
    }

    public Workspace workspace() {
        return workspace;
    }

    public IntSize viewSize() {
        return view;
    }

    /**
     * The view has another size.
     *
     * @param scale device pixels per logical pixel
     */
    public void resize(IntSize size, double scale) {
        int wanted = (int) Math.round(MARGIN * scale);
        if (size.equals(view) && wanted == margin) {
            return;
        }
        view = size;
        margin = wanted;
        if (fitting) {
            fit();
        } else {
            show(transform.get());
        }
    }

    /** The whole document. */
    public void fit() {
        fitting = true;
        if (view.area() > 0) {
            set(ViewTransform.fit(document, view, margin));
        }
    }

    /** A rectangle of the document, or around it; the whole document no longer follows the window's size. */
    public void fit(IntRect region) {
        fitting = false;
        if (view.area() > 0) {
            set(ViewTransform.fit(region, view, margin));
        }
    }

    /** Whether all of a rectangle of the document, or around it, is in the view. */
    public boolean shows(IntRect region) {
        ViewTransform now = transform.get();
        return now.viewX(region.x()) >= 0
                && now.viewY(region.y()) >= 0
                && now.viewX(region.right()) <= view.width()
                && now.viewY(region.bottom()) <= view.height();
    }

    /** One document pixel on one device pixel; the middle of the view stays. */
    public void oneToOne() {
        fitting = false;
        show(transform.get().withZoomAt(1, view.width() / 2.0, view.height() / 2.0));
    }

    /** @param notches of a wheel, positive for larger; what lies under the point stays there */
    public void zoom(double notches, double viewX, double viewY) {
        fitting = false;
        show(transform.get().zoomedAt(Math.pow(NOTCH, notches), viewX, viewY));
    }

    /** As {@link #zoom(double, double, double)} at the middle of the view. */
    public void zoom(double notches) {
        zoom(notches, view.width() / 2.0, view.height() / 2.0);
    }

    /** Moves the document in the view. */
    public void move(int dx, int dy) {
        if (dx != 0 || dy != 0) {
            fitting = false;
            show(transform.get().movedBy(dx, dy));
        }
    }

    private void show(ViewTransform wanted) {
        set(wanted.keptIn(view, document));
    }

    private void set(ViewTransform now) {
        transform.set(now);
        double percent = now.zoom() * 100;
        zoomText.set((percent < 10 ? Math.round(percent * 10) / 10.0 + "" : Math.round(percent) + "") + " %");
    }
}
