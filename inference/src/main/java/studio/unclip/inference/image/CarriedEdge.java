package studio.unclip.inference.image;

import java.util.ArrayList;
import java.util.List;

/**
 * What may lie beyond the edge of what is known: each unknown pixel takes the colours of the nearest known ones, so that a
 * horizon goes on and a sky keeps its colours. Pure.
 */
public final class CarriedEdge {
    private CarriedEdge() {}

    /**
     * A picture made smaller, the part that is not known filled.
     *
     * @param planes planar RGB, [3 x size x size]
     * @param repaint [size x size]: 1 where the picture is not known
     * @param small side of the result, a whole part of {@code size}
     * @return planar RGB, [3 x small x small]; 0 everywhere if nothing is known
     */
    public static float[] fill(float[] planes, float[] repaint, int size, int small) {
        int pixels = small * small;
        float[] filled = new float[3 * pixels];
        int[] known = new int[pixels];
        int factor = size / small;
        for (int i = 0; i < size * size; i++) {
            if (repaint[i] < 1) {
                int to = i / size / factor * small + i % size / factor;
                known[to]++;
                for (int c = 0; c < 3; c++) {
                    filled[c * pixels + to] += planes[c * size * size + i];
                }
            }
        }
        for (int i = 0; i < 3 * pixels; i++) {
            filled[i] /= Math.max(1, known[i % pixels]);
        }
        List<Integer> edge = edge(known, small);
        for (int i = 0; i < pixels; i++) {
            if (known[i] == 0) {
                carry(filled, i, edge, small);
            }
        }
        return filled;
    }

    /** Known pixels beside unknown ones. */
    private static List<Integer> edge(int[] known, int side) {
        List<Integer> edge = new ArrayList<>();
        for (int i = 0; i < known.length; i++) {
            int x = i % side;
            boolean beside = (x > 0 && known[i - 1] == 0)
                    || (x < side - 1 && known[i + 1] == 0)
                    || (i >= side && known[i - side] == 0)
                    || (i < known.length - side && known[i + side] == 0);
            if (known[i] > 0 && beside) {
                edge.add(i);
            }
        }
        return edge;
    }

    /** A mean over the edge, by the sixth power of the distance: all but the nearest count little, yet none jumps. */
    private static void carry(float[] planes, int at, List<Integer> edge, int side) {
        int pixels = side * side;
        double weights = 0;
        double[] sums = new double[3];
        for (int from : edge) {
            int dx = from % side - at % side;
            int dy = from / side - at / side;
            double near = dx * dx + dy * dy;
            double weight = 1 / (near * near * near);
            weights += weight;
            for (int c = 0; c < 3; c++) {
                sums[c] += weight * planes[c * pixels + from];
            }
        }
        for (int c = 0; c < 3 && weights > 0; c++) {
            planes[c * pixels + at] = (float) (sums[c] / weights);
        }
    }
}
