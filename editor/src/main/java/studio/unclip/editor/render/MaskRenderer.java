package studio.unclip.editor.render;

import java.util.Arrays;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;

/**
 * Masks made visible: their values on the grid of output pixels that {@link Compositor} draws on, for overlays of the
 * mask and the selection. Confined to one thread.
 */
public final class MaskRenderer {
    private static final long BUDGET = 32L << 20;

    private final Mips mips = new Mips(BUDGET);

    /**
     * @param output output pixels, as {@link Compositor#renderOutput} takes them
     * @param scale output pixels per document pixel, above 0
     * @param bounds the document's: 0 is written outside
     * @param buffer 0 to 255 as unsigned bytes; below scale 1/2 a value is the mean of the document pixels around it
     * @param offset index of the upper left value
     * @param stride values from one row to the next
     */
    public void render(
            MaskMap mask, IntRect output, double scale, IntRect bounds, byte[] buffer, int offset, int stride) {
        View view = View.of(scale);
        IntRect document = view.levelRectOfDocument(bounds);
        int side = Tile.SIZE >> view.level();
        int[] columns = new int[output.width()];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = middle(output.x() + x, view.rest());
        }
        for (int y = 0; y < output.height(); y++) {
            int row = middle(output.y() + y, view.rest());
            int to = offset + y * stride;
            Arrays.fill(buffer, to, to + columns.length, (byte) 0);
            if (row < document.y() || row >= document.bottom()) {
                continue;
            }
            int tileRow = Math.floorDiv(row, side);
            int line = (row - tileRow * side) * side;
            int column = Integer.MIN_VALUE;
            byte[] values = null;
            for (int x = 0; x < columns.length; x++) {
                if (columns[x] < document.x() || columns[x] >= document.right()) {
                    continue;
                }
                int tileColumn = Math.floorDiv(columns[x], side);
                if (tileColumn != column) {
                    column = tileColumn;
                    MaskTile tile = mask.tile(column, tileRow);
                    values = tile == null ? null : mips.values(tile, view.level());
                }
                buffer[to + x] =
                        values == null ? (byte) mask.background() : values[line + columns[x] - tileColumn * side];
            }
        }
    }

    /** The level's pixel under the middle of an output pixel. */
    private static int middle(int output, double rest) {
        return (int) Math.floor((output + 0.5) / rest);
    }
}
