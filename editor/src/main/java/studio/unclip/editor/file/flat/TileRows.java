package studio.unclip.editor.file.flat;

import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/** Cuts the rows of a picture into tiles as they come, so that no second copy of the picture is ever held. */
public final class TileRows implements RowSink {
    private final Limits limits;
    private final int x;
    private final int y;
    private TileMap map = TileMap.EMPTY;
    private IntRect area = IntRect.EMPTY;
    private int firstColumn;
    private int row;
    private int[][] open;

    /**
     * @param limits asked for memory, one row of tiles after another: an empty tile costs none
     * @param x where the picture's left column lies in the document
     */
    public TileRows(Limits limits, int x, int y) {
        this.limits = limits;
        this.x = x;
        this.y = y;
    }

    @Override
    public void start(int width, int height) throws FileProblem {
        area = new IntRect(x, y, width, height);
        if (!TileMap.REACH.contains(area)) {
            throw FileProblem.tooLarge("a layer lies too far outside the picture");
        }
        IntRect tiles = TileMap.tilesOf(area);
        firstColumn = tiles.x();
        row = tiles.y();
        open = new int[tiles.width()][];
    }

    @Override
    public void row(int rowOfPicture, int[] argb) throws FileProblem {
        int documentY = y + rowOfPicture;
        if (documentY >> Tile.SHIFT != row) {
            close();
            row = documentY >> Tile.SHIFT;
        }
        if (rowOfPicture == 0 || (documentY & Tile.SIZE - 1) == 0) {
            limits.checkMemory((long) open.length * Tile.BYTES);
        }
        int at = (documentY & Tile.SIZE - 1) << Tile.SHIFT;
        for (int c = 0; c < open.length; c++) {
            int left = Math.max(area.x(), (firstColumn + c) << Tile.SHIFT);
            int right = Math.min(area.right(), (firstColumn + c + 1) << Tile.SHIFT);
            if (open[c] == null) {
                if (isEmpty(argb, left - x, right - x)) {
                    continue;
                }
                open[c] = new int[Tile.AREA];
            }
            System.arraycopy(argb, left - x, open[c], at + (left & Tile.SIZE - 1), right - left);
        }
    }

    private static boolean isEmpty(int[] argb, int from, int to) {
        for (int i = from; i < to; i++) {
            if (argb[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void close() {
        for (int c = 0; c < open.length; c++) {
            if (open[c] != null) {
                map = map.with(firstColumn + c, row, Tile.owning(open[c]));
                open[c] = null;
            }
        }
    }

    /** All rows that came. */
    public TileMap finish() {
        close();
        return map;
    }

    /** Where the picture lies, in document coordinates. */
    public IntRect area() {
        return area;
    }
}
