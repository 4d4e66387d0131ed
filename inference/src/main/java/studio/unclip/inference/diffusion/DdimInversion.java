package studio.unclip.inference.diffusion;

/**
 * DDIM run upwards: from a clean picture to the x_T that DDIM (eta 0) turns into it again (DALL-E 2 paper, section 3;
 * specification 4.5). As diffusers' inverse scheduler: the model is asked at the level the step goes to. No guidance.
 */
final class DdimInversion implements Sampler {
    private final NoiseSchedule schedule;
    private final int[] rising;
    private final int stride;
    private final float[] x0;

    /** @param falling the timesteps of the way down */
    DdimInversion(NoiseSchedule schedule, int[] falling, int size) {
        this.schedule = schedule;
        this.rising = new int[falling.length];
        for (int i = 0; i < falling.length; i++) {
            rising[i] = falling[falling.length - 1 - i];
        }
        this.stride = schedule.trainTimesteps() / falling.length;
        this.x0 = new float[size];
    }

    @Override
    public int steps() {
        return rising.length;
    }

    @Override
    public int timestep(int i) {
        return rising[i];
    }

    @Override
    public boolean needsNoise(int i) {
        return false;
    }

    @Override
    public float[] predictedOriginal() {
        return x0;
    }

    @Override
    public void step(int i, float[] prediction, float[] sample, float[] noise) {
        int from = rising[i] - stride;
        float abarFrom = schedule.abar(from); // 1 below t = 0: the picture is clean
        float abarTo = schedule.abar(rising[i]);
        float a = (float) Math.sqrt(abarFrom);
        float s = (float) Math.sqrt(1 - abarFrom);
        float signal = (float) Math.sqrt(abarTo);
        float spread = (float) Math.sqrt(1 - abarTo);
        ScheduleConfig config = schedule.config();
        float range = config.clipSample() ? (float) config.clipSampleRange() : Float.POSITIVE_INFINITY;
        for (int k = 0; k < sample.length; k++) {
            float x = sample[k];
            float m = prediction[k];
            float clean;
            float eps;
            switch (config.prediction()) {
                case EPSILON -> {
                    clean = (x - s * m) / a;
                    eps = m;
                }
                case SAMPLE -> {
                    clean = m;
                    // Clean pictures hold no noise to go by: at abar = 1 the direction is the model's own residual.
                    eps = s > 0 ? (x - a * m) / s : 0;
                }
                default -> {
                    clean = a * x - s * m;
                    eps = a * m + s * x;
                }
            }
            x0[k] = Math.max(-range, Math.min(range, clean));
            sample[k] = signal * x0[k] + spread * eps;
        }
    }
}
