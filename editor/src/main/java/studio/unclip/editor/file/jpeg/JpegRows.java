package studio.unclip.editor.file.jpeg;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;
import studio.unclip.editor.file.flat.ColourProfile;
import studio.unclip.editor.file.flat.RowSink;

/** Hands a decoded picture on, upright, row by row, its colours converted; holds a few lines, never a second picture. */
final class JpegRows {
    /** Columns are fetched together where a picture turns: one alone would wander through all of the memory. */
    private static final int COLUMNS = 32;

    private final Raster raster;
    private final int bands;
    private final int highest;
    private final Optional<ColourProfile> profile;
    private final Orientation orientation;
    private int firstColumn = -1;
    private int columns;
    private int[] fetched = new int[0];
    private byte[] bytes = new byte[0];

    /**
     * @param raster grey, or red, green, blue and perhaps alpha
     * @param bits a sample
     * @param profile converts; empty where the numbers are sRGB
     */
    JpegRows(Raster raster, int bits, Optional<ColourProfile> profile, Orientation orientation) {
        this.raster = raster;
        this.bands = raster.getNumBands();
        this.highest = (1 << bits) - 1;
        this.profile = profile;
        this.orientation = orientation;
    }

    void emit(RowSink sink) throws IOException {
        boolean turns = orientation.turns();
        int width = turns ? raster.getHeight() : raster.getWidth();
        int height = turns ? raster.getWidth() : raster.getHeight();
        sink.start(width, height);
        int[] line = new int[width * bands];
        int[] argb = new int[width];
        byte[] rgb = new byte[width * 3];
        for (int y = 0; y < height; y++) {
            int stored = orientation.line(y, height);
            if (turns) {
                column(stored, line);
            } else {
                fetch(0, stored, width, 1);
                System.arraycopy(fetched, 0, line, 0, line.length);
            }
            colours(line, rgb, argb);
            if (orientation.reversed()) {
                reverse(argb);
            }
            sink.row(y, argb);
        }
    }

    private void column(int x, int[] line) {
        if (firstColumn < 0 || x < firstColumn || x >= firstColumn + columns) {
            firstColumn = x / COLUMNS * COLUMNS;
            columns = Math.min(COLUMNS, raster.getWidth() - firstColumn);
            fetch(firstColumn, 0, columns, raster.getHeight());
        }
        for (int y = 0; y < raster.getHeight(); y++) {
            System.arraycopy(fetched, (y * columns + x - firstColumn) * bands, line, y * bands, bands);
        }
    }

    /** Samples of a pixel beside each other, eight bits each. */
    private void fetch(int x, int y, int width, int height) {
        int count = width * height * bands;
        if (fetched.length < count) {
            fetched = new int[count];
            bytes = new byte[count];
        }
        int left = raster.getMinX() + x;
        int top = raster.getMinY() + y;
        if (raster.getTransferType() == DataBuffer.TYPE_BYTE) {
            raster.getDataElements(left, top, width, height, bytes);
            for (int i = 0; i < count; i++) {
                fetched[i] = bytes[i] & 0xff;
            }
            return;
        }
        raster.getPixels(left, top, width, height, fetched);
        for (int i = 0; i < count && highest != 255; i++) {
            fetched[i] = (fetched[i] * 255 + highest / 2) / highest;
        }
    }

    private void colours(int[] line, byte[] rgb, int[] argb) {
        if (profile.isPresent()) {
            profile.get().toSrgb(line, argb.length, 255, rgb);
            for (int x = 0, i = 0; x < argb.length; x++, i += 3) {
                argb[x] = 0xff000000 | (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | (rgb[i + 2] & 0xff);
            }
            return;
        }
        for (int x = 0, i = 0; x < argb.length; x++, i += bands) {
            int alpha = bands == 4 ? line[i + 3] : 255;
            argb[x] = alpha << 24 | (bands == 1 ? line[i] * 0x010101 : line[i] << 16 | line[i + 1] << 8 | line[i + 2]);
        }
    }

    private static void reverse(int[] line) {
        for (int i = 0, k = line.length - 1; i < k; i++, k--) {
            int swap = line[i];
            line[i] = line[k];
            line[k] = swap;
        }
    }
}
