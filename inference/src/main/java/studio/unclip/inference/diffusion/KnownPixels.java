package studio.unclip.inference.diffusion;

/**
 * Pixels of a picture that are known beforehand: put in the place of the model's own guess of them in every step (the x0
 * overwrite of GLIDE, Nichol et al. 2022; specification 7.3). What the model paints then agrees with them, and in the end
 * they are exactly what they were.
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

    /** @param steps of the sampler */
    public Constraint in(int steps) {
        return new Constraint() {
            @Override
            public void onOriginal(int step, float[] x0) {
                float left = (float) (steps - 1 - step) / steps;
                for (int from = 0; from < planes.length; from += repaint.length) {
                    for (int i = 0; i < repaint.length; i++) {
                        if (repaint[i] <= left && repaint[i] < 1) {
                            x0[from + i] = planes[from + i];
                        }
                    }
                }
            }
        };
    }
}
