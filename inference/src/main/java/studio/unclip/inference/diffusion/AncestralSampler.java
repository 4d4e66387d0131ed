package studio.unclip.inference.diffusion;

/**
 * Ancestral (DDPM) sampling as diffusers' UnCLIP and DDPM schedulers do it (specification 4.3; Ho et al. 2020 eq. 6-7;
 * learned variance: Nichol and Dhariwal 2021). Coefficients in float32, so that the last step keeps diffusers' 0.99947.
 */
final class AncestralSampler implements Sampler {
    private static final float SMALLEST_VARIANCE = 1e-20f;

    private final NoiseSchedule schedule;
    private final int[] timesteps;
    private final boolean unclip;
    private final Original original;

    /** @param unclip single strides use the table's beta, as the UnCLIP scheduler does; else beta by abar, as DDPM's */
    AncestralSampler(NoiseSchedule schedule, int[] timesteps, boolean unclip, int size) {
        this.schedule = schedule;
        this.timesteps = timesteps.clone();
        this.unclip = unclip;
        this.original = new Original(schedule, size);
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
        return timesteps[i] > 0; // diffusers draws it for a last step from above 0 too, and so does the stream's order
    }

    @Override
    public float[] predictedOriginal() {
        return original.x0();
    }

    @Override
    public float signal(int level) {
        return schedule.abar(timestepAt(level));
    }

    @Override
    public void predict(int i, float[] prediction, float[] sample) {
        original.predict(timesteps[i], prediction, sample);
    }

    @Override
    public void advance(int i, float[] prediction, float[] sample, float[] noise) {
        int t = timesteps[i];
        int previous = timestepAt(i + 1);
        float abar = schedule.abar(t);
        float abarPrevious = schedule.abar(previous);
        boolean single = unclip && previous == t - 1;
        float beta = single ? schedule.beta(t) : 1 - abar / abarPrevious;
        float alpha = 1 - beta;
        float[] x0 = original.x0();
        float ofOriginal = (float) Math.sqrt(abarPrevious) * beta / (1 - abar);
        float ofSample = (float) Math.sqrt(alpha) * (1 - abarPrevious) / (1 - abar);
        if (previous < 0) {
            for (int k = 0; k < sample.length; k++) {
                sample[k] = ofOriginal * x0[k] + ofSample * sample[k];
            }
            return;
        }
        float variance = Math.max((1 - abarPrevious) / (1 - abar) * beta, SMALLEST_VARIANCE);
        if (schedule.config().variance() == ScheduleConfig.Variance.LEARNED_RANGE) {
            float low = (float) Math.log(variance);
            float high = (float) Math.log(beta);
            for (int k = 0; k < sample.length; k++) {
                float fraction = (prediction[sample.length + k] + 1) / 2;
                float sigma = (float) Math.exp(0.5f * (fraction * high + (1 - fraction) * low));
                sample[k] = ofOriginal * x0[k] + ofSample * sample[k] + sigma * noise[k];
            }
        } else {
            float sigma = (float) Math.sqrt(variance);
            for (int k = 0; k < sample.length; k++) {
                sample[k] = ofOriginal * x0[k] + ofSample * sample[k] + sigma * noise[k];
            }
        }
    }

    /** -1, where abar is 1, after the last step. */
    private int timestepAt(int level) {
        return level < timesteps.length ? timesteps[level] : -1;
    }
}
