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

    /**
     * A picture on the forward process with one and the same noise at every level: what a sampler without fresh noise
     * would visit if its model knew the picture. Unlike an inversion's x_T, which of flat pictures has a fraction of
     * noise's spread and is decoded blurred, the first level is noise as the model was trained on.
     *
     * @param sampler of the way down
     * @param picture x_0
     * @param noise as long as the picture
     */
    public static Trajectory noised(Sampler sampler, float[] picture, float[] noise) {
        float[][] levels = new float[sampler.steps() + 1][];
        for (int level = 0; level < sampler.steps(); level++) {
            float signal = (float) Math.sqrt(sampler.signal(level));
            float spread = (float) Math.sqrt(1 - sampler.signal(level));
            levels[level] = new float[picture.length];
            for (int k = 0; k < picture.length; k++) {
                levels[level][k] = signal * picture[k] + spread * noise[k];
            }
        }
        levels[sampler.steps()] = picture.clone();
        return new Trajectory(levels);
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

    /**
     * Holds a loop to this trajectory in a part of the picture, so that it ends there in the trajectory's own x_0.
     *
     * @param repaint by pixel: 0 held to the end, 1 free from the beginning; between them held until the share of steps
     *     that is left has fallen to the value
     */
    public Constraint holding(float[] repaint) {
        int steps = steps();
        return new Constraint() {
            @Override
            public void onSample(int level, float[] sample) {
                float[] held = levels[level];
                float left = (float) (steps - level) / steps;
                for (int from = 0; from < sample.length; from += repaint.length) {
                    for (int i = 0; i < repaint.length; i++) {
                        if (repaint[i] <= left && repaint[i] < 1) {
                            sample[from + i] = held[from + i];
                        }
                    }
                }
            }
        };
    }

    /** x at a level, not to be written. */
    float[] level(int level) {
        return levels[level];
    }
}
