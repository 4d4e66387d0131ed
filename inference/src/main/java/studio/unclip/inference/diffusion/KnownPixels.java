package studio.unclip.inference.diffusion;

/**
 * Pixels of a picture, or places of its latents, that are known beforehand: put in the place of the model's own guess of
 * them in every step (the x0 overwrite of GLIDE, Nichol et al. 2022; specification 7.3), or of the sample itself (Kandinsky
 * 2.2; specification 7.2). What the model paints then agrees with them, and in the end they are exactly what they were.
 *
 * @param planes clean values, a whole number of planes of {@code repaint.length}
 * @param repaint by pixel: 0 known to the end, 1 free from the beginning; between them known until the share of steps
 *     that is left has fallen to the value
 * @param softly whether a network that reads the mask is told that pixels between them are free: then it draws over the
 *     soft edge and its colours meet there; else it ends what it draws before it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record KnownPixels(float[] planes, float[] repaint, boolean softly) {

    public KnownPixels {
        if (repaint.length == 0 || planes.length % repaint.length != 0) {
            throw new IllegalArgumentException(planes.length + " values for " + repaint.length + " pixels");
        }
    }

    /** Whether a network that reads the mask may draw here. */
    public boolean free(int pixel) {
        return repaint[pixel] >= 1 || (softly && repaint[pixel] > 0);
    }

    /**
     * The model's guess is overwritten.
     *
     * @param steps of the sampler
     */
    public Constraint in(int steps) {
        return new Constraint() {
            @Override
            public void onOriginal(int step, float[] x0) {
                float left = (float) (steps - 1 - step) / steps;
                for (int from = 0; from < planes.length; from += repaint.length) {
                    for (int i = 0; i < repaint.length; i++) {
                        if (isKnown(i, left)) {
                            x0[from + i] = planes[from + i];
                        }
                    }
                }
            }
        };
    }

    /**
     * The sample is replaced after every step by what is known under as much noise, always that which the loop began with.
     * For one loop.
     *
     * @param sampler the loop's
     */
    public Constraint replacing(Sampler sampler) {
        float[] noise = new float[planes.length];
        return new Constraint() {
            @Override
            public void onStart(Start start, float[] sample) {
                if (start instanceof Start.Noise) {
                    System.arraycopy(sample, 0, noise, 0, noise.length);
                    return;
                }
                float signal = (float) Math.sqrt(sampler.signal(start.level()));
                float spread = (float) Math.sqrt(1 - sampler.signal(start.level()));
                for (int k = 0; k < noise.length; k++) {
                    noise[k] = (sample[k] - signal * planes[k]) / spread;
                }
            }

            @Override
            public void onSample(int level, float[] sample) {
                boolean last = level == sampler.steps();
                float left = (float) (sampler.steps() - level) / sampler.steps();
                float signal = last ? 1 : (float) Math.sqrt(sampler.signal(level));
                float spread = last ? 0 : (float) Math.sqrt(1 - sampler.signal(level));
                for (int from = 0; from < planes.length; from += repaint.length) {
                    for (int i = 0; i < repaint.length; i++) {
                        if (isKnown(i, left)) {
                            sample[from + i] = signal * planes[from + i] + spread * noise[from + i];
                        }
                    }
                }
            }
        };
    }

    /** @param left share of the steps that is left */
    private boolean isKnown(int pixel, float left) {
        return repaint[pixel] <= left && repaint[pixel] < 1;
    }
}
