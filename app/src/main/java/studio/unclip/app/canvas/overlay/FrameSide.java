package studio.unclip.app.canvas.overlay;

import javafx.scene.Cursor;
import studio.unclip.editor.geom.IntRect;

/** A side or a corner of a frame: -1 and 1 say which sides go along with it. */
enum FrameSide {
    LEFT(-1, 0, "Left side"),
    RIGHT(1, 0, "Right side"),
    TOP(0, -1, "Top side"),
    BOTTOM(0, 1, "Bottom side"),
    TOP_LEFT(-1, -1, "Upper left corner"),
    TOP_RIGHT(1, -1, "Upper right corner"),
    BOTTOM_LEFT(-1, 1, "Lower left corner"),
    BOTTOM_RIGHT(1, 1, "Lower right corner");

    private final int x;
    private final int y;
    private final String words;

    FrameSide(int x, int y, String words) {
        this.x = x;
        this.y = y;
        this.words = words;
    }

    int x() {
        return x;
    }

    int y() {
        return y;
    }

    Cursor cursor() {
        return switch (this) {
            case LEFT -> Cursor.W_RESIZE;
            case RIGHT -> Cursor.E_RESIZE;
            case TOP -> Cursor.N_RESIZE;
            case BOTTOM -> Cursor.S_RESIZE;
            case TOP_LEFT -> Cursor.NW_RESIZE;
            case TOP_RIGHT -> Cursor.NE_RESIZE;
            case BOTTOM_LEFT -> Cursor.SW_RESIZE;
            case BOTTOM_RIGHT -> Cursor.SE_RESIZE;
        };
    }

    /** Names it. */
    String words() {
        return words;
    }

    boolean isCorner() {
        return x != 0 && y != 0;
    }

    /** The frame with its own sides moved by so many document pixels. */
    IntRect moved(IntRect from, int dx, int dy, ResizableFrame model) {
        return model.allowed(
                x < 0 ? from.x() + dx : from.x(),
                y < 0 ? from.y() + dy : from.y(),
                x > 0 ? from.right() + dx : from.right(),
                y > 0 ? from.bottom() + dy : from.bottom());
    }

    /** How far it lies outside a picture, document pixels; of a corner the further of its sides. */
    int outside(IntRect frame, IntRect picture) {
        int across = x < 0 ? picture.x() - frame.x() : x > 0 ? frame.right() - picture.right() : 0;
        int down = y < 0 ? picture.y() - frame.y() : y > 0 ? frame.bottom() - picture.bottom() : 0;
        return x == 0 ? down : y == 0 ? across : Math.max(across, down);
    }
}
