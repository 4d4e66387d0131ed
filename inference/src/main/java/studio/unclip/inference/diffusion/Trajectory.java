package studio.unclip.inference.diffusion;

/**
 * A picture at every level of a sampler, from x_T to x_0, as an inversion found it. Immutable.
 */
public final class Trajectory {
    private final float[][] levels;

    /**
     * @param levels x at each level; kept, not to be written any more
     * @throws ArithmeticException if some number is not finite
     */
    Trajectory(float[][] levels) {
        for (float[] level : levels) {
            for (float value : level) {
                if (!Float.isFinite(value)) {
                    throw new ArithmeticException("an inversion ended in the number " + value);
                }
            }
        }
        this.levels = levels;
    }

    /** Steps from x_T to x_0. */
    public int steps() {
        return levels.length - 1;
    }

    /**
     * Begins a loop on this trajectory.
     *
     * @param level 0 for x_T, at most steps - 1
     */
    public Start.At from(int level) {
        return new Start.At(level, levels[level].clone());
    }

    /** A copy of x at a level. */
    public float[] at(int level) {
        return levels[level].clone();
    }

    /** x at a level, not to be written. */
    float[] level(int level) {
        return levels[level];
    }
}
