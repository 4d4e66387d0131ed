package studio.unclip.inference.pipeline;

import studio.unclip.inference.frame.Window;

/**
 * How far a window paints over what it knows, pixels of the canvas.
 *
 * @param reach how far it may, for the ring in which a picture's user blends old and new; above 0
 * @param worn how much of that is given up, below {@code reach}: what drew a picture knew nothing beyond its edge, and a
 *     horizon flares up there, so that the picture is taken to begin inside of it. A cell of the model's at least, as both
 *     pictures are compared there; 0 in the smallest windows
 */
record Rim(int reach, int worn) {
    /** The reach is this part of a window's side. */
    private static final int EDGE = 32;

    /** So many pixels along its edge are a picture's worst. */
    private static final int WORN = 8;

    private static final int CELL = 8;

    static Rim of(Window window) {
        int reach = Math.max(1, window.frame().square().width() / EDGE);
        return new Rim(reach, Math.max(Math.min(WORN, reach / 4), reach / CELL));
    }
}
