package studio.unclip.inference.frame;

import java.nio.ByteBuffer;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.PixelRect;

/**
 * A close look at what is masked. A model draws a thing about as large as its own picture; in a view of all of a flat
 * mask (a hat's) only a slice of it would show, and none is drawn. So it is shown no more than lets the thing fit into
 * what is masked, in the middle of that.
 *
 * @param context what is shown
 * @param mask what of it is painted, of the picture's size; not empty
 * @param whole whether that is all that is masked there; else the rest, further out, is to be painted before
 */
public record CloseUp(Context context, Mask mask, boolean whole) {
    /** Where the mask goes on beyond the view, this part of its side stays as it is, so that both meet. */
    private static final int MARGIN = 16;

    /**
     * @param masked not empty
     * @param longer side of what the model draws, a share of its picture's, above 0
     * @param shorter the same
     * @param size the model's
     */
    public static CloseUp of(Mask masked, double longer, double shorter, int size) {
        PixelRect picture = new PixelRect(0, 0, masked.width(), masked.height());
        PixelRect box = masked.area().orElseThrow(() -> new IllegalArgumentException("an empty mask has no view"));
        double wanted = Math.sqrt(share(masked, box))
                * Math.min(Math.max(box.width(), box.height()) / longer, Math.min(box.width(), box.height()) / shorter);
        Frame around = Frame.close(box, picture, wanted, size);
        if (open(around.square(), picture).contains(box)) {
            return new CloseUp(new Context(around, box), masked, true);
        }
        Frame middle = Frame.close(middle(masked, box), picture, wanted, size);
        Mask part = within(masked, open(middle.square(), picture).intersect(box));
        return part.area()
                .map(inner -> new CloseUp(new Context(middle, inner), part, false))
                .orElseGet(() -> new CloseUp(new Context(around, box), masked, true));
    }

    /** The part of a mask in a rectangle within the picture. */
    public static Mask within(Mask mask, PixelRect part) {
        byte[] values = new byte[Math.multiplyExact(part.width(), part.height())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) mask.at(part.x() + i % part.width(), part.y() + i / part.width());
        }
        return Mask.of(mask.width(), mask.height(), part, values);
    }

    /** How much of its box is masked, above 0 to 1: into an ellipse less fits than into a rectangle. */
    private static double share(Mask masked, PixelRect box) {
        ByteBuffer values = masked.values();
        long all = 0;
        while (values.hasRemaining()) {
            all += values.get() & 0xff;
        }
        return all / (255.0 * box.width() * box.height());
    }

    /** The pixel in the middle of all that is masked, by weight. */
    private static PixelRect middle(Mask masked, PixelRect box) {
        ByteBuffer values = masked.values();
        long across = 0;
        long down = 0;
        long all = 0;
        for (int i = 0; values.hasRemaining(); i++) {
            int value = values.get() & 0xff;
            int row = i / box.width();
            int column = i - row * box.width();
            across += (long) value * column;
            down += (long) value * row;
            all += value;
        }
        return new PixelRect(box.x() + (int) (across / all), box.y() + (int) (down / all), 1, 1);
    }

    /** What of a view may be painted: not along its sides, but where they are the picture's. */
    private static PixelRect open(PixelRect view, PixelRect picture) {
        int margin = Math.max(1, view.width() / MARGIN);
        int left = view.x() <= picture.x() ? view.x() : view.x() + margin;
        int top = view.y() <= picture.y() ? view.y() : view.y() + margin;
        int right = view.right() >= picture.right() ? view.right() : view.right() - margin;
        int bottom = view.bottom() >= picture.bottom() ? view.bottom() : view.bottom() - margin;
        return new PixelRect(left, top, right - left, bottom - top);
    }
}
