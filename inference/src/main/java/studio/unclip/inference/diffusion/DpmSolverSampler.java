package studio.unclip.inference.diffusion;

/**
 * DPM-Solver++ 2M, midpoint, data prediction (Lu et al. 2022, algorithm 2; specification 4.7). The first step is of
 * first order, and so are the last, which ends at sigma 0, and any that follows a return to more noise.
 */
final class DpmSolverSampler implements Sampler {
    /** What stands for abar = 0, where lambda would be infinite: diffusers' value, as long as it is below its neighbour's. */
    private static final float SMALLEST_SIGNAL = 0x1p-24f;

    private final NoiseSchedule schedule;
    private final int[] timesteps;
    private final Original original;
    private final float[] earlier;

    /** The step whose x_0 is in {@code earlier}. */
    private int earlierStep = Integer.MIN_VALUE;

    DpmSolverSampler(NoiseSchedule schedule, int[] timesteps, int size) {
        this.schedule = schedule;
        this.timesteps = timesteps.clone();
        this.original = new Original(schedule, size);
        this.earlier = new float[size];
    }

    @Override
    public int steps() {
        return timesteps.length;
    }

    @Override
    public int timestep(int i) {
        return timesteps[i];
    }

    @Override
    public boolean needsNoise(int i) {
        return false;
    }

    @Override
    public float[] predictedOriginal() {
        return original.x0();
    }

    @Override
    public float signal(int level) {
        if (level == timesteps.length) {
            return 1;
        }
        float abar = schedule.abar(timesteps[level]);
        return abar > 0 ? abar : Math.min(SMALLEST_SIGNAL, schedule.abar(timesteps[level] - 1) / 2);
    }

    @Override
    public void predict(int i, float[] prediction, float[] sample) {
        original.predict(signal(i), prediction, sample);
    }

    @Override
    public void advance(int i, float[] prediction, float[] sample, float[] noise) {
        float[] m0 = original.x0();
        if (i == timesteps.length - 1) {
            // lambda is infinite at sigma 0: the step lands on the data prediction.
            System.arraycopy(m0, 0, sample, 0, sample.length);
            return;
        }
        double abar = signal(i);
        double abarNext = signal(i + 1);
        double h = lambda(abarNext) - lambda(abar);
        float ofSample = (float) (Math.sqrt(1 - abarNext) / Math.sqrt(1 - abar));
        float ofData = (float) (-Math.sqrt(abarNext) * Math.expm1(-h));
        if (earlierStep != i - 1) {
            for (int k = 0; k < sample.length; k++) {
                sample[k] = ofSample * sample[k] + ofData * m0[k];
            }
        } else {
            double hBefore = lambda(abar) - lambda(signal(i - 1));
            float half = (float) (h / hBefore / 2);
            for (int k = 0; k < sample.length; k++) {
                sample[k] = ofSample * sample[k] + ofData * (m0[k] + half * (m0[k] - earlier[k]));
            }
        }
        System.arraycopy(m0, 0, earlier, 0, earlier.length);
        earlierStep = i;
    }

    /** Half the logarithm of the signal-to-noise ratio. */
    private static double lambda(double abar) {
        return 0.5 * Math.log(abar / (1 - abar));
    }
}
