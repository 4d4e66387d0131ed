package studio.unclip.inference.image;

/**
 * Takes the last step away at an old picture's border: what the new side's first pixels differ by from what the old side's
 * last ones lead to is carried into the new side, and added there. Straight on where the border is straight ahead, or haze
 * would be seen to begin there ({@link StraightField}); elsewhere a thin difference goes within its own width and a broad one
 * farther in, as a skin stretched from the border would (Poisson image editing, Pérez et al. 2003). Pure.
 */
public final class BorderStep {
    /** A step larger than this in any channel, in [-1, 1], is of two things, not of two shades: less and less is carried far. */
    private static final float ONE_GROUND = 0.12f;

    /** The rest of it is gone within a few times so many pixels; */
    private static final float SHORT = 3;

    private static final int END = 12;

    /** what is carried far within a few times this part of the side. */
    private static final int GONE = 12;

    private final int size;
    private final float[] before;
    private final float[] repaint;
    private final float[] fresh;
    private final float[] taken;
    private final float[] steps;
    private final float[] known;

    private BorderStep(float[] before, float[] after, float[] repaint, float[] fresh, int size) {
        this.size = size;
        this.before = before;
        this.repaint = repaint;
        this.fresh = fresh;
        this.taken = after.clone();
        this.steps = new float[after.length];
        this.known = new float[fresh.length];
    }

    /**
     * The painted picture without the step.
     *
     * @param before planar RGB in [-1, 1], [3 x size x size]
     * @param after as large; left as it is
     * @param repaint [size x size], below 1 where {@code before} is known
     * @param fresh [size x size], 1 where {@code after} is seen, less where {@code before} is; where both meet {@code before}
     *     must be known under {@code after}, or nothing is done there
     */
    public static float[] taken(float[] before, float[] after, float[] repaint, float[] fresh, int size) {
        return new BorderStep(before, after, repaint, fresh, size).taken(after);
    }

    private float[] taken(float[] after) {
        int pixels = size * size;
        boolean some = false;
        for (int i = 0; i < pixels; i++) {
            int x = i % size;
            some |= x > 0 && step(after, i, -1);
            some |= x < size - 1 && step(after, i, 1);
            some |= i >= size && step(after, i, -size);
            some |= i < pixels - size && step(after, i, size);
        }
        if (!some) {
            return after;
        }
        float[] filled = StraightField.carried(
                steps, known, fresh, size, PyramidFill.fill(steps, known, size, 0), 4 * size / GONE);
        float[] near = known.clone();
        SoftEdge.outward(near, size, size, 2.0 * size);
        for (int i = 0; i < pixels; i++) {
            float away = (1 - near[i]) * (2 * size + 1);
            float left = fresh[i] < 1 ? 0 : (float) Math.exp(-away * GONE / size);
            for (int at = i; at < taken.length && left > 0; at += pixels) {
                taken[at] += left * filled[at];
            }
        }
        return taken;
    }

    /** Of a painted pixel beside an old one; whether it is one. What is not carried far is added at once. */
    private boolean step(float[] after, int pixel, int way) {
        if (fresh[pixel] < 1 || fresh[pixel + way] == 1 || repaint[pixel] == 1 || known[pixel] > 0) {
            return false;
        }
        known[pixel] = 1;
        float most = 0;
        for (int plane = 0; plane < after.length; plane += size * size) {
            most = Math.max(most, Math.abs(before[plane + pixel] - after[plane + pixel]));
        }
        // Of all channels alike: what is left of one would be a smear in another hue.
        float share = Math.clamp(2 - most / ONE_GROUND, 0, 1);
        for (int plane = 0; plane < after.length; plane += size * size) {
            float step = before[plane + pixel] - after[plane + pixel];
            float far = share * step;
            steps[plane + pixel] = far;
            int at = pixel;
            for (int deep = 0; deep < END && far != step && fresh[at] == 1; deep++) {
                taken[plane + at] += (step - far) * (float) Math.exp(-deep / SHORT);
                if (!inside(at, -way)) {
                    break;
                }
                at -= way;
            }
        }
        return true;
    }

    /** Whether the next pixel that way is in the square. */
    private boolean inside(int pixel, int way) {
        int next = pixel + way;
        return next >= 0 && next < size * size && (Math.abs(way) > 1 || next / size == pixel / size);
    }
}
