package studio.unclip.app.generate;

import java.nio.ByteBuffer;
import java.util.Optional;
import studio.unclip.app.edit.SmallPicture;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;

/**
 * What is painted into a picture, or around it, as it looks there while it is being made: the picture that was asked about,
 * small, its new sides clear until something is there. Immutable, safe for threads.
 */
public final class InItsPicture {
    /** Pixels of the longer side: what a tile shows. */
    private static final int SIDE = 320;

    private final ResultPlace place;
    private final Picture begun;

    /** Small pixels for one of the result's. */
    private final double scale;

    private InItsPicture(ResultPlace place, Picture begun) {
        this.place = place;
        this.begun = begun;
        this.scale = (double) begun.width() / place.within().width();
    }

    /** Whether what is asked for is such a part. */
    public static boolean isPart(Ask ask) {
        return ResultPlace.of(ask).isPresent();
    }

    /** Draws the picture: not for a window's thread. Empty where what is asked for is a picture of its own. */
    public static Optional<InItsPicture> of(Ask ask) {
        return ResultPlace.of(ask)
                .map(place -> new InItsPicture(place, SmallPicture.of(place.asked(), place.within(), SIDE)));
    }

    /** Before anything of the result is there. */
    public Picture begun() {
        return begun;
    }

    /**
     * With a preview in its place.
     *
     * @param before what there was of the same candidate: {@link #begun()}, or what this has given
     */
    public Picture with(Picture before, JobEvent.Preview preview) {
        int width = begun.width();
        int height = begun.height();
        ByteBuffer rgba = ByteBuffer.allocate(4 * width * height);
        rgba.put(before.rgba()).flip();
        PixelRect area = preview.area();
        int left = Math.clamp((long) Math.floor(area.x() * scale), 0, width);
        int right = Math.clamp((long) Math.ceil(area.right() * scale), 0, width);
        int top = Math.clamp((long) Math.floor(area.y() * scale), 0, height);
        int bottom = Math.clamp((long) Math.ceil(area.bottom() * scale), 0, height);
        for (int y = top; y < bottom; y++) {
            double resultY = (y + 0.5) / scale;
            int documentY = (int) Math.floor(place.within().y() + resultY);
            double previewY = (resultY - area.y()) * preview.picture().height() / area.height() - 0.5;
            for (int x = left; x < right; x++) {
                double resultX = (x + 0.5) / scale;
                int documentX = (int) Math.floor(place.within().x() + resultX);
                double previewX = (resultX - area.x()) * preview.picture().width() / area.width() - 0.5;
                int share = place.change().applyAsInt(documentX, documentY);
                if (share > 0) {
                    lay(rgba, 4 * (y * width + x), preview.picture(), previewX, previewY, share / 255.0);
                }
            }
        }
        return Picture.sharing(width, height, rgba);
    }

    /** Over what is there, straight alpha; previews have no transparency. */
    private static void lay(ByteBuffer rgba, int at, Picture from, double x, double y, double share) {
        double below = (1 - share) * (rgba.get(at + 3) & 0xff) / 255;
        double alpha = share + below;
        for (int channel = 0; channel < 3; channel++) {
            double colour = (share * between(from, x, y, channel) + below * (rgba.get(at + channel) & 0xff)) / alpha;
            rgba.put(at + channel, (byte) Math.round(colour));
        }
        rgba.put(at + 3, (byte) Math.round(255 * alpha));
    }

    /** Between the four pixels around a place; at an edge the outermost goes on. */
    private static double between(Picture from, double x, double y, int channel) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double across = x - left;
        double down = y - top;
        return (1 - down) * ((1 - across) * at(from, left, top, channel) + across * at(from, left + 1, top, channel))
                + down
                        * ((1 - across) * at(from, left, top + 1, channel)
                                + across * at(from, left + 1, top + 1, channel));
    }

    private static int at(Picture from, int x, int y, int channel) {
        int inX = Math.clamp(x, 0, from.width() - 1);
        int inY = Math.clamp(y, 0, from.height() - 1);
        return from.rgba().get(4 * (inY * from.width() + inX) + channel) & 0xff;
    }
}
