package studio.unclip.inference.frame;

import java.nio.ByteBuffer;
import java.util.Arrays;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.image.Background;
import studio.unclip.inference.image.ClosingFill;
import studio.unclip.inference.image.ColourMatch;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.GroundMatch;
import studio.unclip.inference.image.Membrane;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.image.PyramidFill;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.image.SoftEdge;

/**
 * One context on its way through a model and back: what it shows, what of it is to be painted, and the patch that comes of
 * the model's picture. Everything between the person's picture and the networks is here, so that it can be proved without
 * them: where the model gives back what it was shown, the patch is the picture.
 *
 * <p>Around the mask lies a soft edge in which the model may paint as well, the later the further out: old and new are
 * blended there, and both sides should have a say. What lies beyond the picture is its edge carried on, and to be painted
 * where that edge is. The picture is read by region. One thread.
 */
public final class Repainting {
    /** The soft edge is this part of the diagonal of what is masked, */
    private static final double EDGE = 0.1;

    /** but not narrower than this, pixels of the picture, */
    private static final int NARROWEST = 32;

    /** and at least three quarters of what is shown beside the mask stay known from the beginning. */
    private static final double QUARTER = 0.25;

    /** How far around the mask a patch reaches, pixels: further than the widest ring that a picture is blended in. */
    private static final int REACH = 264;

    private static final int BAND_PIXELS = 1 << 20;

    private final Context context;
    private final PictureSource picture;
    private final float[] planes;
    private final float[] repaint;

    /**
     * @param mask of the picture's size
     */
    public Repainting(Context context, PictureSource picture, Mask mask) {
        this.context = context;
        this.picture = picture;
        this.planes = context.frame().read(picture);
        this.repaint = repaint(mask);
    }

    /** What the model is shown: planar RGB in [-1, 1], [3 x size x size]. Not to be written to. */
    public float[] planes() {
        return planes;
    }

    /**
     * What is to be painted, [size x size]: 1 where the mask is above 0, 0 where the picture is known, between them the
     * soft edge. Not to be written to.
     */
    public float[] repaint() {
        return repaint;
    }

    /**
     * How far the picture's pixels are to be painted: {@link #repaint()} at its own scale, [height x width], 0 where the
     * model sees nothing.
     */
    public float[] repaint(PixelRect part) {
        float[] all = new float[Math.multiplyExact(part.width(), part.height())];
        if (!part.meets(context.frame().square())) {
            return all;
        }
        PixelRect shown = part.intersect(context.frame().square());
        float[] values = context.frame().back(repaint, 1, shown);
        for (int y = 0; y < shown.height(); y++) {
            int to = (shown.y() - part.y() + y) * part.width() + shown.x() - part.x();
            for (int x = 0; x < shown.width(); x++) {
                // the kernel's overshoot is cut off
                all[to + x] = Math.clamp(values[y * shown.width() + x], 0, 1);
            }
        }
        return all;
    }

    /**
     * What is shown, the masked part filled smoothly from around it ({@link PyramidFill}).
     *
     * @param side to see it at, pixels; the model's size is a whole multiple of it
     * @return planar RGB in [-1, 1], [3 x side x side]
     */
    public float[] filled(int side) {
        boolean[] known = known(side);
        float[] weights = new float[known.length];
        for (int i = 0; i < known.length; i++) {
            weights[i] = known[i] ? 1 : 0;
        }
        return PyramidFill.fill(shown(side), weights, side, 0);
    }

    /** The same, the masked part closed over from its sides ({@link ClosingFill}). */
    public float[] closed(int side) {
        return ClosingFill.fill(shown(side), known(side), side);
    }

    private float[] shown(int side) {
        int size = context.frame().size();
        return Resample.resize(planes, 3, size, size, side, side, Filter.BOX);
    }

    /** Which pixels of a smaller size have nothing of what is masked in them. */
    private boolean[] known(int side) {
        int size = context.frame().size();
        int factor = size / side;
        boolean[] known = new boolean[side * side];
        Arrays.fill(known, true);
        for (int i = 0; i < repaint.length; i++) {
            if (repaint[i] >= 1) {
                known[i / size / factor * side + i % size / factor] = false;
            }
        }
        return known;
    }

    /**
     * The model's picture, its ground in the colours it has around the mask ({@link GroundMatch}).
     *
     * @param painted planar RGB in [-1, 1], [3 x size x size]; left as it is
     * @param cleared whether what is shown under the mask is ground already; else it is closed over from the mask's sides
     * @param side to close it at, pixels; the model's size is a whole multiple of it
     * @param strength 0: as painted, to 1
     */
    public float[] grounded(float[] painted, boolean cleared, int side, double strength) {
        if (strength == 0) {
            return painted;
        }
        int size = context.frame().size();
        float[] expected = planes;
        if (!cleared) {
            expected = Resample.resize(closed(side), 3, side, side, size, size, Filter.BILINEAR);
            for (int i = 0; i < expected.length; i++) {
                if (repaint[i % repaint.length] < 1) {
                    expected[i] = planes[i];
                }
            }
        }
        return GroundMatch.taken(painted, expected, repaint, size, strength);
    }

    /**
     * The model's picture laid back: all that can change, with room around it for any ring. Its colours are matched to
     * the old ones of the soft edge, and a step of shade along the mask is taken away; detail that the model's size cannot
     * hold comes back where the picture is known.
     *
     * @param painted planar RGB in [-1, 1], [3 x size x size]
     */
    public Patch patch(float[] painted) {
        float[] matched = ColourMatch.between(planes, painted, edge())
                .map(match -> match.applied(painted, repaint))
                .orElse(painted);
        matched = Membrane.mended(planes, matched, repaint, context.frame().size());
        PixelRect area = area();
        ByteBuffer rgba = ByteBuffer.allocate(Math.multiplyExact(area.width() * 4, area.height()));
        int rows = Math.max(1, BAND_PIXELS / area.width());
        for (int y = area.y(); y < area.bottom(); y += rows) {
            rgba.put(band(matched, new PixelRect(area.x(), y, area.width(), Math.min(rows, area.bottom() - y))));
        }
        return new Patch(area, Picture.sharing(area.width(), area.height(), rgba.flip()));
    }

    /** What the patch covers. */
    private PixelRect area() {
        PixelRect box = context.box();
        return new PixelRect(box.x() - REACH, box.y() - REACH, box.width() + 2 * REACH, box.height() + 2 * REACH)
                .intersect(context.frame().square())
                .intersect(picture.bounds());
    }

    private byte[] band(float[] painted, PixelRect part) {
        Frame frame = context.frame();
        byte[] made = frame.back(painted, part).toRgba();
        if (frame.isExact()) {
            return made;
        }
        ByteBuffer shown = frame.back(planes, part).rgba();
        int pixels = part.width() * part.height();
        float[] old = Pixels.toUnitPlanes(picture.read(part).rgba(), 0, pixels, Background.WHITE);
        for (int i = 0; i < pixels; i++) {
            float known = 1 - repaintAt(part.x() + i % part.width(), part.y() + i / part.width());
            for (int c = 0; c < 3 && known > 0; c++) {
                float detail = old[c * pixels + i] * 255 - (shown.get(4 * i + c) & 0xff);
                float value = (made[4 * i + c] & 0xff) + known * detail;
                made[4 * i + c] = (byte) Math.rint(Math.clamp(value, 0, 255));
            }
        }
        return made;
    }

    private float repaintAt(int x, int y) {
        Frame frame = context.frame();
        return repaint[
                frame.across(y - frame.square().y()) * frame.size()
                        + frame.across(x - frame.square().x())];
    }

    /** Where both the old picture and the model's show the surroundings. */
    private boolean[] edge() {
        boolean[] edge = new boolean[repaint.length];
        int size = context.frame().size();
        PixelRect seen = seen();
        for (int y = seen.y(); y < seen.bottom(); y++) {
            for (int x = seen.x(); x < seen.right(); x++) {
                float value = repaint[y * size + x];
                edge[y * size + x] = value > 0 && value < 1;
            }
        }
        return edge;
    }

    private float[] repaint(Mask mask) {
        Frame frame = context.frame();
        int size = frame.size();
        float[] values = frame.read(mask);
        PixelRect seen = seen();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int fromY = Math.clamp(y, seen.y(), seen.bottom() - 1);
                int fromX = Math.clamp(x, seen.x(), seen.right() - 1);
                values[y * size + x] = values[fromY * size + fromX];
            }
        }
        SoftEdge.outward(
                values,
                size,
                size,
                reach(context, picture.bounds()) * size / frame.square().width());
        return values;
    }

    /**
     * The smallest rectangle with all that changes in a context: what is masked and its soft edge.
     *
     * @param picture all of it
     */
    public static PixelRect changed(Context context, PixelRect picture) {
        return Rectangles.grown(context.box(), (int) Math.ceil(reach(context, picture)))
                .intersect(context.frame().square())
                .intersect(picture);
    }

    /**
     * Whether something of a part changes in a context: not all of {@link #changed} does, where the mask is a thin line
     * across it.
     *
     * @param picture all of it
     * @param mask of the picture's size
     */
    public static boolean changes(Context context, PixelRect picture, Mask mask, PixelRect part) {
        // The mask is seen at the model's scale and comes back smoothly: a pixel there reaches two further.
        int around =
                (int) Math.ceil(reach(context, picture) + 2 * context.frame().shrunk());
        return part.meets(changed(context, picture)) && mask.meets(Rectangles.grown(part, around));
    }

    /** How wide the soft edge is, pixels of the picture. */
    private static double reach(Context context, PixelRect picture) {
        PixelRect box = context.box();
        PixelRect shown = context.frame().square().intersect(picture);
        double wanted = Math.max(NARROWEST, EDGE * Math.hypot(box.width(), box.height()));
        return Math.min(wanted, QUARTER * Math.max(shown.width() - box.width(), shown.height() - box.height()));
    }

    /** The part of the model's picture that shows the picture itself. */
    private PixelRect seen() {
        Frame frame = context.frame();
        PixelRect square = frame.square();
        PixelRect shown = square.intersect(picture.bounds());
        int left = frame.across(shown.x() - square.x());
        int top = frame.across(shown.y() - square.y());
        int right = frame.beyond(shown.right() - square.x());
        int bottom = frame.beyond(shown.bottom() - square.y());
        return new PixelRect(left, top, right - left, bottom - top);
    }
}
