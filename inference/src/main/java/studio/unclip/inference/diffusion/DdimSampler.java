package studio.unclip.inference.diffusion;

/**
 * DDIM (Song et al. 2021; specification 4.5). eta 0 is deterministic, 1 as noisy as ancestral sampling. The previous
 * timestep is the next one of the list, whatever its spacing; after the last comes abar = 1, or abar_0 where the
 * schedule says so.
 */
final class DdimSampler implements Sampler {
    private final NoiseSchedule schedule;
    private final int[] timesteps;
    private final double eta;
    private final Original original;
    private final float[] epsilon;

    DdimSampler(NoiseSchedule schedule, int[] timesteps, double eta, int size) {
        this.schedule = schedule;
        this.timesteps = timesteps.clone();
        this.eta = eta;
        this.original = new Original(schedule, size);
        this.epsilon = new float[size];
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
        return sigma(i) > 0;
    }

    @Override
    public float[] predictedOriginal() {
        return original.x0();
    }

    @Override
    public float signal(int level) {
        if (level < timesteps.length) {
            return schedule.abar(timesteps[level]);
        }
        return schedule.config().setAlphaToOne() ? 1 : schedule.abar(0);
    }

    @Override
    public void predict(int i, float[] prediction, float[] sample) {
        original.predict(timesteps[i], prediction, sample);
    }

    @Override
    public void advance(int i, float[] prediction, float[] sample, float[] noise) {
        float abarPrevious = signal(i + 1);
        float sigma = sigma(i);
        float[] x0 = original.x0();
        if (abarPrevious == 1 && sigma == 0) {
            // The end: what the model aims at, without anything left of the noise.
            System.arraycopy(x0, 0, sample, 0, sample.length);
            return;
        }
        float signal = (float) Math.sqrt(abarPrevious);
        float direction = (float) Math.sqrt(Math.max(0, 1 - abarPrevious - sigma * sigma));
        direction(timesteps[i], prediction, sample);
        if (sigma > 0) {
            for (int k = 0; k < sample.length; k++) {
                sample[k] = signal * x0[k] + direction * epsilon[k] + sigma * noise[k];
            }
        } else {
            for (int k = 0; k < sample.length; k++) {
                sample[k] = signal * x0[k] + direction * epsilon[k];
            }
        }
    }

    /** The noise the sample is made of, by the model's output; or by the clamped x_0 where the schedule says so. */
    private void direction(int t, float[] prediction, float[] sample) {
        float a = (float) Math.sqrt(schedule.abar(t));
        float s = (float) Math.sqrt(1 - schedule.abar(t));
        if (schedule.config().clippedModelOutput()) {
            float[] x0 = original.x0();
            for (int k = 0; k < sample.length; k++) {
                epsilon[k] = (sample[k] - a * x0[k]) / s;
            }
            return;
        }
        switch (schedule.config().prediction()) {
            case EPSILON -> System.arraycopy(prediction, 0, epsilon, 0, epsilon.length);
            case SAMPLE -> {
                for (int k = 0; k < sample.length; k++) {
                    epsilon[k] = (sample[k] - a * prediction[k]) / s;
                }
            }
            case V_PREDICTION -> {
                for (int k = 0; k < sample.length; k++) {
                    epsilon[k] = a * prediction[k] + s * sample[k];
                }
            }
        }
    }

    private float sigma(int i) {
        float abar = schedule.abar(timesteps[i]);
        float previous = signal(i + 1);
        double variance = (1 - previous) / (1 - abar) * (1 - abar / previous);
        return (float) (eta * Math.sqrt(Math.max(0, variance)));
    }
}
