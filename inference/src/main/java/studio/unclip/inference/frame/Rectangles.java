package studio.unclip.inference.frame;

import java.util.ArrayList;
import java.util.List;
import studio.unclip.inference.api.PixelRect;

/** Areas made of rectangles that share no pixel. Pure. */
public final class Rectangles {
    private Rectangles() {}

    /**
     * What is left of an area without some rectangles.
     *
     * @param area rectangles that share no pixel
     * @return rectangles that share no pixel, in an order that depends on nothing else; none where nothing is left
     */
    public static List<PixelRect> without(List<PixelRect> area, List<PixelRect> holes) {
        List<PixelRect> left = List.copyOf(area);
        for (PixelRect hole : holes) {
            List<PixelRect> next = new ArrayList<>();
            for (PixelRect one : left) {
                if (one.meets(hole)) {
                    cut(one, one.intersect(hole), next);
                } else {
                    next.add(one);
                }
            }
            left = next;
        }
        return left;
    }

    /** The same area as rectangles that share no pixel. */
    public static List<PixelRect> apart(List<PixelRect> overlapping) {
        List<PixelRect> apart = new ArrayList<>();
        for (PixelRect one : overlapping) {
            apart.addAll(without(List.of(one), List.copyOf(apart)));
        }
        return apart;
    }

    /** The rectangle with so many pixels more on each side. */
    public static PixelRect grown(PixelRect one, int by) {
        return new PixelRect(one.x() - by, one.y() - by, one.width() + 2 * by, one.height() + 2 * by);
    }

    static long pixels(PixelRect one) {
        return (long) one.width() * one.height();
    }

    /** Full width above and below the hole, then what is beside it. */
    private static void cut(PixelRect one, PixelRect hole, List<PixelRect> into) {
        if (hole.y() > one.y()) {
            into.add(new PixelRect(one.x(), one.y(), one.width(), hole.y() - one.y()));
        }
        if (hole.x() > one.x()) {
            into.add(new PixelRect(one.x(), hole.y(), hole.x() - one.x(), hole.height()));
        }
        if (hole.right() < one.right()) {
            into.add(new PixelRect(hole.right(), hole.y(), one.right() - hole.right(), hole.height()));
        }
        if (hole.bottom() < one.bottom()) {
            into.add(new PixelRect(one.x(), hole.bottom(), one.width(), one.bottom() - hole.bottom()));
        }
    }
}
