package studio.unclip.inference.diffusion;

import java.util.Arrays;

/** From the model's output to the clean x_0, clamped or thresholded as the schedule says (specification 4.3, 4.4). */
final class Original {
    private final NoiseSchedule schedule;
    private final float[] x0;
    private final float[] sorted;

    Original(NoiseSchedule schedule, int size) {
        this.schedule = schedule;
        this.x0 = new float[size];
        this.sorted = schedule.config().thresholding() ? new float[size] : null;
    }

    float[] x0() {
        return x0;
    }

    /** Fills {@link #x0()} from the model's output at timestep t. */
    void predict(int t, float[] prediction, float[] sample) {
        predict(schedule.abar(t), prediction, sample);
    }

    /** Fills {@link #x0()} from the model's output for a sample with this share of signal. */
    void predict(float abar, float[] prediction, float[] sample) {
        ScheduleConfig config = schedule.config();
        float a = (float) Math.sqrt(abar);
        float s = (float) Math.sqrt(1 - abar);
        switch (config.prediction()) {
            case SAMPLE -> System.arraycopy(prediction, 0, x0, 0, x0.length);
            case EPSILON -> {
                for (int i = 0; i < x0.length; i++) {
                    x0[i] = (sample[i] - s * prediction[i]) / a;
                }
            }
            case V_PREDICTION -> {
                for (int i = 0; i < x0.length; i++) {
                    x0[i] = a * sample[i] - s * prediction[i];
                }
            }
        }
        if (config.thresholding()) {
            threshold(config);
        } else if (config.clipSample()) {
            clamp((float) config.clipSampleRange());
        }
    }

    private void clamp(float range) {
        for (int i = 0; i < x0.length; i++) {
            x0[i] = Math.max(-range, Math.min(range, x0[i]));
        }
    }

    /** Dynamic thresholding (Imagen): the quantile of |x_0| with linear interpolation, at least 1. */
    private void threshold(ScheduleConfig config) {
        for (int i = 0; i < x0.length; i++) {
            sorted[i] = Math.abs(x0[i]);
        }
        Arrays.sort(sorted);
        double position = config.thresholdingRatio() * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        float quantile = (float) (sorted[below] + (position - below) * (sorted[above] - sorted[below]));
        float limit = Math.min(Math.max(quantile, 1), (float) config.sampleMaxValue());
        clamp(limit);
        for (int i = 0; i < x0.length; i++) {
            x0[i] /= limit;
        }
    }
}
