package studio.unclip.editor.file.ora;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.file.Parallel;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.render.Flattener;

/**
 * The small picture in the archive, at most {@link #SIDE} pixels a side: the mean, premultiplied, of what each pixel
 * covers. Rows whose part of the document did not change are taken from the one saved before.
 */
final class OraThumbnail {
    static final int SIDE = 256;

    private final IntSize size;
    private final int[] argb;

    private OraThumbnail(IntSize size, int[] argb) {
        this.size = size;
        this.argb = argb;
    }

    /** One that was read; null if it is not of the size this document's would have. */
    static OraThumbnail read(IntSize document, IntSize size, int[] argb) {
        return size.equals(sizeFor(document)) ? new OraThumbnail(size, argb) : null;
    }

    private static IntSize sizeFor(IntSize document) {
        double scale = Math.min(1, (double) SIDE / Math.max(document.width(), document.height()));
        return new IntSize(
                Math.clamp(Math.round(document.width() * scale), 1, SIDE),
                Math.clamp(Math.round(document.height() * scale), 1, SIDE));
    }

    IntSize size() {
        return size;
    }

    /** Straight {@code 0xAARRGGBB}; not to be written to. */
    int[] argb() {
        return argb;
    }

    /**
     * @param before of the same document's earlier state; null if there is none
     * @param changed the strips of {@link FlatPicture#STRIP_ROWS} rows that may differ since
     */
    static OraThumbnail of(Document document, OraThumbnail before, BitSet changed, Parallel parallel)
            throws IOException {
        int width = document.size().width();
        int height = document.size().height();
        IntSize size = sizeFor(document.size());
        boolean reuse = before != null && before.size.equals(size);
        int[] argb = reuse ? before.argb.clone() : new int[size.width() * size.height()];
        List<Callable<Boolean>> rows = new ArrayList<>();
        for (int y = 0; y < size.height(); y++) {
            int top = from(y, size.height(), height);
            int bottom = Math.max(top + 1, from(y + 1, size.height(), height));
            int next = changed.nextSetBit(top / FlatPicture.STRIP_ROWS);
            if (!reuse || (next >= 0 && next <= (bottom - 1) / FlatPicture.STRIP_ROWS)) {
                IntRect rect = new IntRect(0, top, width, bottom - top);
                int at = y * size.width();
                rows.add(() -> row(document.layers(), rect, size.width(), argb, at));
            }
        }
        parallel.map(rows.size(), rows::get, Watcher.none());
        return new OraThumbnail(size, argb);
    }

    /** The first document pixel that thumbnail pixel {@code i} covers. */
    private static int from(int i, int count, int length) {
        return (int) ((long) i * length / count);
    }

    /** Rows write to different parts of the array. */
    private static boolean row(List<Layer> layers, IntRect rect, int columns, int[] argb, int at) {
        int[] pixels = FlatPicture.rows(Flattener.tiles(layers, rect), rect);
        for (int x = 0; x < columns; x++) {
            int left = from(x, columns, rect.width());
            int right = Math.max(left + 1, from(x + 1, columns, rect.width()));
            argb[at + x] = mean(pixels, rect, left, right);
        }
        return true;
    }

    private static int mean(int[] pixels, IntRect rect, int left, int right) {
        long a = 0;
        long r = 0;
        long g = 0;
        long b = 0;
        for (int y = 0; y < rect.height(); y++) {
            for (int x = left; x < right; x++) {
                int pixel = pixels[y * rect.width() + x];
                long alpha = pixel >>> 24 & 0xffL;
                a += alpha;
                r += alpha * (pixel >> 16 & 0xff);
                g += alpha * (pixel >> 8 & 0xff);
                b += alpha * (pixel & 0xff);
            }
        }
        if (a == 0) {
            return 0;
        }
        long count = (long) rect.height() * (right - left);
        return (int) ((a + count / 2) / count) << 24
                | (int) ((r + a / 2) / a) << 16
                | (int) ((g + a / 2) / a) << 8
                | (int) ((b + a / 2) / a);
    }
}
