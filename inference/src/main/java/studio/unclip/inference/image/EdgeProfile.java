package studio.unclip.inference.image;

/**
 * What lies along a picture's edge, planar RGB in [-1, 1]; NaN where there is none. Pure.
 *
 * @param cells means of cells, [3 x cells]
 * @param pixels the same by pixel, [3 x pixels], a whole number of them a cell
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record EdgeProfile(float[] cells, float[] pixels) {
    /** The same with the cells in other colours, and the pixels with them. */
    EdgeProfile drifted(float[] other) {
        int count = cells.length / 3;
        int along = pixels.length / 3;
        float[] drift = new float[count];
        float[] drifted = pixels.clone();
        for (int c = 0; c < 3; c++) {
            for (int cell = 0; cell < count; cell++) {
                float off = other[c * count + cell] - cells[c * count + cell];
                drift[cell] = Float.isNaN(off) ? 0 : off;
            }
            for (int i = 0; i < along; i++) {
                drifted[c * along + i] += at(drift, (i + 0.5f) * count / along - 0.5f);
            }
        }
        return new EdgeProfile(other, drifted);
    }

    /** Between two values; beyond the first and last these. */
    static float at(float[] values, float at) {
        float inside = Math.clamp(at, 0, values.length - 1);
        int below = (int) inside;
        int above = Math.min(values.length - 1, below + 1);
        return values[below] + (inside - below) * (values[above] - values[below]);
    }
}
