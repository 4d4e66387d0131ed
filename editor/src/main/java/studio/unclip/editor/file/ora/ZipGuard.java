package studio.unclip.editor.file.ora;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Locale;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.disk.FileBytes;

/**
 * Bounds a zip file's central directory before a library reads it: an entry costs the library more memory than bytes in
 * the file, and the count in the end record need not be true.
 */
final class ZipGuard {
    /** An entry's record with a long name. */
    private static final long BYTES_AN_ENTRY = 512;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT = 0xFFFF;
    private static final int END_64_LOCATOR = 0x07064b50;
    private static final int END_64_LOCATOR_BYTES = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_BYTES = 56;
    private static final long IN_END_64 = 0xFFFFFFFFL;

    private ZipGuard() {}

    static void requireSmall(FileChannel channel, Limits limits) throws IOException {
        long size = channel.size();
        int tail = (int) Math.min(size, END_BYTES + MAX_COMMENT);
        ByteBuffer bytes = read(channel, size - tail, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (bytes.getInt(at) == END) {
                requireSmall(channel, size - tail + at, bytes.getInt(at + 16) & IN_END_64, limits);
                return;
            }
        }
        throw FileProblem.damaged("it is cut short or not an archive");
    }

    private static void requireSmall(FileChannel channel, long end, long offset, Limits limits) throws IOException {
        // A reader may follow the 64-bit record whenever there is one, so the larger directory of the two counts.
        long start = offset == IN_END_64 ? end : offset;
        if (end >= END_64_LOCATOR_BYTES) {
            ByteBuffer locator = read(channel, end - END_64_LOCATOR_BYTES, END_64_LOCATOR_BYTES);
            if (locator.getInt(0) == END_64_LOCATOR) {
                long record = locator.getLong(8);
                if (record < 0
                        || record > end - END_64_BYTES
                        || read(channel, record, 4).getInt(0) != END_64) {
                    throw FileProblem.damaged("its directory cannot be read");
                }
                start = Math.min(start, read(channel, record, END_64_BYTES).getLong(48));
            }
        }
        if (start < 0 || start > end) {
            throw FileProblem.damaged("its directory cannot be read");
        }
        if (end - start > limits.maxEntries() * BYTES_AN_ENTRY) {
            throw FileProblem.tooLarge(String.format(Locale.ROOT, "its directory has %,d bytes", end - start));
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        return ByteBuffer.wrap(FileBytes.read(channel, position, length)).order(ByteOrder.LITTLE_ENDIAN);
    }
}
