package studio.unclip.editor.pixel;

import studio.unclip.editor.geom.IntRect;

/** Copies between tiles and plain pictures, clipped to where they overlap. */
final class RasterCopy {
    private RasterCopy() {}

    static void toRgba(int[] tile, IntRect tileRect, IntRect area, byte[] rgba) {
        IntRect part = tileRect.intersect(area);
        for (int y = part.y(); y < part.bottom(); y++) {
            int from = ((y - tileRect.y()) << Tile.SHIFT) + part.x() - tileRect.x();
            int to = ((y - area.y()) * area.width() + part.x() - area.x()) * 4;
            for (int i = 0; i < part.width(); i++, to += 4) {
                int p = tile[from + i];
                rgba[to] = (byte) (p >> 16);
                rgba[to + 1] = (byte) (p >> 8);
                rgba[to + 2] = (byte) p;
                rgba[to + 3] = (byte) (p >>> 24);
            }
        }
    }

    static void fromRgba(byte[] rgba, IntRect area, IntRect tileRect, int[] tile) {
        IntRect part = tileRect.intersect(area);
        for (int y = part.y(); y < part.bottom(); y++) {
            int to = ((y - tileRect.y()) << Tile.SHIFT) + part.x() - tileRect.x();
            int from = ((y - area.y()) * area.width() + part.x() - area.x()) * 4;
            for (int i = 0; i < part.width(); i++, from += 4) {
                tile[to + i] = pack(rgba[from], rgba[from + 1], rgba[from + 2], rgba[from + 3]);
            }
        }
    }

    /** {@code 0xAARRGGBB}. */
    static int pack(byte red, byte green, byte blue, byte alpha) {
        return ((alpha & 0xff) << 24) | ((red & 0xff) << 16) | ((green & 0xff) << 8) | (blue & 0xff);
    }
}
