package studio.unclip.app.tool;

import studio.unclip.editor.geom.IntSize;

/** Which part of the picture stays where it is when its canvas gets another size. In rows, from the upper left. */
public enum Anchor {
    UPPER_LEFT("upper left"),
    TOP("top"),
    UPPER_RIGHT("upper right"),
    LEFT("left"),
    MIDDLE("middle"),
    RIGHT("right"),
    LOWER_LEFT("lower left"),
    BOTTOM("bottom"),
    LOWER_RIGHT("lower right");

    /** Positions a row, and rows. */
    public static final int SIDE = 3;

    private final String title;

    Anchor(String title) {
        this.title = title;
    }

    /** In a sentence. */
    public String title() {
        return title;
    }

    /** 0 to 2, from the left. */
    public int column() {
        return place() % SIDE;
    }

    /** 0 to 2, from the top. */
    public int row() {
        return place() / SIDE;
    }

    @SuppressWarnings("EnumOrdinal") // the order is the place
    private int place() {
        return ordinal();
    }

    /** How far the old picture moves right on the new canvas, pixels. */
    int dx(IntSize before, IntSize after) {
        return share(after.width() - before.width(), column());
    }

    /** How far the old picture moves down on the new canvas, pixels. */
    int dy(IntSize before, IntSize after) {
        return share(after.height() - before.height(), row());
    }

    private static int share(int room, int place) {
        return Math.floorDiv(room * place, SIDE - 1);
    }
}
