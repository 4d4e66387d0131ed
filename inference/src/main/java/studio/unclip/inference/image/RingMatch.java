package studio.unclip.inference.image;

/**
 * The ring in which a person's editor blends what was painted over a picture's edge with the picture: where both show the
 * same there, the picture itself is the better of the two, or a line that does not quite lie on the other is seen twice and
 * meets the new side with a tick. Only where something broad differs, what was painted stays and is blended. Pure.
 */
public final class RingMatch {
    /** Tones that differ by more than this, in [-1, 1], show something else, */
    private static final float ELSE = 0.15f;

    /** if they do along this part of a side: a line that is off is narrower. */
    private static final int BROAD = 48;

    private final int size;
    private final float[] before;
    private final float[] after;
    private final float[] repaint;

    private RingMatch(float[] before, float[] after, float[] repaint, int size) {
        this.size = size;
        this.before = before;
        this.after = after;
        this.repaint = repaint;
    }

    /**
     * The painted picture with the old one in its ring.
     *
     * @param before planar RGB in [-1, 1], [3 x size x size]
     * @param after as large; left as it is
     * @param repaint [size x size], 1 where only {@code after} counts, 0 where only {@code before} does, between them the
     *     ring
     */
    public static float[] taken(float[] before, float[] after, float[] repaint, int size) {
        return new RingMatch(before, after, repaint, size).taken();
    }

    private float[] taken() {
        float[] kept = kept();
        float[] taken = after.clone();
        for (int i = 0; i < taken.length; i++) {
            int pixel = i % repaint.length;
            if (isRing(pixel)) {
                taken[i] = (1 - kept[pixel]) * before[i] + kept[pixel] * after[i];
            }
        }
        return taken;
    }

    /** By pixel of the ring, 1 where something broad differs, falling to 0 around. */
    private float[] kept() {
        int broad = Math.max(2, size / BROAD);
        float[] same = new float[repaint.length];
        for (int i = 0; i < same.length; i++) {
            same[i] = differs(i) ? 0 : 1;
        }
        // What is left of the differing part when a band is taken off all around, and then what lies within reach of
        // that.
        SoftEdge.outward(same, size, size, broad / 2.0);
        float[] kept = new float[repaint.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = same[i] == 0 && isRing(i) ? 1 : 0;
        }
        SoftEdge.outward(kept, size, size, 1.5 * broad);
        return kept;
    }

    private boolean isRing(int pixel) {
        return repaint[pixel] > 0 && repaint[pixel] < 1;
    }

    /** What lies beside the ring counts as well, so that its own width makes nothing narrow. */
    private boolean differs(int pixel) {
        if (!isRing(pixel)) {
            return true;
        }
        for (int at = pixel; at < before.length; at += repaint.length) {
            if (Math.abs(before[at] - after[at]) > ELSE) {
                return true;
            }
        }
        return false;
    }
}
