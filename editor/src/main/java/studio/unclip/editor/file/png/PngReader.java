package studio.unclip.editor.file.png;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.flat.ColourProfile;
import studio.unclip.editor.file.flat.RowSink;

/**
 * Reads PNG pictures of every kind the specification has (third edition), row by row, as sRGB RGBA8. Sixteen bits
 * become eight, rounded; a profile is converted. A picture that is cut short or damaged is refused, not half shown.
 */
public final class PngReader {

    /** What the file said beside the pixels. */
    public record Result(PngHeader header, Metadata metadata, List<Notice> notices) {}

    private static final int[][] ADAM7 = {
        // first column, first row, column step, row step
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private final Limits limits;
    private final List<Notice> notices = new ArrayList<>();
    private int[] palette;
    private byte[] transparency;

    private PngReader(Limits limits) {
        this.limits = limits;
    }

    /**
     * @param in at the file's first byte, buffered
     * @param sink takes the rows
     * @throws FileProblem if the file is no PNG, damaged, or larger than the limits; nothing has been decoded then
     *     that was not within them
     */
    public static Result read(InputStream in, Limits limits, RowSink sink) throws IOException {
        try {
            return new PngReader(limits).read(new PngChunks(in), sink);
        } catch (EOFException e) {
            throw FileProblem.damaged("it ends too early", e);
        } catch (DataFormatException e) {
            throw FileProblem.damaged("its pixels cannot be unpacked", e);
        }
    }

    /**
     * What stands in the file beside its pixels; they are passed over.
     *
     * @param in at the file's first byte, buffered
     * @throws FileProblem if the file is no PNG or damaged
     */
    public static Metadata metadata(InputStream in, Limits limits) throws IOException {
        try {
            PngChunks chunks = new PngChunks(in);
            PngMetadata metadata = new PngMetadata(limits, new ArrayList<>());
            chunks.next();
            while (chunks.type() != PngChunks.IDAT && chunks.type() != PngChunks.IEND) {
                metadata.take(chunks);
                chunks.next();
            }
            takeRest(chunks, metadata);
            return metadata.metadata();
        } catch (EOFException e) {
            throw FileProblem.damaged("it ends too early", e);
        }
    }

    private Result read(PngChunks chunks, RowSink sink) throws IOException, DataFormatException {
        if (chunks.next() != PngChunks.IHDR || chunks.length() != PngHeader.BYTES) {
            throw FileProblem.damaged("it does not begin with a header");
        }
        PngHeader header = PngHeader.read(chunks.readAll(), limits);
        PngMetadata metadata = new PngMetadata(limits, notices);
        chunks.next();
        while (chunks.type() != PngChunks.IDAT) {
            if (chunks.type() == PngChunks.IEND) {
                throw FileProblem.damaged("it has no pixels");
            }
            takeOther(header, chunks, metadata);
            chunks.next();
        }
        requireMemory(header);
        sink.start(header.width(), header.height());
        decode(header, metadata, chunks, sink); // goes to the chunk behind the pixels, if there is one
        takeRest(chunks, metadata);
        if (header.bitDepth() == 16) {
            notices.add(Notice.of(Notice.Kind.SIXTEEN_BITS_REDUCED));
        }
        return new Result(header, metadata.metadata(), List.copyOf(notices));
    }

    /** A picture without alpha fills all of its pixels, and an interlaced one is put together in one piece. */
    private void requireMemory(PngHeader header) throws FileProblem {
        boolean opaque = header.colourType() != PngHeader.RGBA
                && header.colourType() != PngHeader.GREY_ALPHA
                && transparency == null;
        if (opaque || header.interlaced()) {
            limits.checkMemory((long) header.width() * header.height() * Integer.BYTES);
        }
    }

    /** All pixels are there: a file that only lacks its end is whole enough. */
    private static void takeRest(PngChunks chunks, PngMetadata metadata) throws IOException {
        try {
            while (chunks.type() != PngChunks.IEND) {
                if (chunks.type() == PngChunks.IDAT) {
                    chunks.skip();
                } else {
                    metadata.take(chunks);
                }
                chunks.next();
            }
        } catch (EOFException e) {
            // Nothing more to keep.
        }
    }

    private void takeOther(PngHeader header, PngChunks chunks, PngMetadata metadata) throws IOException {
        if (chunks.type() == PngChunks.PLTE && header.colourType() == PngHeader.PALETTE) {
            if (chunks.length() > 256 * 3 || chunks.length() % 3 != 0) {
                throw FileProblem.damaged("its palette has an impossible size");
            }
            byte[] rgb = chunks.readAll();
            palette = new int[rgb.length / 3];
            for (int i = 0; i < palette.length; i++) {
                palette[i] =
                        0xff000000 | (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff);
            }
        } else if (chunks.type() == PngChunks.TRNS && chunks.length() <= 256) {
            transparency = metadata.readOrDrop(chunks).orElse(null);
        } else {
            metadata.take(chunks);
        }
    }

    private void decode(PngHeader header, PngMetadata metadata, PngChunks chunks, RowSink sink)
            throws IOException, DataFormatException {
        PngRowReader rows = rowReader(header, metadata.profile(header));
        try (PngPixels data = new PngPixels(chunks)) {
            if (header.interlaced()) {
                readPasses(header, rows, data, sink);
            } else {
                readRows(header, rows, data, sink);
            }
            data.finish();
        }
    }

    private PngRowReader rowReader(PngHeader header, Optional<ColourProfile> profile) throws FileProblem {
        int[] transparent = null;
        if (header.colourType() == PngHeader.PALETTE) {
            if (palette == null) {
                throw FileProblem.damaged("it has no palette");
            }
            for (int i = 0; transparency != null && i < Math.min(palette.length, transparency.length); i++) {
                palette[i] = (palette[i] & 0xffffff) | (transparency[i] & 0xff) << 24;
            }
        } else if (transparency != null && transparency.length >= 2 * header.channels()) {
            transparent = new int[header.channels()];
            for (int c = 0; c < transparent.length; c++) {
                transparent[c] = (transparency[2 * c] & 0xff) << 8 | (transparency[2 * c + 1] & 0xff);
            }
        }
        return new PngRowReader(header, palette, transparent, profile);
    }

    private static void readRows(PngHeader header, PngRowReader rows, PngPixels data, RowSink sink)
            throws IOException, DataFormatException {
        int length = header.rowBytes(header.width());
        byte[] row = new byte[length];
        byte[] above = new byte[length];
        int[] argb = new int[header.width()];
        for (int y = 0; y < header.height(); y++) {
            data.readRow(row, above, header.filterDistance(), length);
            rows.read(row, header.width(), argb);
            sink.row(y, argb);
            byte[] swap = above;
            above = row;
            row = swap;
        }
    }

    private void readPasses(PngHeader header, PngRowReader rows, PngPixels data, RowSink sink)
            throws IOException, DataFormatException {
        int width = header.width();
        int height = header.height();
        int[][] picture = new int[height][];
        for (int[] pass : ADAM7) {
            int columns = (width - pass[0] + pass[2] - 1) / pass[2];
            if (columns <= 0) {
                continue;
            }
            int length = header.rowBytes(columns);
            byte[] row = new byte[length];
            byte[] above = new byte[length];
            int[] argb = new int[columns];
            for (int y = pass[1]; y < height; y += pass[3]) {
                data.readRow(row, above, header.filterDistance(), length);
                rows.read(row, columns, argb);
                if (picture[y] == null) {
                    picture[y] = new int[width];
                }
                for (int x = 0; x < columns; x++) {
                    picture[y][pass[0] + x * pass[2]] = argb[x];
                }
                byte[] swap = above;
                above = row;
                row = swap;
            }
        }
        for (int y = 0; y < height; y++) {
            sink.row(y, picture[y]);
            picture[y] = null;
        }
    }
}
