package studio.unclip.editor.file.png;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.pixel.Raster;

/**
 * Writes one flat picture as a PNG file: RGB where all of it is opaque, else RGBA, 8 bits, {@code sRGB} chunk, and the
 * metadata it is given: resolution, EXIF, XMP and texts as {@code iTXt} chunks that are not packed. Equal pictures and
 * metadata give equal bytes. Works on the caller's thread; safe for threads.
 *
 * <p>To write under a name: {@code atomicFile.write(target, existing, out -> PngWriter.write(raster, metadata, out),
 * written -> {})}.
 */
public final class PngWriter {
    private PngWriter() {}

    /**
     * @param metadata what is written beside the pixels; {@link Metadata#NONE} for nothing
     * @param out receives the whole file and stays open
     * @throws IOException if {@code out} refuses
     */
    public static void write(Raster raster, Metadata metadata, WritableByteChannel out) throws IOException {
        body(raster, metadata).body().writeTo(out, Watcher.none());
    }

    /** The file's bytes in memory, for a clipboard. */
    public static byte[] encode(Raster raster, Metadata metadata) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(raster, metadata, Channels.newChannel(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("memory refuses nothing", e);
        }
        return bytes.toByteArray();
    }

    private static PngBody body(Raster raster, Metadata metadata) {
        PngStrip.Colour colour = isOpaque(raster) ? PngStrip.Colour.RGB : PngStrip.Colour.RGBA;
        List<PngStrip> strips = new ArrayList<>();
        for (int y = 0; y < raster.height(); y += FlatPicture.STRIP_ROWS) {
            int rows = Math.min(FlatPicture.STRIP_ROWS, raster.height() - y);
            strips.add(PngStrip.pack(argb(raster, y, rows), raster.width(), rows, colour));
        }
        return PngBody.of(raster.size(), colour, strips, metadata);
    }

    private static boolean isOpaque(Raster raster) {
        ByteBuffer rgba = raster.rgba();
        for (int at = 3; at < rgba.limit(); at += 4) {
            if (rgba.get(at) != (byte) 255) {
                return false;
            }
        }
        return true;
    }

    private static int[] argb(Raster raster, int top, int rows) {
        ByteBuffer rgba = raster.rgba();
        int[] argb = new int[Math.multiplyExact(rows, raster.width())];
        int from = top * raster.width() * 4;
        for (int i = 0; i < argb.length; i++) {
            // R, G, B, A in big-endian order is RGBA in an int: turned by 8 bits it is ARGB.
            argb[i] = Integer.rotateRight(rgba.getInt(from + 4 * i), 8);
        }
        return argb;
    }
}
