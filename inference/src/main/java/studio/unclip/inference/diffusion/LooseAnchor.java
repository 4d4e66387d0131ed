package studio.unclip.inference.diffusion;

import java.util.Arrays;

/** {@link Anchor#loosening}; one loop, one thread. */
final class LooseAnchor implements Constraint {
    /** Distance of the clean pictures, white - black = 2, up to which the hold is whole. */
    private static final float HELD = 0.2f;
    /** From here on there is none. */
    private static final float FREE = 0.8f;

    private final Trajectory trajectory;
    private final float[][] stepped;
    private final float[][] originals;
    private final float share;
    private final int side;
    private final float[] distance;
    private final float[] hold;

    LooseAnchor(Trajectory trajectory, float[][] stepped, float[][] originals, float share, int side) {
        this.trajectory = trajectory;
        this.stepped = stepped;
        this.originals = originals;
        this.share = share;
        this.side = side;
        this.distance = new float[side * side];
        this.hold = new float[side * side];
    }

    @Override
    public void onOriginal(int step, float[] x0) {
        float[] source = originals[step];
        Arrays.fill(distance, 0);
        for (int from = 0; from < x0.length; from += distance.length) {
            for (int i = 0; i < distance.length; i++) {
                distance[i] = Math.max(distance[i], Math.abs(x0[from + i] - source[from + i]));
            }
        }
        for (int i = 0; i < hold.length; i++) {
            float t = Math.clamp((farthestAround(i) - HELD) / (FREE - HELD), 0f, 1f);
            hold[i] = share * (1 - t * t * (3 - 2 * t));
        }
    }

    @Override
    public void onSample(int level, float[] sample) {
        float[] wanted = trajectory.level(level);
        float[] made = stepped[level - 1];
        for (int from = 0; from < sample.length; from += hold.length) {
            for (int i = 0; i < hold.length; i++) {
                int k = from + i;
                // Held wholly it is the anchor's own sum, which gives exactly what is wanted.
                sample[k] =
                        hold[i] == 1 ? wanted[k] + (sample[k] - made[k]) : sample[k] + hold[i] * (wanted[k] - made[k]);
            }
        }
    }

    /** The largest distance at a pixel and its neighbours: an outline is as wide as that. */
    private float farthestAround(int pixel) {
        float farthest = 0;
        int x = pixel % side;
        int y = pixel / side;
        for (int v = Math.max(0, y - 1); v <= Math.min(side - 1, y + 1); v++) {
            for (int u = Math.max(0, x - 1); u <= Math.min(side - 1, x + 1); u++) {
                farthest = Math.max(farthest, distance[v * side + u]);
            }
        }
        return farthest;
    }
}
