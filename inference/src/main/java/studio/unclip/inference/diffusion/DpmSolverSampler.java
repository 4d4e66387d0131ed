package studio.unclip.inference.diffusion;

/**
 * DPM-Solver++ 2M, midpoint, data prediction (Lu et al. 2022, algorithm 2; specification 4.7). The first step is of
 * first order, and so is the last, which ends at sigma 0.
 */
final class DpmSolverSampler implements Sampler {
    private final NoiseSchedule schedule;
    private final int[] timesteps;
    private final Original original;
    private final float[] earlier;

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
    public void step(int i, float[] prediction, float[] sample, float[] noise) {
        original.predict(timesteps[i], prediction, sample);
        float[] m0 = original.x0();
        if (i == timesteps.length - 1) {
            // lambda is infinite at sigma 0: the step lands on the data prediction.
            System.arraycopy(m0, 0, sample, 0, sample.length);
            return;
        }
        double abar = schedule.abar(timesteps[i]);
        double abarNext = schedule.abar(timesteps[i + 1]);
        double h = lambda(abarNext) - lambda(abar);
        float ofSample = (float) (Math.sqrt(1 - abarNext) / Math.sqrt(1 - abar));
        float ofData = (float) (-Math.sqrt(abarNext) * Math.expm1(-h));
        if (i == 0) {
            for (int k = 0; k < sample.length; k++) {
                sample[k] = ofSample * sample[k] + ofData * m0[k];
            }
        } else {
            double hBefore = lambda(abar) - lambda(schedule.abar(timesteps[i - 1]));
            float half = (float) (h / hBefore / 2);
            for (int k = 0; k < sample.length; k++) {
                sample[k] = ofSample * sample[k] + ofData * (m0[k] + half * (m0[k] - earlier[k]));
            }
        }
        System.arraycopy(m0, 0, earlier, 0, earlier.length);
    }

    /** Half the logarithm of the signal-to-noise ratio. */
    private static double lambda(double abar) {
        return 0.5 * Math.log(abar / (1 - abar));
    }
}
