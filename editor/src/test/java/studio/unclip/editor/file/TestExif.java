package studio.unclip.editor.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** EXIF blocks put together by hand, sound and unsound. */
public final class TestExif {
    /** What must not be found again once a block was read. */
    public static final String SECRET = "the picture as it was";

    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int UNDEFINED = 7;

    private record Entry(int tag, int type, int count, Blob value) {}

    private final ByteOrder order;

    private TestExif(ByteOrder order) {
        this.order = order;
    }

    /** One directory of one entry: the orientation. */
    public static byte[] oriented(int orientation) {
        TestExif exif = new TestExif(ByteOrder.LITTLE_ENDIAN);
        return exif.file(List.of(exif.number(0x0112, SHORT, orientation)), 0);
    }

    /** As a camera writes it: who and when, an EXIF directory with a maker's note, GPS, and a thumbnail. */
    public static byte[] camera(ByteOrder order, int orientation) {
        TestExif exif = new TestExif(order);
        byte[] secret = SECRET.getBytes(StandardCharsets.US_ASCII);
        List<Entry> taken = new ArrayList<>(List.of(
                exif.text(0x9003, "2026:11:26 17:00:00"),
                exif.number(0x8827, SHORT, 400),
                new Entry(0x927C, UNDEFINED, secret.length, Blob.of(secret))));
        List<Entry> gps = List.of(exif.text(0x0001, "N"));
        // Places are known only once the main directory has its size, so it is laid out twice.
        int exifAt = 0;
        int gpsAt = 0;
        int thumbnailAt = 0;
        byte[] file = new byte[0];
        for (int round = 0; round < 2; round++) {
            List<Entry> main = List.of(
                    exif.text(0x010F, "Maker"),
                    exif.number(0x0112, SHORT, orientation),
                    exif.text(0x013B, "Somebody"),
                    exif.number(0x8769, LONG, exifAt),
                    exif.number(0x8825, LONG, gpsAt));
            file = exif.file(main, thumbnailAt);
            exifAt = file.length;
            byte[] first = exif.directory(taken, exifAt, 0);
            gpsAt = exifAt + first.length;
            byte[] second = exif.directory(gps, gpsAt, 0);
            thumbnailAt = gpsAt + second.length;
            byte[] third = exif.directory(
                    List.of(new Entry(0x0201, UNDEFINED, secret.length, Blob.of(secret))), thumbnailAt, 0);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(file);
            all.writeBytes(first);
            all.writeBytes(second);
            all.writeBytes(third);
            file = all.toByteArray();
        }
        return file;
    }

    /** As many entries as the block has room for, each of which claims nearly all of its bytes. */
    public static byte[] overlapping(int bytes) {
        ByteBuffer block = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = (bytes - 14) / 12;
        block.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) count);
        for (int i = 0; i < count; i++) {
            block.putShort((short) (0x9C9B + i % 5))
                    .putShort((short) 1)
                    .putInt(bytes - 16)
                    .putInt(8);
        }
        return block.array();
    }

    private Entry text(int tag, String text) {
        byte[] value = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        return new Entry(tag, ASCII, value.length, Blob.of(value));
    }

    private Entry number(int tag, int type, int value) {
        ByteBuffer bytes = ByteBuffer.allocate(type == SHORT ? 2 : 4).order(order);
        return new Entry(
                tag, type, 1, Blob.of((type == SHORT ? bytes.putShort((short) value) : bytes.putInt(value)).array()));
    }

    private byte[] file(List<Entry> main, int next) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(ByteBuffer.allocate(6)
                .order(order)
                .putShort((short) 42)
                .putInt(8)
                .array());
        out.writeBytes(directory(main, 8, next));
        return out.toByteArray();
    }

    private byte[] directory(List<Entry> entries, int at, int next) {
        int values = 6 + 12 * entries.size();
        ByteArrayOutputStream behind = new ByteArrayOutputStream();
        ByteBuffer directory = ByteBuffer.allocate(values).order(order);
        directory.putShort((short) entries.size());
        for (Entry entry : entries) {
            directory
                    .putShort((short) entry.tag())
                    .putShort((short) entry.type())
                    .putInt(entry.count());
            int start = directory.position();
            if (entry.value().size() <= 4) {
                directory.put(entry.value().buffer());
            } else {
                directory.putInt(at + values + behind.size());
                behind.writeBytes(entry.value().toBytes());
            }
            directory.position(start + 4);
        }
        directory.putInt(next);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(directory.array());
        all.writeBytes(behind.toByteArray());
        return all.toByteArray();
    }
}
