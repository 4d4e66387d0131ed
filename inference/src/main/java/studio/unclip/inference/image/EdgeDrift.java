package studio.unclip.inference.image;

import java.util.ArrayList;
import java.util.List;

/**
 * How colours drifted between what is right beside a picture's edge and what was painted on the edge's other side, ground by
 * ground. A profile is the means of cells along the edge, planar RGB in [-1, 1], [3 x cells]; NaN where there is none. Pure.
 */
final class EdgeDrift {
    /** What lies so many cells away on either side is asked: twice as many as the largest shift of a line. */
    private static final int NEAR = 40;

    /** Cells whose colours differ by less are of one ground and drift together; in [-1, 1]. */
    private static final float ALIKE = 0.15f;

    /** So many cells of a shade are a ground. */
    private static final int A_GROUND = 8;

    private EdgeDrift() {}

    /**
     * The fresh profile with the old one's colours: else a drift along the whole edge hides that its lines do not meet. Shade
     * by shade, for what is drawn on the two sides of a line drifts apart; a shade of a few cells is the line itself and
     * drifts as what lies around it.
     */
    static float[] undone(float[] old, float[] fresh) {
        int cells = fresh.length / 3;
        float[][] drifts = new float[cells][];
        for (int cell = 0; cell < cells; cell++) {
            drifts[cell] = drift(old, fresh, cell);
        }
        float[] taken = fresh.clone();
        for (int cell = 0; cell < cells; cell++) {
            int above = cell;
            int below = cell;
            while (above > 0 && drifts[above] == null) {
                above--;
            }
            while (below < cells - 1 && drifts[below] == null) {
                below++;
            }
            float[] one = drifts[drifts[above] == null ? below : above];
            float[] other = drifts[drifts[below] == null ? above : below];
            float share = above == below ? 0 : (float) (cell - above) / (below - above);
            for (int c = 0; one != null && other != null && c < 3; c++) {
                taken[c * cells + cell] += (1 - share) * one[c] + share * other[c];
            }
        }
        return taken;
    }

    /** Median differences of what is drawn in a cell's shade nearby; null where that is too little to say. */
    private static float[] drift(float[] old, float[] fresh, int cell) {
        int cells = fresh.length / 3;
        List<Integer> alike = new ArrayList<>();
        for (int near = Math.max(0, cell - NEAR); near <= Math.min(cells - 1, cell + NEAR); near++) {
            if (!Float.isNaN(old[near]) && apart(fresh, near, cell) < ALIKE) {
                alike.add(near);
            }
        }
        if (alike.size() < A_GROUND) {
            return null;
        }
        float[] drift = new float[3];
        for (int c = 0; c < 3; c++) {
            int plane = c * cells;
            drift[c] = (float) alike.stream()
                    .mapToDouble(near -> old[plane + near] - fresh[plane + near])
                    .sorted()
                    .skip(alike.size() / 2)
                    .findFirst()
                    .orElseThrow();
        }
        return drift;
    }

    /** How different two cells' colours are, NaN where one has none. */
    private static float apart(float[] profile, int one, int other) {
        int cells = profile.length / 3;
        float sum = 0;
        for (int c = 0; c < 3; c++) {
            sum += Math.abs(profile[c * cells + one] - profile[c * cells + other]);
        }
        return sum / 3;
    }
}
