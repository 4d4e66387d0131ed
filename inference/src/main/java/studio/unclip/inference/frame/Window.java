package studio.unclip.inference.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.inference.api.PixelRect;

/**
 * One square of a larger canvas that a model paints: what is finished in it is known, the rest is painted.
 *
 * @param frame the square, in the canvas's pixels; may reach beyond the canvas
 * @param canvas all of it
 * @param fresh what it paints: within the square and the canvas, in rectangles that share no pixel
 */
public record Window(Frame frame, PixelRect canvas, List<PixelRect> fresh) {

    public Window {
        fresh = List.copyOf(fresh);
    }

    /**
     * How new a pixel is: 1 where it is painted, around it a straight fall to 0.
     *
     * @param x of its middle, in the canvas's pixels
     * @param y of its middle
     * @param reach where the fall ends, in the canvas's pixels, above 0
     */
    public float share(double x, double y, double reach) {
        double nearest = Double.MAX_VALUE;
        for (PixelRect one : fresh) {
            double dx = Math.max(0, Math.max(one.x() - x, x - one.right()));
            double dy = Math.max(0, Math.max(one.y() - y, y - one.bottom()));
            nearest = Math.min(nearest, dx * dx + dy * dy);
        }
        return (float) Math.max(0, 1 - Math.sqrt(nearest) / reach);
    }

    /**
     * What the model is to paint, at its own size, [size x size]: 1 where a part of what is painted lies, 0 where all is
     * known, and between them, on known pixels, a fall over {@code reach} canvas pixels. Beyond the canvas as at its edge.
     */
    public float[] repaint(int reach) {
        int size = frame.size();
        float[] values = new float[size * size];
        PixelRect square = frame.square();
        double scale = (double) square.width() / size;
        PixelRect inside = square.intersect(canvas);
        for (int y = 0; y < size; y++) {
            double middleY = Math.clamp(square.y() + (y + 0.5) * scale, inside.y() + 0.5, inside.bottom() - 0.5);
            for (int x = 0; x < size; x++) {
                double middleX = Math.clamp(square.x() + (x + 0.5) * scale, inside.x() + 0.5, inside.right() - 0.5);
                // A pixel of the model that is new in any part is new.
                float share = share(middleX, middleY, reach);
                values[y * size + x] = share < 1 && scale > 1 && meetsFresh(middleX, middleY, scale) ? 1 : share;
            }
        }
        return values;
    }

    /** What changes: the painted part and the canvas around it as far as {@code reach}, within the square. */
    public List<PixelRect> touched(int reach) {
        List<PixelRect> wider = new ArrayList<>(fresh);
        PixelRect inside = frame.square().intersect(canvas);
        fresh.forEach(one -> wider.add(Rectangles.grown(one, reach).intersect(inside)));
        return Rectangles.apart(wider);
    }

    /** The smallest rectangle with all that is known in the square; empty where nothing is. */
    public Optional<PixelRect> known() {
        return Rectangles.without(List.of(frame.square().intersect(canvas)), fresh).stream()
                .reduce(PixelRect::union);
    }

    private boolean meetsFresh(double middleX, double middleY, double scale) {
        double half = scale / 2;
        return fresh.stream()
                .anyMatch(one -> one.x() < middleX + half
                        && one.right() > middleX - half
                        && one.y() < middleY + half
                        && one.bottom() > middleY - half);
    }
}
