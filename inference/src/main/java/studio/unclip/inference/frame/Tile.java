package studio.unclip.inference.frame;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.PixelRect;

/**
 * A square of a picture that is worked on by itself, and how its result goes over into its neighbours'. Where two tiles
 * meet, the outermost pixels of each are given up, for a network knows less there, and the rest is faded from one to the
 * other, so that no edge of a tile is seen.
 *
 * @param frame the square at the model's own scale, in the picture's pixels; reaches beyond a picture that is smaller
 * @param kept what of it is used, within the picture
 * @param fade over how many pixels it comes in at its left and upper edge; 0 at the picture's own edge
 */
public record Tile(Frame frame, PixelRect kept, PixelRect picture, int fade) {
    /** Tiles share an eighth of their side, and give up a quarter of that. */
    private static final double OVERLAP = 0.125;

    private static final int GIVEN_UP = 4;

    /**
     * The tiles of a picture in reading order: each is laid over those before it.
     *
     * @param size side of a tile
     */
    public static List<Tile> of(PixelRect picture, int size) {
        int shared = (int) (size * OVERLAP);
        int margin = shared / GIVEN_UP;
        int fade = Math.max(1, shared - 2 * margin);
        List<Tile> tiles = new ArrayList<>();
        for (int y : Windows.starts(picture.height(), size, OVERLAP)) {
            for (int x : Windows.starts(picture.width(), size, OVERLAP)) {
                PixelRect square = new PixelRect(x, y, size, size);
                int left = x > 0 ? x + margin : 0;
                int top = y > 0 ? y + margin : 0;
                int right = square.right() < picture.width() ? square.right() - margin : picture.width();
                int bottom = square.bottom() < picture.height() ? square.bottom() - margin : picture.height();
                tiles.add(new Tile(
                        new Frame(square, size), new PixelRect(left, top, right - left, bottom - top), picture, fade));
            }
        }
        return tiles;
    }

    /**
     * How much of this tile shows over those before it.
     *
     * @param x in the picture's pixels, may lie between two
     * @param y likewise
     * @return 0 at the left and upper edge of what is kept to 1 where the fade ends; 1 at the picture's own edges
     */
    public float share(double x, double y) {
        return (float) (share(x, kept.x()) * share(y, kept.y()));
    }

    private double share(double at, int from) {
        return from == 0 ? 1 : Math.clamp((at - from) / fade, 0, 1);
    }
}
