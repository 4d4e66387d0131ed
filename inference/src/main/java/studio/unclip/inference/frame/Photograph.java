package studio.unclip.inference.frame;

import java.util.Optional;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.image.Background;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Grain;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.image.Resample;

/**
 * Whether a picture looks like a photograph, by its {@link Grain}: of 39 photographs from packages 38 had more than the
 * limit, of 43 drawings (clip art, pictures of the starter pack in every style) none (docs/decisions/0016).
 */
public final class Photograph {
    /** Longer side at which the grain is measured, pixels. */
    private static final int SIDE = 256;

    /** Smaller pictures tell nothing. */
    private static final int SMALLEST = 96;

    /** More grain than this is a photograph's, levels of 255. */
    private static final double MOST_OF_A_DRAWING = 0.9;

    private Photograph() {}

    /** Reads all of it once, a large one band by band. */
    public static boolean looksLikeOne(PictureSource source) {
        int longer = Math.max(source.width(), source.height());
        if (longer < SMALLEST) {
            return false;
        }
        Picture square = WholePicture.of(source);
        int side = square.width();
        int width = Math.max(1, Math.round((float) side * source.width() / longer));
        int height = Math.max(1, Math.round((float) side * source.height() / longer));
        Picture shown = square.read(new PixelRect((side - width) / 2, (side - height) / 2, width, height));
        return opaque(shown)
                .map(planes -> smallGrain(planes, width, height) > MOST_OF_A_DRAWING)
                .orElse(false);
    }

    private static double smallGrain(float[] planes, int width, int height) {
        double scale = Math.min(1, (double) SIDE / Math.max(width, height));
        int w = Math.max(1, (int) Math.round(width * scale));
        int h = Math.max(1, (int) Math.round(height * scale));
        return Grain.of(scale == 1 ? planes : Resample.resize(planes, 3, width, height, w, h, Filter.BOX), w, h);
    }

    /** Planes in [0, 1]; empty where it is partly transparent: what is cut out is smooth around whatever it is. */
    private static Optional<float[]> opaque(Picture picture) {
        int pixels = picture.width() * picture.height();
        var rgba = picture.rgba();
        for (int i = 0; i < pixels; i++) {
            if ((rgba.get(4 * i + 3) & 0xff) < 255) {
                return Optional.empty();
            }
        }
        return Optional.of(Pixels.toUnitPlanes(rgba, 0, pixels, Background.WHITE));
    }
}
