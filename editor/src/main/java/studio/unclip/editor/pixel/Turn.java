package studio.unclip.editor.pixel;

import studio.unclip.editor.geom.IntSize;

/** Turns that move whole pixels only. About the point (0, 0), columns and rows then count from -1 downwards. */
public enum Turn {
    /** Left becomes right. */
    FLIP_LEFT_RIGHT(-1, 0, 0, 1),
    /** Top becomes bottom. */
    FLIP_TOP_BOTTOM(1, 0, 0, -1),
    /** A quarter turn clockwise: the top becomes the right side. */
    QUARTER_RIGHT(0, -1, 1, 0),
    /** A quarter turn against the clock: the top becomes the left side. */
    QUARTER_LEFT(0, 1, -1, 0),
    /** Upside down. */
    HALF(-1, 0, 0, -1);

    // New column = xx * column + xy * row, new row = yx * column + yy * row; minus 1 where a factor is negative.
    private final int xx;
    private final int xy;
    private final int yx;
    private final int yy;

    Turn(int xx, int xy, int yx, int yy) {
        this.xx = xx;
        this.xy = xy;
        this.yx = yx;
        this.yy = yy;
    }

    int x(int x, int y) {
        return xx * x + xy * y - (xx + xy < 0 ? 1 : 0);
    }

    int y(int x, int y) {
        return yx * x + yy * y - (yx + yy < 0 ? 1 : 0);
    }

    /** What a picture's size becomes. */
    public IntSize of(IntSize size) {
        return xx == 0 ? new IntSize(/* width= */ size.height(), /* height= */ size.width()) : size;
    }

    /** How far right a turned picture has to be moved to begin at (0, 0) again. */
    public int shiftX(IntSize before) {
        return xx + xy < 0 ? of(before).width() : 0;
    }

    /** How far down a turned picture has to be moved to begin at (0, 0) again. */
    public int shiftY(IntSize before) {
        return yx + yy < 0 ? of(before).height() : 0;
    }
}
