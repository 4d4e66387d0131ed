package studio.unclip.editor.render;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.geom.IntRect;

/** Renders documents. Confined to one thread. */
public final class Compositor {
    /**
     * Draws {@link #outputRect outputRect(region, scale)} into the buffer.
     *
     * @param region document pixels
     * @param scale output pixels per document pixel
     * @param buffer premultiplied {@code 0xAARRGGBB}
     * @param offset index of the upper left pixel
     * @param stride ints from one row to the next
     */
    public void render(Document document, IntRect region, double scale, int[] buffer, int offset, int stride) {
        renderOutput(document, outputRect(region, scale), scale, buffer, offset, stride);
    }

    /** As {@link #render}, the region given in output pixels: output pixel X shows document pixels from X / scale. */
    public void renderOutput(Document document, IntRect output, double scale, int[] buffer, int offset, int stride) {
        for (int y = 0; y < output.height(); y++) {
            for (int x = 0; x < output.width(); x++) {
                int pixel = 0;
                for (Layer layer : document.layers()) {
                    int top = layer instanceof PixelLayer pixels
                            ? pixels.pixels().argb((int) ((output.x() + x) / scale), (int) ((output.y() + y) / scale))
                            : 0;
                    pixel = top >>> 24 > 127 ? top : pixel;
                }
                buffer[offset + y * stride + x] = pixel;
            }
        }
    }

    /** Output pixels that show the region: the grid of output pixels begins at document (0, 0) at every scale. */
    public static IntRect outputRect(IntRect region, double scale) {
        return IntRect.between(
                (int) Math.floor(region.x() * scale),
                (int) Math.floor(region.y() * scale),
                (int) Math.ceil(region.right() * scale),
                (int) Math.ceil(region.bottom() * scale));
    }
}
