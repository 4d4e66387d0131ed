package studio.unclip.editor.file.picture;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import studio.unclip.editor.document.BlendMode;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.Layer;
import studio.unclip.editor.document.LayerMask;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Parallel;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.Body;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.file.jpeg.JpegWriter;
import studio.unclip.editor.file.png.PictureStrips;
import studio.unclip.editor.file.png.PngBody;
import studio.unclip.editor.file.png.PngStrip;

/**
 * Writes what a document looks like as PNG or JPEG, sRGB and saying so. The document's only layer, if it is opaque in
 * itself, is written untouched, colours under full transparency included. Safe for threads; never on a window's thread.
 */
public final class PictureExport {
    private static final double PACKED = 0.8;

    private final AtomicFile atomic;
    private final Parallel parallel;

    /** @param pool computes; must not be the pool this exporter is called on */
    public PictureExport(AtomicFile atomic, ExecutorService pool) {
        this.atomic = atomic;
        this.parallel = new Parallel(pool, 2 * Runtime.getRuntime().availableProcessors());
    }

    /**
     * Without alpha where all of it is opaque.
     *
     * @param metadata to write; nothing else is
     */
    public void png(Document document, Metadata metadata, Path target, AtomicFile.Existing existing, Watcher watcher)
            throws IOException {
        Body body = png(document, metadata, watcher.part(0, PACKED));
        atomic.write(target, existing, out -> body.writeTo(out, watcher.part(PACKED, 1)), written -> {});
    }

    private Body png(Document document, Metadata metadata, Watcher watcher) throws IOException {
        FlatPicture flat = flat(document);
        PictureStrips strips = new PictureStrips(parallel);
        PngStrip.Colour colour = isOpaque(flat) ? PngStrip.Colour.RGB : PngStrip.Colour.RGBA;
        return PngBody.of(document.size(), colour, strips.pack(flat, colour, watcher), metadata)
                .body();
    }

    private static FlatPicture flat(Document document) {
        boolean asIs =
                document.layers().size() == 1 && isPlain(document.layers().getFirst());
        return new FlatPicture(document.layers(), asIs, document.bounds());
    }

    private static boolean isPlain(Layer layer) {
        return layer instanceof PixelLayer
                && layer.visible()
                && layer.opacity() == 1
                && layer.blend() == BlendMode.NORMAL
                && layer.mask().filter(LayerMask::enabled).isEmpty();
    }

    private boolean isOpaque(FlatPicture flat) throws IOException {
        List<Boolean> opaque = parallel.map(
                flat.strips(),
                i -> () -> {
                    for (int pixel : flat.pixels(i)) {
                        if (pixel >>> 24 != 255) {
                            return false;
                        }
                    }
                    return true;
                },
                Watcher.none());
        return opaque.stream().allMatch(Boolean::booleanValue);
    }

    /**
     * @param quality 0 to 1
     * @param background {@code 0xRRGGBB} under transparent pixels, of which JPEG has none
     * @param metadata to write; texts are PNG's alone and left out
     * @return what of the metadata could not be written, to tell the person
     */
    public List<Notice> jpeg(
            Document document,
            float quality,
            int background,
            Metadata metadata,
            Path target,
            AtomicFile.Existing existing,
            Watcher watcher)
            throws IOException {
        BufferedImage image = onBackground(document, background, watcher.part(0, PACKED));
        JpegWriter.Encoded encoded = JpegWriter.encode(image, quality, metadata);
        atomic.write(
                target,
                existing,
                out -> {
                    for (byte[] part : encoded.parts()) {
                        AtomicFile.writeAll(out, ByteBuffer.wrap(part));
                    }
                    watcher.step(1);
                },
                written -> {});
        return encoded.notices();
    }

    private BufferedImage onBackground(Document document, int background, Watcher watcher) throws IOException {
        FlatPicture flat = flat(document);
        int width = document.size().width();
        BufferedImage image = new BufferedImage(width, document.size().height(), BufferedImage.TYPE_INT_RGB);
        parallel.map(
                flat.strips(),
                i -> () -> {
                    int[] pixels = flat.pixels(i);
                    for (int k = 0; k < pixels.length; k++) {
                        pixels[k] = over(pixels[k], background);
                    }
                    image.getRaster().setDataElements(0, i * FlatPicture.STRIP_ROWS, width, flat.rows(i), pixels);
                    return Optional.empty();
                },
                watcher);
        return image;
    }

    private static int over(int argb, int background) {
        int alpha = argb >>> 24;
        int result = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int mixed = (argb >> shift & 0xff) * alpha + (background >> shift & 0xff) * (255 - alpha);
            result |= ((mixed + 127) / 255) << shift;
        }
        return result;
    }
}
