package studio.unclip.editor.file.flat;

import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.pixel.Raster;

/** Puts the rows of a picture one under the other into a {@link Raster}. */
public final class RasterRows implements RowSink {
    private final Limits limits;
    private int width;
    private int height;
    private byte[] rgba;

    /** @param limits asked for the memory of the raster */
    public RasterRows(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void start(int columns, int rows) throws FileProblem {
        if ((long) columns * rows > Raster.MAX_PIXELS) {
            throw FileProblem.tooLarge("it has more pixels than can be looked at in one piece");
        }
        limits.checkMemory((long) columns * rows * 4);
        width = columns;
        height = rows;
        rgba = new byte[Math.multiplyExact(Math.multiplyExact(columns, rows), 4)];
    }

    @Override
    public void row(int y, int[] argb) {
        int at = y * width * 4;
        for (int x = 0; x < width; x++) {
            rgba[at++] = (byte) (argb[x] >> 16);
            rgba[at++] = (byte) (argb[x] >> 8);
            rgba[at++] = (byte) argb[x];
            rgba[at++] = (byte) (argb[x] >>> 24);
        }
    }

    /** The picture; rows that never came are transparent. Hands its array over: called once, after the last row. */
    public Raster finish() {
        return Raster.owning(width, height, rgba);
    }
}
