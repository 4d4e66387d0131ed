package studio.unclip.inference.embedding;

/** Vector arithmetic on embeddings, in double where sums are made. Arguments are never changed. */
public final class Embeddings {
    /** Below this sine the two directions are one and slerp becomes lerp (specification 6). */
    private static final double PARALLEL = 1e-6;

    private Embeddings() {}

    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    public static double length(float[] a) {
        return Math.sqrt(dot(a, a));
    }

    /** -1 to 1; 0 if one of them is the zero vector. */
    public static double cosine(float[] a, float[] b) {
        double lengths = length(a) * length(b);
        return lengths == 0 ? 0 : dot(a, b) / lengths;
    }

    /** The vector at unit length; the zero vector stays what it is. */
    public static float[] normalise(float[] a) {
        double length = length(a);
        float[] unit = a.clone();
        if (length > 0) {
            for (int i = 0; i < unit.length; i++) {
                unit[i] = (float) (a[i] / length);
            }
        }
        return unit;
    }

    /** normalise(a - b): the direction from one caption to another (DALL-E 2 paper, section 3.3, text diff). */
    public static float[] difference(float[] a, float[] b) {
        float[] d = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            d[i] = a[i] - b[i];
        }
        return normalise(d);
    }

    /**
     * One embedding with an aspect of another: a - P a + P b, unit length (IP-Composer, arXiv 2502.13951).
     *
     * @param rows of the projector P = rowsT rows, [r x E], orthonormal
     */
    public static float[] taking(float[] a, float[] b, float[] rows) {
        int e = a.length;
        float[] result = a.clone();
        for (int row = 0; row < rows.length / e; row++) {
            double along = 0;
            for (int i = 0; i < e; i++) {
                along += (double) rows[row * e + i] * (b[i] - a[i]);
            }
            for (int i = 0; i < e; i++) {
                result[i] += (float) (along * rows[row * e + i]);
            }
        }
        return normalise(result);
    }

    /**
     * Spherical interpolation of directions, with the lengths interpolated linearly.
     *
     * @param theta 0 gives a, 1 gives b
     */
    public static float[] slerp(float[] a, float[] b, double theta) {
        double lengthA = length(a);
        double lengthB = length(b);
        double cosine = Math.max(-1, Math.min(1, cosine(a, b)));
        double omega = Math.acos(cosine);
        double sine = Math.sin(omega);
        boolean parallel = lengthA == 0 || lengthB == 0 || sine < PARALLEL;
        double ofA = parallel ? 1 - theta : Math.sin((1 - theta) * omega) / sine;
        double ofB = parallel ? theta : Math.sin(theta * omega) / sine;
        double length = parallel ? 1 : (1 - theta) * lengthA + theta * lengthB;
        double scaleA = parallel ? ofA : ofA * length / lengthA;
        double scaleB = parallel ? ofB : ofB * length / lengthB;
        float[] result = new float[a.length];
        for (int i = 0; i < a.length; i++) {
            result[i] = (float) (scaleA * a[i] + scaleB * b[i]);
        }
        return result;
    }
}
