package studio.unclip.inference.frame;

import java.util.Optional;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.image.Background;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.image.Resample;

/**
 * A square of a picture as a model sees it, at the model's own size. The scale between them is a whole number, so that
 * nothing is ever laid back shifted by part of a pixel; only a close look ({@link #close}) may be enlarged by a fraction,
 * in sixteenths of the model's size, and there what is known is put back by its difference. The square may reach beyond
 * the picture, whose edges are carried on there.
 *
 * @param square in the picture's pixels
 * @param size side of the model's picture; {@code square}'s is a whole multiple of it, or it of that, or some sixteenths
 */
public record Frame(PixelRect square, int size) {
    /** Smallest part of the model's size that a square takes: what is seen more than eightfold is only blurred. */
    private static final int MOST_ENLARGED = 8;

    /** A close look's square is some of this many parts of the model's size. */
    private static final int PARTS = 16;

    /** What is to be painted counts as at least this part of the picture's longer side when its context is measured. */
    private static final double OF_THE_WHOLE = 8;

    public Frame {
        int side = square.width();
        boolean whole = side > size ? side % size == 0 : size % side == 0;
        boolean parts = side < size && size % PARTS == 0 && side % (size / PARTS) == 0;
        if (side != square.height() || !(whole || parts)) {
            throw new IllegalArgumentException(square + " is no square of a scale to " + size);
        }
    }

    /**
     * What to show a model that is to paint within a box: about as much again of the surroundings, towards a square, and
     * moved inside the picture rather than cut.
     *
     * @param box within the picture
     * @param size the model's
     */
    public static Frame around(PixelRect box, PixelRect picture, int size) {
        return around(box, picture, size, 0.5);
    }

    /**
     * The same with more or less of the surroundings.
     *
     * @param context how much beside the box on each side, as a share of its longer side
     */
    public static Frame around(PixelRect box, PixelRect picture, int size, double context) {
        int longer = Math.max(box.width(), box.height());
        int whole = Math.max(picture.width(), picture.height());
        long beside = (long) Math.ceil(context * Math.max(whole / OF_THE_WHOLE, longer));
        return inside(box, picture, side((int) Math.max(longer, Math.min(longer + 2 * beside, whole)), size), size);
    }

    /** The smallest frame with all of a square that a person chose, inside the picture where it fits. */
    public static Frame chosen(PixelRect square, PixelRect picture, int size) {
        return inside(square, picture, side(square.width(), size), size);
    }

    /**
     * A close look: the largest frame no larger than wanted, its middle where the box has its own, inside the picture
     * where it fits. No smaller than what is seen eightfold.
     *
     * @param box to be in the middle; may be larger than the frame
     * @param wanted side, the picture's pixels
     */
    public static Frame close(PixelRect box, PixelRect picture, double wanted, int size) {
        int unit = wanted >= size || size % PARTS != 0 ? size : size / PARTS;
        int side = Math.max(Math.max(1, size / MOST_ENLARGED), (int) Math.floor(wanted / unit) * unit);
        return inside(box, picture, side, size);
    }

    private static Frame inside(PixelRect box, PixelRect picture, int side, int size) {
        return new Frame(
                new PixelRect(
                        place(box.x(), box.width(), picture.x(), picture.width(), side),
                        place(box.y(), box.height(), picture.y(), picture.height(), side),
                        side,
                        side),
                size);
    }

    /** The smallest frame with all of a rectangle, the rectangle in its middle. */
    public static Frame of(PixelRect rectangle, int size) {
        int side = side(Math.max(rectangle.width(), rectangle.height()), size);
        return new Frame(
                new PixelRect(
                        rectangle.x() - (side - rectangle.width()) / 2,
                        rectangle.y() - (side - rectangle.height()) / 2,
                        side,
                        side),
                size);
    }

    /**
     * The smallest frame with all of a picture, for what sees it whole: in the picture's own pixels, or shrunk by the
     * smallest whole number that makes it fit. At most a pixel of the frame's lies beyond the longer side.
     *
     * @param most largest side of the frame's picture, pixels
     */
    public static Frame whole(PixelRect picture, int most) {
        int longer = Math.max(picture.width(), picture.height());
        int shrunk = above(longer, most);
        int size = above(longer, shrunk);
        int side = shrunk * size;
        return new Frame(
                new PixelRect(
                        picture.x() - (side - picture.width()) / 2,
                        picture.y() - (side - picture.height()) / 2,
                        side,
                        side),
                size);
    }

    /** Whether the model's pixels are the picture's. */
    public boolean isExact() {
        return square.width() == size;
    }

    /** The picture's pixels for each of the model's, where it is seen shrunk; else 1. */
    public int shrunk() {
        return Math.max(1, square.width() / size);
    }

    /** The model's first column (or row) that shows a column (or row) of the picture, counted from the square's edge. */
    int across(int pixel) {
        return (int) ((long) pixel * size / square.width());
    }

    /** The model's first column that shows nothing of the picture's columns before this one. */
    int beyond(int pixel) {
        return (int) (((long) pixel * size + square.width() - 1) / square.width());
    }

    /**
     * The picture in this square as the model sees it. What is transparent is seen over white. Of a large square only a
     * band is held at a time.
     *
     * @return planar RGB in [-1, 1], [3 x size x size]
     */
    public float[] read(PictureSource source) {
        float[] planes = new float[3 * size * size];
        int side = square.width();
        int shrunk = shrunk();
        int bandOut = Math.max(1, Math.min(size, side > size ? (1 << 20) / (side * shrunk) : size));
        if (side > size) {
            for (int top = 0; top < size; top += bandOut) {
                int rows = Math.min(bandOut, size - top);
                float[] band = carried(source, square.y() + top * shrunk, rows * shrunk);
                float[] small = Resample.resize(band, 3, side, rows * shrunk, size, rows, Filter.BOX);
                for (int c = 0; c < 3; c++) {
                    System.arraycopy(small, c * rows * size, planes, (c * size + top) * size, rows * size);
                }
            }
        } else {
            float[] all = carried(source, square.y(), side);
            float[] large = side == size ? all : Resample.resize(all, 3, side, side, size, size, Filter.BICUBIC);
            System.arraycopy(large, 0, planes, 0, planes.length);
        }
        for (int i = 0; i < planes.length; i++) {
            // The kernel's overshoot is cut off, as eight-bit resizing does.
            planes[i] = Math.max(0, Math.min(1, planes[i])) * 2 - 1;
        }
        return planes;
    }

    /**
     * A mask in this square.
     *
     * @return [size x size], 0 to 1: of the picture's pixels in one of the model's the largest; 0 beyond the picture
     */
    public float[] read(Mask mask) {
        float[] values = new float[size * size];
        Optional<PixelRect> area = mask.area();
        if (area.isEmpty() || !area.get().meets(square)) {
            return values;
        }
        PixelRect part = area.get().intersect(square);
        for (int y = part.y(); y < part.bottom(); y++) {
            int top = across(y - square.y());
            int bottom = beyond(y + 1 - square.y());
            for (int x = part.x(); x < part.right(); x++) {
                float value = mask.at(x, y) / 255f;
                int right = beyond(x + 1 - square.x());
                for (int toY = top; toY < bottom; toY++) {
                    for (int toX = across(x - square.x()); toX < right; toX++) {
                        int at = toY * size + toX;
                        values[at] = Math.max(values[at], value);
                    }
                }
            }
        }
        return values;
    }

    /**
     * A part of the model's picture at the picture's own scale, opaque.
     *
     * @param planes planar RGB in [-1, 1], [3 x size x size]
     * @param part within the square, in the picture's pixels
     */
    public Picture back(float[] planes, PixelRect part) {
        return Picture.of(
                part.width(), part.height(), Pixels.toRgba(back(planes, 3, part), part.width() * part.height()));
    }

    /**
     * A part of what the model has made, at the picture's own scale.
     *
     * @param planes [channels x size x size]
     * @param part within the square, in the picture's pixels
     * @return [channels x part's height x part's width]
     */
    public float[] back(float[] planes, int channels, PixelRect part) {
        if (!square.contains(part)) {
            throw new IllegalArgumentException(part + " is not within " + square);
        }
        // Only the model's pixels that the part is made of, and what the kernel reaches; all where pixels are cut.
        int side = square.width();
        boolean cuts = side < size && size % side != 0;
        int reach = cuts ? size : side > size ? 4 : 0;
        int left = Math.max(0, across(part.x() - square.x()) - reach);
        int top = Math.max(0, across(part.y() - square.y()) - reach);
        int right = Math.min(size, beyond(part.right() - square.x()) + reach);
        int bottom = Math.min(size, beyond(part.bottom() - square.y()) + reach);
        int width = right - left;
        int height = bottom - top;
        float[] cut = new float[channels * width * height];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < height; y++) {
                System.arraycopy(planes, (c * size + top + y) * size + left, cut, (c * height + y) * width, width);
            }
        }
        int wide = (int) ((long) width * side / size);
        int high = (int) ((long) height * side / size);
        float[] scaled = Resample.resize(
                cut, channels, width, height, wide, high, cuts || side > size ? Filter.BICUBIC : Filter.BOX);
        int fromX = part.x() - square.x() - (int) ((long) left * side / size);
        int fromY = part.y() - square.y() - (int) ((long) top * side / size);
        float[] exact = new float[channels * part.width() * part.height()];
        for (int c = 0; c < channels; c++) {
            for (int y = 0; y < part.height(); y++) {
                System.arraycopy(
                        scaled,
                        (c * high + fromY + y) * wide + fromX,
                        exact,
                        (c * part.height() + y) * part.width(),
                        part.width());
            }
        }
        return exact;
    }

    /** Rows of the square's width, edges carried on, in [0, 1]. */
    private float[] carried(PictureSource source, int top, int rows) {
        PixelRect bounds = source.bounds();
        int side = square.width();
        int firstX = Math.clamp(square.x(), 0, bounds.width() - 1);
        int lastX = Math.clamp(square.right() - 1L, 0, bounds.width() - 1);
        int firstY = Math.clamp(top, 0, bounds.height() - 1);
        int lastY = Math.clamp(top + rows - 1L, 0, bounds.height() - 1);
        PixelRect inside = new PixelRect(firstX, firstY, lastX - firstX + 1, lastY - firstY + 1);
        int width = inside.width();
        int pixels = width * inside.height();
        float[] seen = Pixels.toUnitPlanes(source.read(inside).rgba(), 0, pixels, Background.WHITE);
        float[] all = new float[3 * rows * side];
        for (int c = 0; c < 3; c++) {
            for (int y = 0; y < rows; y++) {
                int from = c * pixels + (Math.clamp(top + y, firstY, lastY) - firstY) * width;
                int to = (c * rows + y) * side;
                for (int x = 0; x < side; x++) {
                    all[to + x] = seen[from + Math.clamp(square.x() + x, firstX, lastX) - firstX];
                }
            }
        }
        return all;
    }

    /** The smallest side with a whole scale that is at least as long. */
    private static int side(int wanted, int size) {
        if (wanted > size) {
            return above(wanted, size) * size;
        }
        int side = size;
        while (side % 2 == 0 && side / 2 >= wanted && side / 2 >= size / MOST_ENLARGED) {
            side /= 2;
        }
        return side;
    }

    /** Where a square begins on one axis: the box in its middle, but inside the picture where it fits. */
    private static int place(int box, int length, int from, int whole, int side) {
        int middle = box - (side - length) / 2;
        return side >= whole ? from - (side - whole) / 2 : Math.clamp(middle, from, from + whole - side);
    }

    private static int above(int value, int unit) {
        return (value + unit - 1) / unit;
    }
}
