package studio.unclip.editor.file.ora;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;

/** The zip file under an OpenRaster picture, read within limits. Entries are only ever read, never unpacked to a disk. */
final class OraArchive implements AutoCloseable {
    /** A stretch of the file that holds an entry as it is. */
    record Stored(long offset, long length) {}

    private final FileChannel file;
    private final ZipFile zip;
    private final Limits limits;
    private final Map<String, ZipArchiveEntry> entries;

    private OraArchive(FileChannel file, ZipFile zip, Limits limits) throws FileProblem {
        this.file = file;
        this.zip = zip;
        this.limits = limits;
        this.entries = new LinkedHashMap<>();
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
            if (entries.size() >= limits.maxEntries()) {
                throw FileProblem.tooLarge(String.format(Locale.ROOT, "more than %,d entries", limits.maxEntries()));
            }
            if (entries.put(entry.getName(), entry) != null) {
                throw FileProblem.hostile("two of its entries have the same name");
            }
        }
    }

    static OraArchive open(Path path, Limits limits) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
        try {
            ZipGuard.requireSmall(file, limits);
            ZipFile zip = ZipFile.builder()
                    .setSeekableByteChannel(file)
                    .setIgnoreLocalFileHeader(true)
                    .get();
            return new OraArchive(file, zip, limits);
        } catch (FileProblem e) {
            file.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw FileProblem.damaged("its archive cannot be read", e);
        }
    }

    /** The file itself; open as long as the archive is. */
    FileChannel file() {
        return file;
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }

    boolean has(String name) {
        return entries.containsKey(name);
    }

    /** The sum the archive gives for an entry and its length; what a picture is recognised by. */
    Optional<EntrySum> sum(String name) {
        return Optional.ofNullable(entries.get(name)).map(e -> new EntrySum(e.getCrc(), e.getSize()));
    }

    /** Where an entry lies that is not packed; empty if it is packed. */
    Optional<Stored> stored(String name) throws IOException {
        ZipArchiveEntry entry = entry(name);
        // Asking for the raw bytes makes the library find the entry's place behind its local header.
        try (InputStream raw = zip.getRawInputStream(entry)) {
            if (raw == null || entry.getMethod() != ZipMethod.STORED.getCode()) {
                return Optional.empty();
            }
        }
        long offset = entry.getDataOffset();
        if (offset < 0 || entry.getSize() < 0 || offset > file.size() - entry.getSize()) {
            throw FileProblem.damaged("an entry lies outside the file");
        }
        return Optional.of(new Stored(offset, entry.getSize()));
    }

    /** A small entry as a whole. */
    byte[] read(String name, int most) throws IOException {
        if (entry(name).getSize() > most) {
            throw FileProblem.tooLarge("its " + name
                    + String.format(Locale.ROOT, " has %,d bytes", entry(name).getSize()));
        }
        try (InputStream in = stream(name)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw FileProblem.tooLarge("its " + name);
            }
            return bytes;
        }
    }

    /** An entry's bytes; reading on throws once there are more of them than the limits allow for its packed size. */
    InputStream stream(String name) throws IOException {
        ZipArchiveEntry entry = entry(name);
        try {
            InputStream in = zip.getInputStream(entry);
            if (in == null) {
                throw FileProblem.damaged("an entry cannot be read");
            }
            long packed = Math.max(0, entry.getCompressedSize());
            long most = Math.max(Limits.RATIO_FREE_BYTES, packed * limits.maxRatio());
            return new BufferedInputStream(new Bounded(in, most), 1 << 16);
        } catch (FileProblem e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw FileProblem.damaged("an entry cannot be unpacked", e);
        }
    }

    /** An entry as it is packed, to be written into another archive; empty if it is larger than {@code most}. */
    Optional<CarriedEntry> carried(String name, long most) throws IOException {
        ZipArchiveEntry entry = entry(name);
        if (entry.isDirectory()
                || entry.getCompressedSize() < 0
                || entry.getCompressedSize() > most
                || entry.getGeneralPurposeBit().usesEncryption()) {
            return Optional.empty();
        }
        try (InputStream raw = zip.getRawInputStream(entry)) {
            int length = Math.toIntExact(entry.getCompressedSize());
            byte[] bytes = raw.readNBytes(length);
            return bytes.length < length
                    ? Optional.empty()
                    : Optional.of(new CarriedEntry(
                            name, entry.getMethod(), entry.getCrc(), entry.getSize(), Blob.owning(bytes)));
        }
    }

    private ZipArchiveEntry entry(String name) throws FileProblem {
        ZipArchiveEntry entry = entries.get(name);
        if (entry == null) {
            throw FileProblem.damaged("its " + name + " is missing");
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        zip.close();
        file.close();
    }

    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int n;
            try {
                n = super.read(to, offset, length);
            } catch (ZipException e) {
                throw FileProblem.damaged("an entry cannot be unpacked", e);
            }
            count(Math.max(0, n));
            return n;
        }

        /** What is passed over has been unpacked all the same. */
        @Override
        public long skip(long wanted) throws IOException {
            long n = super.skip(wanted);
            count(n);
            return n;
        }

        private void count(long bytes) throws FileProblem {
            left -= bytes;
            if (left < 0) {
                throw FileProblem.hostile("an entry unpacks to far more than its size");
            }
        }
    }
}
