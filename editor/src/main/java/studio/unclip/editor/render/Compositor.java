package studio.unclip.editor.render;

import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.Tile;

/**
 * Renders documents for the screen. Keeps finished tiles with the steps that made them, so that only tiles whose layers
 * changed are made anew, whatever document is asked for. Zoomed out it composes smaller versions of the layers' tiles:
 * cheap, and equal to composing first except where partly transparent layers with blend modes meet at a pixel.
 *
 * <p>Output pixels lie on one grid that begins at the document's (0, 0) at every scale, so that regions rendered one by
 * one fit together. At scale 1 and above a document pixel becomes a block of equal pixels; below, an output pixel is
 * the mean of what it covers. Pixels outside the document are transparent. Confined to one thread.
 */
public final class Compositor {
    /** Bytes of finished tiles, and of smaller layer tiles, each kept by default. */
    public static final long DEFAULT_BUDGET = 192L << 20;

    private record TileKey(int level, int column, int row) {}

    /** A finished tile, or what is known to be empty. */
    @SuppressWarnings("ArrayRecordComponent") // private, never compared
    private record Finished(List<Step> steps, int[] pixels) {}

    private final Mips mips;
    private final TilePainter painter;
    private final GenerationCache<TileKey, Finished> finished;
    private long tilesMade;

    /** What is resampled; kept from one call to the next, as a view's worth is large. */
    private int[] unscaled = {};

    public Compositor() {
        this(DEFAULT_BUDGET);
    }

    /** @param budgetBytes bytes of finished tiles, and again as many of smaller layer tiles */
    public Compositor(long budgetBytes) {
        mips = new Mips(budgetBytes);
        painter = new TilePainter(mips);
        finished = new GenerationCache<>(HashMap::new, budgetBytes);
    }

    /**
     * Draws {@link #outputRect outputRect(region, scale)} into the buffer.
     *
     * @param region document pixels
     * @param scale output pixels per document pixel, above 0
     * @param buffer premultiplied {@code 0xAARRGGBB}
     * @param offset index of the upper left pixel
     * @param stride ints from one row to the next
     */
    public void render(Document document, IntRect region, double scale, int[] buffer, int offset, int stride) {
        renderOutput(document, outputRect(region, scale), scale, buffer, offset, stride);
    }

    /** As {@link #render} into a buffer, whose position is left alone and whose array is used if it has one. */
    public void render(Document document, IntRect region, double scale, IntBuffer buffer, int offset, int stride) {
        IntRect output = outputRect(region, scale);
        if (buffer.hasArray()) {
            renderOutput(document, output, scale, buffer.array(), buffer.arrayOffset() + offset, stride);
            return;
        }
        int[] rows = new int[output.width() * output.height()];
        renderOutput(document, output, scale, rows, 0, output.width());
        for (int y = 0; y < output.height(); y++) {
            buffer.put(offset + y * stride, rows, y * output.width(), output.width());
        }
    }

    /**
     * As {@link #render}, the region given in output pixels: output pixel X shows document pixels from X / scale to (X
     * + 1) / scale.
     */
    public void renderOutput(Document document, IntRect output, double scale, int[] buffer, int offset, int stride) {
        if (output.isEmpty()) {
            return;
        }
        View view = View.of(scale);
        if (view.isExact()) {
            levelPixels(document, view.level(), output, buffer, offset, stride);
            return;
        }
        IntRect needed = view.levelRect(output);
        int count = Math.multiplyExact(needed.width(), needed.height());
        if (unscaled.length < count) {
            unscaled = new int[count];
        }
        levelPixels(document, view.level(), needed, unscaled, 0, needed.width());
        view.resample(unscaled, needed, output, buffer, offset, stride);
    }

    /** As {@link #renderOutput} into a picture of its own, straight alpha; no colour where alpha is 0. */
    public Raster renderRaster(Document document, IntRect output, double scale) {
        int[] pixels = new int[Math.multiplyExact(output.width(), output.height())];
        renderOutput(document, output, scale, pixels, 0, output.width());
        byte[] rgba = new byte[Math.multiplyExact(pixels.length, 4)];
        for (int i = 0; i < pixels.length; i++) {
            int alpha = pixels[i] >>> 24;
            for (int channel = 0; channel < 3 && alpha > 0; channel++) {
                int premultiplied = (pixels[i] >> (16 - 8 * channel)) & 0xff;
                rgba[4 * i + channel] = (byte) Math.min(255, (premultiplied * 255 + alpha / 2) / alpha);
            }
            rgba[4 * i + 3] = (byte) alpha;
        }
        return Raster.owning(output.width(), output.height(), rgba);
    }

    /**
     * Does a share of the work of rendering these output pixels beforehand, so that a window stays smooth.
     *
     * @param nanos about how long it may take; at least one tile is made
     * @return whether nothing is left to do: rendering is then quick
     */
    public boolean prepare(Document document, IntRect output, double scale, long nanos) {
        View view = View.of(scale);
        IntRect shown = view.levelRect(output).intersect(view.levelRectOfDocument(document.bounds()));
        IntRect tiles = view.tiles(shown);
        long start = System.nanoTime();
        long longest = 0;
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                List<Step> steps = Step.of(document.layers(), column, row);
                if (cached(view.level(), column, row, steps) == null && !steps.isEmpty()) {
                    long before = System.nanoTime();
                    if (longest > 0 && before - start + longest > nanos) {
                        return false;
                    }
                    make(view.level(), column, row, steps);
                    longest = Math.max(Math.max(longest, 1), System.nanoTime() - before);
                }
            }
        }
        return true;
    }

    /** The pixels of a rectangle of one level, each the composition of 2^level x 2^level document pixels. */
    private void levelPixels(Document document, int level, IntRect area, int[] buffer, int offset, int stride) {
        IntRect shown = area.intersect(View.atLevel(level).levelRectOfDocument(document.bounds()));
        if (!shown.equals(area)) {
            for (int y = 0; y < area.height(); y++) {
                Arrays.fill(buffer, offset + y * stride, offset + y * stride + area.width(), 0);
            }
        }
        int side = Tile.SIZE >> level;
        IntRect tiles = View.atLevel(level).tiles(shown);
        for (int row = tiles.y(); row < tiles.bottom(); row++) {
            for (int column = tiles.x(); column < tiles.right(); column++) {
                IntRect tile = new IntRect(column * side, row * side, side, side);
                IntRect part = tile.intersect(shown);
                int to = offset + (part.y() - area.y()) * stride + part.x() - area.x();
                IntRect inside = part.translate(-tile.x(), -tile.y());
                drawTile(document, level, column, row, inside, buffer, to, stride);
            }
        }
    }

    private void drawTile(
            Document document, int level, int column, int row, IntRect part, int[] buffer, int to, int stride) {
        List<Step> steps = Step.of(document.layers(), column, row);
        if (steps.isEmpty()) {
            for (int y = 0; y < part.height(); y++) {
                Arrays.fill(buffer, to + y * stride, to + y * stride + part.width(), 0);
            }
            return;
        }
        int side = Tile.SIZE >> level;
        int[] pixels = cached(level, column, row, steps);
        if (pixels == null && part.area() * 4 < (long) side * side) {
            // A dab's worth: not worth a whole tile, which will be out of date at the next dab.
            painter.paint(
                    steps,
                    level,
                    part,
                    (lanes, from, x, y, count) ->
                            lanes.writePremultiplied(from, buffer, to + (y - part.y()) * stride + x - part.x(), count));
            return;
        }
        if (pixels == null) {
            pixels = make(level, column, row, steps);
        }
        for (int y = 0; y < part.height(); y++) {
            System.arraycopy(pixels, (part.y() + y) * side + part.x(), buffer, to + y * stride, part.width());
        }
    }

    /** The finished pixels, or null if there are none or they were made from other steps. */
    private int[] cached(int level, int column, int row, List<Step> steps) {
        Finished tile = finished.get(new TileKey(level, column, row));
        return tile != null && tile.steps().equals(steps) ? tile.pixels() : null;
    }

    private int[] make(int level, int column, int row, List<Step> steps) {
        int side = Tile.SIZE >> level;
        tilesMade++;
        int[] pixels = new int[side * side];
        painter.paint(
                steps,
                level,
                new IntRect(0, 0, side, side),
                (lanes, from, x, y, count) -> lanes.writePremultiplied(from, pixels, y * side + x, count));
        finished.put(new TileKey(level, column, row), new Finished(steps, pixels), pixels.length * 4L + 200);
        return pixels;
    }

    /** How many whole tiles have been composed so far. */
    long tilesMade() {
        return tilesMade;
    }

    /** Output pixels that show the region: the grid of output pixels begins at document (0, 0) at every scale. */
    public static IntRect outputRect(IntRect region, double scale) {
        return IntRect.between(
                (int) Math.floor(region.x() * scale),
                (int) Math.floor(region.y() * scale),
                (int) Math.ceil(region.right() * scale),
                (int) Math.ceil(region.bottom() * scale));
    }
}
