package studio.unclip.app.shell;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.render.Compositor;
import studio.unclip.inference.api.Picture;

/** What a document shows, as one picture at its own size. Any thread. */
final class FlatPicture {
    /** Tiles are looked at once: keeping them would only cost memory. */
    private static final long COMPOSITOR_BYTES = 16L << 20;

    private FlatPicture() {}

    static Picture of(Document document) {
        IntSize size = document.size();
        int[] pixels = new int[size.width() * size.height()];
        new Compositor(COMPOSITOR_BYTES).render(document, document.bounds(), 1, pixels, 0, size.width());
        byte[] rgba = new byte[pixels.length * 4];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = pixels[i];
            int alpha = pixel >>> 24;
            rgba[i * 4] = straight(pixel >> 16, alpha);
            rgba[i * 4 + 1] = straight(pixel >> 8, alpha);
            rgba[i * 4 + 2] = straight(pixel, alpha);
            rgba[i * 4 + 3] = (byte) alpha;
        }
        return Picture.of(size.width(), size.height(), rgba);
    }

    /** From premultiplied; exact where the picture is opaque. */
    private static byte straight(int channel, int alpha) {
        int value = channel & 0xff;
        return (byte) (alpha == 255 || alpha == 0 ? value : Math.min(255, (value * 255 + alpha / 2) / alpha));
    }
}
