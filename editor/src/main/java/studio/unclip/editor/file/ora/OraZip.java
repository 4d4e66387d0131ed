package studio.unclip.editor.file.ora;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.Body;

/** Writes the zip file under an OpenRaster picture, front to back. Equal entries give equal bytes: no time of day. */
final class OraZip implements AutoCloseable {
    /** The first moment a zip file can name. */
    private static final long FIXED_TIME = 315_532_800_000L;

    private final ZipArchiveOutputStream zip;

    OraZip(WritableByteChannel out) {
        zip = new ZipArchiveOutputStream(noClose(Channels.newOutputStream(out)));
        zip.setUseZip64(Zip64Mode.AsNeeded);
        zip.setEncoding("UTF-8");
    }

    /** The channel belongs to the caller. */
    private static OutputStream noClose(OutputStream out) {
        return new java.io.FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }

    /**
     * Writes an entry as it is: pictures are packed already.
     *
     * @param crc of the body
     * @return where the body begins in the file
     */
    long stored(String name, Body body, long crc, Watcher watcher) throws IOException {
        ZipArchiveEntry entry = entry(name);
        entry.setMethod(ZipMethod.STORED.getCode());
        entry.setSize(body.size());
        entry.setCompressedSize(body.size());
        entry.setCrc(crc);
        zip.putArchiveEntry(entry);
        long offset = zip.getBytesWritten();
        body.writeTo(Channels.newChannel(zip), watcher);
        zip.closeArchiveEntry();
        return offset;
    }

    void deflated(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
                DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write(bytes);
        }
        carried(new CarriedEntry(
                name, ZipMethod.DEFLATED.getCode(), crc(bytes), bytes.length, Blob.owning(packed.toByteArray())));
    }

    static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** Writes an entry as it was packed before. */
    void carried(CarriedEntry carried) throws IOException {
        ZipArchiveEntry entry = entry(carried.name());
        entry.setMethod(carried.method());
        entry.setCrc(carried.crc());
        entry.setSize(carried.size());
        entry.setCompressedSize(carried.packed().size());
        zip.addRawArchiveEntry(entry, new ByteArrayInputStream(carried.packed().array()));
    }

    private static ZipArchiveEntry entry(String name) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setTime(FIXED_TIME);
        return entry;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
