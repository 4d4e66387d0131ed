package studio.unclip.app.canvas.overlay;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import studio.unclip.app.canvas.viewport.ViewTransform;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Selection;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.render.MaskRenderer;

/**
 * Marching ants along the half-selected edge: black and white dashes of whole device pixels, which move while somebody is
 * there to see them. Takes no memory while everything is selected. Window thread.
 */
public final class SelectionAnts extends ImageView {
    /** Length of a dash at 100 % display scale. */
    private static final int DASH = 4;

    private static final int HALF = 128;
    private static final int WHITE = 0xffffffff;
    private static final int BLACK = 0xff000000;

    private final MaskRenderer renderer = new MaskRenderer();
    private final Ticks ticks = new Ticks(this::tick);
    private MaskMap drawn = MaskMap.FULL;
    private ViewTransform transform;
    private IntSize document;
    private IntSize view = new IntSize(0, 0);
    private int dash = DASH;
    private int[] pixels = {};
    private PixelBuffer<IntBuffer> buffer;

    /** Places in {@link #pixels} on the edge; only the first {@link #count} are. */
    private int[] edge = {};

    private int count;
    private IntRect dirty = IntRect.EMPTY;
    private int phase;

    public SelectionAnts() {
        setId("selection-ants");
        setManaged(false);
        setMouseTransparent(true);
        setSmooth(false);
        setVisible(false);
    }

    /** Somebody is there: they march for a while. */
    public void wake() {
        if (isVisible()) {
            ticks.wake();
        }
    }

    /** Nobody is there: they stand still. */
    public void rest() {
        ticks.stop();
    }

    /**
     * Draws the selection's edge, if anything of it is another than it was.
     *
     * @param now where the document lies in the view
     * @param size of the view, device pixels
     */
    @SuppressWarnings("ReferenceEquality") // an unchanged selection is the same object
    public void show(Document shown, ViewTransform now, IntSize size, double displayScale) {
        Selection selection = shown.selection();
        if (selection.isAll()) {
            drawn = MaskMap.FULL;
            setVisible(false);
            setImage(null);
            pixels = new int[0];
            view = new IntSize(0, 0);
            edge = new int[0];
            count = 0;
            ticks.stop();
            return;
        }
        int length = Math.max(2, (int) Math.round(DASH * displayScale));
        boolean same = selection.coverage() == drawn
                && now.equals(transform)
                && size.equals(view)
                && shown.size().equals(document)
                && length == dash;
        if (same) {
            return;
        }
        if (!size.equals(view)) {
            pixels = new int[size.width() * size.height()];
            buffer = new PixelBuffer<>(
                    size.width(), size.height(), IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
            setImage(new WritableImage(buffer));
        }
        drawn = selection.coverage();
        transform = now;
        view = size;
        document = shown.size();
        dash = length;
        setFitWidth(size.width() / displayScale);
        setFitHeight(size.height() / displayScale);
        setVisible(true);
        IntRect before = dirty;
        Arrays.fill(pixels, 0);
        find();
        draw();
        upload(before.union(dirty));
        ticks.wake();
    }

    private void find() {
        IntRect area = transform.shownAt(document).intersect(view.toRect());
        count = 0;
        dirty = IntRect.EMPTY;
        if (area.isEmpty()) {
            return;
        }
        IntRect read = area.grow(1);
        int stride = read.width();
        byte[] values = new byte[(int) read.area()];
        renderer.render(
                drawn,
                read.translate(-transform.originX(), -transform.originY()),
                transform.zoom(),
                document.toRect(),
                values,
                0,
                stride);
        for (int y = area.y(); y < area.bottom(); y++) {
            int at = (y - read.y()) * stride + 1;
            for (int x = area.x(); x < area.right(); x++, at++) {
                boolean inside = (values[at] & 0xff) >= HALF;
                if (inside
                        && ((values[at - 1] & 0xff) < HALF
                                || (values[at + 1] & 0xff) < HALF
                                || (values[at - stride] & 0xff) < HALF
                                || (values[at + stride] & 0xff) < HALF)) {
                    add(y * view.width() + x);
                    dirty = dirty.contains(x, y) ? dirty : dirty.union(new IntRect(x, y, 1, 1));
                }
            }
        }
    }

    private void add(int place) {
        if (count == edge.length) {
            edge = Arrays.copyOf(edge, Math.max(1024, count * 2));
        }
        edge[count++] = place;
    }

    private void draw() {
        int period = 2 * dash;
        int width = view.width();
        for (int i = 0; i < count; i++) {
            int place = edge[i];
            int along = Math.floorMod(place % width + place / width - phase, period);
            pixels[place] = along < dash ? BLACK : WHITE;
        }
    }

    private void tick() {
        phase = (phase + Math.max(1, dash / DASH)) % (2 * dash);
        draw();
        upload(dirty);
    }

    private void upload(IntRect part) {
        if (!part.isEmpty()) {
            IntRect inside = part.intersect(view.toRect());
            buffer.updateBuffer(_ -> new Rectangle2D(inside.x(), inside.y(), inside.width(), inside.height()));
        }
    }
}
