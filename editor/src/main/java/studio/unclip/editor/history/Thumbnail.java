package studio.unclip.editor.history;

import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Compositor;

/** A small picture of a state, kept compressed: a history may hold ten thousand. */
public final class Thumbnail {
    /** Longest side in pixels. */
    public static final int SIDE = 96;

    private final int width;
    private final int height;
    private final byte[] deflated;

    private Thumbnail(int width, int height, byte[] deflated) {
        this.width = width;
        this.height = height;
        this.deflated = deflated;
    }

    public static Thumbnail of(Raster picture) {
        byte[] room = new byte[picture.width() * picture.height() * 4 + 1024];
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(picture.rgba());
            deflater.finish();
            int length = deflater.deflate(room);
            return new Thumbnail(picture.width(), picture.height(), java.util.Arrays.copyOf(room, length));
        }
    }

    /** What a document looks like. On any thread; the compositor is used by one at a time. */
    public static Thumbnail of(Document document, Compositor compositor) {
        int longest = Math.max(document.size().width(), document.size().height());
        double scale = Math.min(1, SIDE / (double) longest);
        int width = Math.max(1, (int) Math.round(document.size().width() * scale));
        int height = Math.max(1, (int) Math.round(document.size().height() * scale));
        return of(compositor.renderRaster(document, new IntRect(0, 0, width, height), scale));
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Heap bytes it takes. */
    public int byteSize() {
        return deflated.length;
    }

    /** The picture, uncompressed anew on each call. */
    public Raster raster() {
        byte[] rgba = new byte[width * height * 4];
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(deflated);
            if (inflater.inflate(rgba) != rgba.length) {
                throw new IllegalStateException("a thumbnail is cut short");
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException("a thumbnail cannot be read", e);
        }
        return Raster.owning(width, height, rgba);
    }
}
