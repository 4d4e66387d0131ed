package studio.unclip.editor.edit;

import java.util.Arrays;
import java.util.function.IntBinaryOperator;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/** One tile filled. */
final class TileFill {
    private TileFill() {}

    /**
     * @param old null is transparent
     * @param part the pixels of {@code rect} that may change
     * @param ink the new pixel from the old one and the coverage, 0 to 255
     * @return the old tile if nothing changed, null if all is transparent black
     */
    static Tile fill(Tile old, MaskMap coverage, IntRect rect, IntRect part, IntBinaryOperator ink) {
        int[] pixels = old == null ? new int[Tile.AREA] : old.pixels().clone();
        MaskTile covered = coverage.tile(rect.x() >> Tile.SHIFT, rect.y() >> Tile.SHIFT);
        for (int y = part.y(); y < part.bottom(); y++) {
            int line = ((y - rect.y()) << Tile.SHIFT) - rect.x();
            for (int i = line + part.x(); i < line + part.right(); i++) {
                int value = covered == null ? coverage.background() : covered.values()[i] & 0xff;
                if (value != 0) {
                    pixels[i] = ink.applyAsInt(pixels[i], value);
                }
            }
        }
        return old != null && Arrays.equals(old.pixels(), pixels) ? old : TileMap.tileOrNull(pixels);
    }
}
