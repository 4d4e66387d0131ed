package studio.unclip.inference.pipeline;

import java.nio.ByteBuffer;
import java.util.Optional;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;

/**
 * Puts a picture's own detail back where a model has left the picture as it was. At every size of the cascade two pictures
 * are made with the same noise: one from the changed small picture (made), one from the unchanged (again). What the
 * original has beyond {@code again} is its detail, and is added to {@code made} with a weight: 1 where the small picture
 * did not change, falling to 0 where it did. So where nothing changed the original stands to the bit, and nowhere are two
 * pictures blended: the large forms are always those of {@code made} alone. Immutable.
 */
final class OwnDetail {
    /** Change of the small picture, white - black = 2, up to which all of the detail stays: below what one sees. */
    private static final float UNSEEN = 0.06f;
    /** From here on none of it stays: an outline of half this contrast would show as a ghost of what was there. */
    private static final float PLAIN = 0.3f;

    /** Floats of one plane that are held at a time while the picture is laid. */
    private static final int BAND = 1 << 20;

    private final WholeView view;
    private final Optional<Mask> mask;
    private final float[] weights;
    private final int small;

    /**
     * @param before the small picture as it comes back unchanged, planar RGB in [-1, 1], [3 x small x small]
     * @param changed the same after
     * @param share of the detail that is put back where nothing changed, 0 to 1
     * @param mask outside it the picture stays whatever the model did
     */
    OwnDetail(WholeView view, float[] before, float[] changed, int small, double share, Optional<Mask> mask) {
        this.view = view;
        this.mask = mask;
        this.small = small;
        this.weights = weights(before, changed, small, (float) share);
    }

    /**
     * At a stage's size, for the next stage to read.
     *
     * @param made from the changed picture, planar RGB in [-1, 1]
     * @param again from the unchanged one
     */
    float[] at(int size, float[] made, float[] again) {
        float[] own = view.at(size);
        float[] share = Resample.resize(weights, 1, small, small, size, size, Filter.BILINEAR);
        float[] free = new float[0];
        if (mask.isPresent()) {
            free = WholeView.scaled(
                    view.frame().read(mask.get()), 1, view.frame().size(), size);
        }
        float[] result = new float[made.length];
        int pixels = size * size;
        for (int k = 0; k < result.length; k++) {
            float whole = made[k] + share[k % pixels] * (own[k] - again[k]);
            result[k] = mask.isPresent() ? own[k] + free[k % pixels] * (whole - own[k]) : whole;
        }
        return result;
    }

    /** The finished picture at its own size, with its own transparency. Arguments as of {@link #at}. */
    Picture laid(int size, float[] made, float[] again) {
        int width = view.source().width();
        int height = view.source().height();
        int seen = view.frame().size();
        float[] new3 = WholeView.scaled(made, 3, size, seen);
        float[] old3 = WholeView.scaled(again, 3, size, seen);
        float[] share = Resample.resize(weights, 1, small, small, seen, seen, Filter.BILINEAR);
        byte[] rgba = new byte[width * height * 4];
        int rows = Math.max(1, BAND / width);
        for (int top = 0; top < height; top += rows) {
            PixelRect band = new PixelRect(0, top, width, Math.min(rows, height - top));
            lay(
                    view.source().read(band).rgba(),
                    view.frame().back(new3, 3, band),
                    view.frame().back(old3, 3, band),
                    view.frame().back(share, 1, band),
                    band,
                    rgba);
        }
        return Picture.sharing(width, height, ByteBuffer.wrap(rgba));
    }

    private void lay(ByteBuffer own, float[] made, float[] again, float[] share, PixelRect band, byte[] rgba) {
        int pixels = band.width() * band.height();
        for (int i = 0; i < pixels; i++) {
            int from = i * 4;
            int to = band.y() * band.width() * 4 + from;
            int alpha = own.get(from + 3) & 0xff;
            float free = mask.isEmpty() ? 1 : mask.get().at(i % band.width(), band.y() + i / band.width()) / 255f;
            for (int c = 0; c < 3; c++) {
                int k = c * pixels + i;
                // The model saw what is transparent over white; so does the change.
                float level = own.get(from + c) & 0xff;
                float opaque = alpha / 255f;
                float seen = level / 127.5f * opaque + 2 * (1 - opaque) - 1;
                float change = free * (clamped(made[k]) - seen + share[i] * (seen - clamped(again[k])));
                rgba[to + c] = alpha == 0 || change == 0
                        ? own.get(from + c)
                        : (byte) Math.rint(Math.clamp(level + 127.5f * change / opaque, 0f, 255f));
            }
            rgba[to + 3] = (byte) alpha;
        }
    }

    private static float clamped(float value) {
        return Math.clamp(value, -1f, 1f);
    }

    /** 1 where the small picture stayed, falling smoothly to 0 where it or a neighbour changed; times the share. */
    private static float[] weights(float[] before, float[] after, int size, float share) {
        int pixels = size * size;
        float[] change = new float[pixels];
        for (int k = 0; k < before.length; k++) {
            change[k % pixels] = Math.max(change[k % pixels], Math.abs(after[k] - before[k]));
        }
        float[] weights = new float[pixels];
        for (int i = 0; i < pixels; i++) {
            float largest = 0;
            for (int y = Math.max(0, i / size - 1); y <= Math.min(size - 1, i / size + 1); y++) {
                for (int x = Math.max(0, i % size - 1); x <= Math.min(size - 1, i % size + 1); x++) {
                    largest = Math.max(largest, change[y * size + x]);
                }
            }
            float t = Math.clamp((largest - UNSEEN) / (PLAIN - UNSEEN), 0f, 1f);
            weights[i] = share * (1 - t * t * (3 - 2 * t));
        }
        return weights;
    }
}
