package studio.unclip.editor.file.png;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import studio.unclip.editor.file.disk.Piece;
import studio.unclip.editor.geom.IntRect;

/**
 * Where the strips of one picture lie in a file that was saved or read before, so that the next save can copy them.
 *
 * @param area the pixels it shows, in document coordinates
 * @param strips from the top
 */
public record SavedPicture(IntRect area, List<Strip> strips) {

    /**
     * @param offset of the packed bytes, from the file's beginning
     * @param length of the packed bytes
     * @param chunkSum CRC-32 of the chunk, type and packed bytes
     * @param adler of the rows unpacked
     * @param rawLength bytes of the rows unpacked
     */
    record Strip(long offset, int length, int chunkSum, int adler, int rawLength) {

        /** The strip for another file; empty if the old file no longer holds the bytes it held. */
        Optional<PngStrip> from(FileChannel file) throws IOException {
            if (offset + length > file.size()) {
                return Optional.empty();
            }
            Piece.Region region = new Piece.Region(file, offset, length);
            CRC32 crc = new CRC32();
            crc.update(new byte[] {'I', 'D', 'A', 'T'});
            region.forEach(crc::update);
            return (int) crc.getValue() == chunkSum
                    ? Optional.of(new PngStrip(region, chunkSum, adler, rawLength))
                    : Optional.empty();
        }
    }

    /** The places of a body's strips once the body lies in a file. */
    public static SavedPicture of(IntRect area, PngBody body, long bodyOffset) {
        return new SavedPicture(
                area,
                body.strips().stream()
                        .map(place -> new Strip(
                                bodyOffset + place.offset(),
                                Math.toIntExact(place.strip().packed().size()),
                                place.strip().chunkSum(),
                                place.strip().adler(),
                                place.strip().rawLength()))
                        .toList());
    }
}
