package studio.unclip.editor.file.png;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Parallel;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.FileBytes;
import studio.unclip.editor.file.flat.FlatPicture;
import studio.unclip.editor.file.flat.TileRows;
import studio.unclip.editor.file.flat.WatchedRows;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.pixel.Tile;
import studio.unclip.editor.pixel.TileMap;

/**
 * Reads a PNG picture that {@link PngBody} wrote, straight out of a file, all strips side by side. Each strip is
 * unpacked with nothing before it: if that gives exactly its rows, the strip may later be copied into another file as
 * it is, whatever the file claims.
 */
public final class PngStripReader {
    private static final int CHUNK_FRAME = 12;

    /**
     * A picture and where its strips lie in the file.
     *
     * @param size the picture's
     */
    public record Result(IntSize size, TileMap pixels, List<SavedPicture.Strip> strips) {}

    private record Unpacked(TileMap rows, SavedPicture.Strip strip) {}

    private final FileChannel file;
    private final Limits limits;
    private final Parallel parallel;

    public PngStripReader(FileChannel file, Limits limits, Parallel parallel) {
        this.file = file;
        this.limits = limits;
        this.parallel = parallel;
    }

    /**
     * @param offset where the PNG file begins
     * @param length its bytes
     * @param x where its left column lies in the document
     * @param check called before anything is unpacked
     * @return empty if the picture was not written in strips; it must be read from the front then
     * @throws FileProblem if it is larger than the limits
     */
    public Optional<Result> read(long offset, long length, int x, int y, WatchedRows.SizeCheck check, Watcher watcher)
            throws IOException {
        List<SavedPicture.Strip> idats = new ArrayList<>();
        Optional<PngHeader> header = layout(offset, length, idats);
        if (header.isEmpty()) {
            return Optional.empty();
        }
        int width = header.get().width();
        int height = header.get().height();
        int count = (height + FlatPicture.STRIP_ROWS - 1) / FlatPicture.STRIP_ROWS;
        // The first IDAT is zlib's head, the last its end.
        if (idats.size() != count + 2) {
            return Optional.empty();
        }
        check.accept(header.get().width(), header.get().height());
        try {
            List<Unpacked> strips = parallel.map(
                    count,
                    i -> () -> {
                        int rows = Math.min(FlatPicture.STRIP_ROWS, height - i * FlatPicture.STRIP_ROWS);
                        return unpack(idats.get(i + 1), header.get(), rows, x, y + i * FlatPicture.STRIP_ROWS);
                    },
                    watcher);
            TileMap all = TileMap.EMPTY;
            for (Unpacked strip : strips) {
                all = merge(all, strip.rows());
            }
            return Optional.of(new Result(
                    new IntSize(width, height),
                    all,
                    strips.stream().map(Unpacked::strip).toList()));
        } catch (NotStrips e) {
            return Optional.empty();
        }
    }

    /** Rows of tiles are joined; where the picture does not begin on a tile's edge, two strips share a row of tiles. */
    private static TileMap merge(TileMap all, TileMap more) {
        TileMap[] result = {all};
        more.forEach((column, row, tile) -> {
            Tile present = result[0].tile(column, row);
            Tile both = tile;
            if (present != null) {
                int[] pixels = present.pixels().clone();
                int[] added = tile.pixels();
                for (int i = 0; i < pixels.length; i++) {
                    pixels[i] |= added[i];
                }
                both = Tile.owning(pixels);
            }
            result[0] = result[0].with(column, row, both);
        });
        return result[0];
    }

    private Optional<PngHeader> layout(long offset, long length, List<SavedPicture.Strip> idats) throws IOException {
        if (length < PngChunks.SIGNATURE.length
                || !Arrays.equals(bytes(offset, PngChunks.SIGNATURE.length), PngChunks.SIGNATURE)) {
            return Optional.empty();
        }
        Optional<PngHeader> header = Optional.empty();
        boolean inStrips = false;
        long end = offset + length;
        for (long at = offset + PngChunks.SIGNATURE.length; at + CHUNK_FRAME <= end; ) {
            ByteBuffer frame = ByteBuffer.wrap(bytes(at, 8));
            long size = Integer.toUnsignedLong(frame.getInt());
            int type = frame.getInt();
            if (at + CHUNK_FRAME + size > end) {
                return Optional.empty();
            }
            if (type == PngChunks.IHDR && size == PngHeader.BYTES) {
                header = Optional.of(PngHeader.read(bytes(at + 8, PngHeader.BYTES), limits));
            } else if (type == PngBody.STRIPS && size == 4) {
                inStrips = ByteBuffer.wrap(bytes(at + 8, 4)).getInt() == FlatPicture.STRIP_ROWS;
            } else if (type == PngMetadata.ICCP || type == PngChunks.TRNS) {
                return Optional.empty();
            } else if (type == PngChunks.IDAT) {
                int sum = ByteBuffer.wrap(bytes(at + 8 + size, 4)).getInt();
                idats.add(new SavedPicture.Strip(at + 8, Math.toIntExact(size), sum, 0, 0));
            }
            at += CHUNK_FRAME + size;
        }
        return header.filter(h -> h.bitDepth() == 8 && !h.interlaced() && h.colourType() == PngHeader.RGBA)
                .filter(inStrips ? h -> true : h -> false);
    }

    private Unpacked unpack(SavedPicture.Strip place, PngHeader header, int rows, int x, int y) throws IOException {
        int rowBytes = header.rowBytes(header.width());
        int rawLength = Math.multiplyExact(rows, rowBytes + 1);
        byte[] packed = bytes(place.offset(), place.length());
        if (PngStrip.sum(packed) != place.chunkSum()) {
            throw FileProblem.damaged("a part of a layer has a wrong check sum");
        }
        byte[] raw = new byte[rawLength];
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed);
            int n = 0;
            while (n < rawLength) {
                int more = inflater.inflate(raw, n, rawLength - n);
                if (more == 0) {
                    throw new NotStrips();
                }
                n += more;
            }
            // The empty block that ends a strip is still to be read; more rows would be a lie.
            if (inflater.inflate(new byte[1]) > 0 || inflater.finished() || inflater.getRemaining() > 0) {
                throw new NotStrips();
            }
        } catch (DataFormatException e) {
            throw new NotStrips();
        }
        Adler32 adler = new Adler32();
        adler.update(raw);
        SavedPicture.Strip strip = new SavedPicture.Strip(
                place.offset(), place.length(), place.chunkSum(), (int) adler.getValue(), rawLength);
        return new Unpacked(rows(raw, header, rows, rowBytes, x, y), strip);
    }

    private TileMap rows(byte[] raw, PngHeader header, int rows, int rowBytes, int x, int y) throws FileProblem {
        PngRowReader reader = new PngRowReader(header, null, null, Optional.empty());
        TileRows tiles = new TileRows(limits, x, y);
        tiles.start(header.width(), rows);
        byte[] row = new byte[rowBytes];
        byte[] above = new byte[rowBytes];
        int[] argb = new int[header.width()];
        for (int i = 0; i < rows; i++) {
            int at = i * (rowBytes + 1);
            System.arraycopy(raw, at + 1, row, 0, rowBytes);
            if (i == 0 && raw[at] > 1) {
                throw new NotStrips(); // the first row leans on a row of the strip above
            }
            PngFilter.undo(raw[at], row, above, header.filterDistance(), rowBytes);
            reader.read(row, header.width(), argb);
            tiles.row(i, argb);
            byte[] swap = above;
            above = row;
            row = swap;
        }
        return tiles.finish();
    }

    private byte[] bytes(long at, int length) throws IOException {
        return FileBytes.read(file, at, length);
    }

    /** The picture only claims to be in strips. */
    private static final class NotStrips extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotStrips() {
            super(null, null, false, false);
        }
    }
}
