package studio.unclip.inference.pipeline;

import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.frame.Frame;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.image.Resample;

/**
 * All of a picture as the models see it: made square by carrying its edges on, and scaled to each stage's size.
 *
 * @param source the picture
 * @param frame where it lies in the square
 * @param planes the square at the frame's size: planar RGB in [-1, 1]
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record WholeView(PictureSource source, Frame frame, float[] planes) {

    /** @param most the cascade's largest size: of a larger picture a smaller view is kept */
    static WholeView of(PictureSource source, int most) {
        Frame frame = Frame.whole(source.bounds(), most);
        return new WholeView(source, frame, frame.read(source));
    }

    /** The square of the picture's pixels that such a view shows; it reaches beyond a picture that is none. */
    static PixelRect square(PictureSource source, int most) {
        return Frame.whole(source.bounds(), most).square();
    }

    /** As a stage of this size sees it, planar RGB in [-1, 1]. */
    float[] at(int size) {
        return scaled(planes, 3, frame.size(), size);
    }

    /**
     * A mask of the picture as a stage of this size sees it: free is what is so in any part.
     *
     * @return [size x size], 0 to 1
     */
    float[] at(Mask mask, int size) {
        float[] seen = frame.read(mask);
        int from = frame.size();
        float[] free = new float[size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                float largest = 0;
                for (int v = y * from / size; v < Math.max(y * from / size + 1, above((y + 1) * from, size)); v++) {
                    for (int u = x * from / size; u < Math.max(x * from / size + 1, above((x + 1) * from, size)); u++) {
                        largest = Math.max(largest, seen[v * from + u]);
                    }
                }
                free[y * size + x] = largest;
            }
        }
        return free;
    }

    private static int above(int value, int unit) {
        return (value + unit - 1) / unit;
    }

    /** As the image tower sees it. */
    Picture picture() {
        return Picture.of(frame.size(), frame.size(), Pixels.toRgba(planes, frame.size() * frame.size()));
    }

    /**
     * The part in which this picture lies.
     *
     * @param made a stage's square picture
     */
    Picture cut(Picture made) {
        int size = made.width();
        double scale = (double) size / frame.square().width();
        int width = Math.clamp(Math.round(source.width() * scale), 1, size);
        int height = Math.clamp(Math.round(source.height() * scale), 1, size);
        return made.read(new PixelRect((size - width) / 2, (size - height) / 2, width, height));
    }

    /** Squares of planes at another size: by area where they shrink. */
    static float[] scaled(float[] planes, int channels, int size, int wanted) {
        return size == wanted
                ? planes
                : Resample.resize(
                        planes, channels, size, size, wanted, wanted, size > wanted ? Filter.BOX : Filter.BICUBIC);
    }
}
