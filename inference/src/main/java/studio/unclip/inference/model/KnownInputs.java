package studio.unclip.inference.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.onnx.BoundRun;

/** Tells a network that reads a mask what is known of its sample. Others paint as if nothing were. */
final class KnownInputs {
    /** Pixels that are worked out before they are handed over: handed over one by one they take ten times as long. */
    private static final int STRIP = 4096;

    private KnownInputs() {}

    /**
     * Writes the known sample, 0 where it is to be painted, and the mask, which is 1 there. Where nothing is known all is to
     * be painted; of what is known at first and painted later {@link KnownPixels#softly} decides.
     *
     * @param run not filled before: its tensors are still zeros
     * @param rows that are all told the same
     */
    static void fill(BoundRun run, Optional<KnownPixels> known, int rows) {
        if (!run.hasInput(Roles.REPAINT)) {
            return;
        }
        FloatBuffer mask = run.input(Roles.REPAINT).floats();
        if (known.isEmpty()) {
            fillWithOnes(mask);
            return;
        }
        FloatBuffer picture = run.input(Roles.KNOWN).floats();
        int pixels = mask.capacity() / rows;
        int channels = picture.capacity() / mask.capacity();
        float[] strip = new float[Math.min(STRIP, pixels)];
        for (int from = 0; from < pixels; from += strip.length) {
            int count = Math.min(strip.length, pixels - from);
            for (int i = 0; i < count; i++) {
                strip[i] = known.get().free(from + i) ? 1 : 0;
            }
            for (int row = 0; row < rows; row++) {
                mask.put(row * pixels + from, strip, 0, count);
            }
            for (int channel = 0; channel < channels; channel++) {
                int plane = channel * pixels + from;
                for (int i = 0; i < count; i++) {
                    strip[i] = known.get().free(from + i) ? 0 : known.get().planes()[plane + i];
                }
                for (int row = 0; row < rows; row++) {
                    picture.put(row * channels * pixels + plane, strip, 0, count);
                }
            }
        }
    }

    private static void fillWithOnes(FloatBuffer mask) {
        float[] ones = new float[Math.min(STRIP, mask.capacity())];
        Arrays.fill(ones, 1);
        for (int from = 0; from < mask.capacity(); from += ones.length) {
            mask.put(from, ones, 0, Math.min(ones.length, mask.capacity() - from));
        }
    }
}
