package studio.unclip.editor.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * EXIF blocks (Exif 2.32: a TIFF structure), hostile until read: a block is never trusted further than its bytes reach,
 * nothing is followed but the directories of EXIF and GPS, and what comes out is hardly larger than what went in.
 */
public final class Exif {
    /** The stored picture stands as it should be seen. */
    public static final int UPRIGHT = 1;

    private static final int HIGHEST_ORIENTATION = 8;
    private static final int ORIENTATION = 0x0112;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int GPS_DIRECTORY = 0x8825;
    private static final short TIFF = 42;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int ENTRY = 12;
    private static final int HEADER = 8;

    /** Bytes of one value of TIFF's types 1 to 12; 0 is no type. */
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

    /** Who, when, with what: description, make, model, resolution, software, date, artist, rating, copyright, titles. */
    private static final Set<Integer> KEPT = Set.of(
            0x010E, 0x010F, 0x0110, 0x011A, 0x011B, 0x0128, 0x0131, 0x0132, 0x013B, 0x013C, 0x4746, 0x4749, 0x8298,
            0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E, 0x9C9F);

    /** How it was taken: exposure, times, lens, the person's comment; nothing that holds a picture or its measures. */
    private static final Set<Integer> KEPT_EXIF = Set.of(
            0x829A, 0x829D, 0x8822, 0x8827, 0x8830, 0x8831, 0x8832, 0x8833, 0x8834, 0x8835, 0x9000, 0x9003, 0x9004,
            0x9010, 0x9011, 0x9012, 0x9201, 0x9202, 0x9203, 0x9204, 0x9205, 0x9206, 0x9207, 0x9208, 0x9209, 0x920A,
            0x9286, 0x9290, 0x9291, 0x9292, 0x9400, 0x9401, 0x9402, 0x9403, 0x9404, 0x9405, 0xA20B, 0xA215, 0xA217,
            0xA300, 0xA301, 0xA401, 0xA402, 0xA403, 0xA404, 0xA405, 0xA406, 0xA407, 0xA408, 0xA409, 0xA40A, 0xA40C,
            0xA420, 0xA430, 0xA431, 0xA432, 0xA433, 0xA434, 0xA435);

    private static final int LAST_GPS = 0x1F;

    /** What holds the picture as it was: sub-pictures, the thumbnail's place, Photoshop's resources, the maker's note. */
    private static final Set<Integer> PREVIEWS = Set.of(0x014A, 0x0201, 0x8649, 0x927C);

    /**
     * What may be kept of a block.
     *
     * @param block empty if nothing is left
     * @param sound whether it could be read
     * @param orientation 1 to 8 as it was said; the kept block says {@link #UPRIGHT}
     * @param previewsDropped whether it held, or may have held, pictures of the picture
     */
    public record Kept(Optional<Blob> block, boolean sound, int orientation, boolean previewsDropped) {}

    private record Entry(int tag, int type, int count, Blob value) {}

    private final ByteBuffer in;
    private int left;
    private boolean previews;

    private Exif(byte[] block) {
        in = ByteBuffer.wrap(block).order(block[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        left = block.length;
    }

    /**
     * Reads a block and builds a new one of the values that are safe to pass on. A thumbnail, a maker's note and
     * whatever is not known stay behind: they would still show what is cropped or erased later.
     */
    public static Kept safe(byte[] block) {
        boolean tiff = block.length > HEADER
                && block[0] == block[1]
                && (block[0] == 'I' || block[0] == 'M')
                && (block[0] == 'I' ? block[2] : block[3]) == TIFF;
        if (!tiff) {
            return new Kept(Optional.empty(), false, UPRIGHT, false);
        }
        Exif exif = new Exif(block);
        long first = Integer.toUnsignedLong(exif.in.getInt(4));
        Map<Integer, Entry> main = exif.directory(first);
        int orientation = exif.number(main.get(ORIENTATION), UPRIGHT);
        exif.previews |= exif.next(first) != 0;
        byte[] kept = exif.rebuilt(main);
        return new Kept(
                kept.length == 0 ? Optional.empty() : Optional.of(Blob.owning(kept)),
                !main.isEmpty(),
                orientation < UPRIGHT || orientation > HIGHEST_ORIENTATION ? UPRIGHT : orientation,
                exif.previews);
    }

    /** Entries by tag, values as they lie; those that reach beyond the block are left out. */
    private Map<Integer, Entry> directory(long at) {
        Map<Integer, Entry> entries = new TreeMap<>();
        if (at > in.limit() - 2) {
            return entries;
        }
        int count = Short.toUnsignedInt(in.getShort((int) at));
        for (int i = 0; i < count; i++) {
            long place = at + 2 + (long) i * ENTRY;
            if (place > in.limit() - ENTRY) {
                break;
            }
            entry((int) place).ifPresent(entry -> entries.putIfAbsent(entry.tag(), entry));
        }
        entries.keySet().forEach(tag -> previews |= PREVIEWS.contains(tag));
        return entries;
    }

    private Optional<Entry> entry(int at) {
        int tag = Short.toUnsignedInt(in.getShort(at));
        int type = Short.toUnsignedInt(in.getShort(at + 2));
        long count = Integer.toUnsignedLong(in.getInt(at + 4));
        if (type == 0 || type >= TYPE_BYTES.length) {
            return Optional.empty();
        }
        long bytes = count * TYPE_BYTES[type];
        long from = bytes <= 4 ? at + 8 : Integer.toUnsignedLong(in.getInt(at + 8));
        // Entries and directories may lie over each other; together they may not grow beyond the block.
        long cost = ENTRY + (bytes <= 4 ? 0 : bytes);
        if (cost > left || from > in.limit() - bytes) {
            return Optional.empty();
        }
        left -= (int) cost;
        byte[] value = new byte[(int) bytes];
        in.get((int) from, value);
        return Optional.of(new Entry(tag, type, (int) count, Blob.owning(value)));
    }

    /** Where the next directory lies; a second one holds the thumbnail. */
    private long next(long at) {
        if (at > in.limit() - 2) {
            return 0;
        }
        long place = at + 2 + (long) Short.toUnsignedInt(in.getShort((int) at)) * ENTRY;
        return place > in.limit() - 4 ? 0 : Integer.toUnsignedLong(in.getInt((int) place));
    }

    private int number(Entry entry, int otherwise) {
        if (entry == null || entry.count() < 1 || (entry.type() != SHORT && entry.type() != LONG)) {
            return otherwise;
        }
        ByteBuffer value = entry.value().buffer().order(in.order());
        return entry.type() == SHORT ? Short.toUnsignedInt(value.getShort(0)) : value.getInt(0);
    }

    private byte[] rebuilt(Map<Integer, Entry> main) {
        List<Entry> kept = kept(main, KEPT);
        if (main.containsKey(ORIENTATION)) {
            kept.add(new Entry(
                    ORIENTATION,
                    SHORT,
                    1,
                    Blob.owning(bytes(2).putShort((short) UPRIGHT).array())));
        }
        List<Entry> exif = below(main, EXIF_DIRECTORY, KEPT_EXIF);
        List<Entry> gps = below(main, GPS_DIRECTORY, null);
        if (kept.isEmpty() && exif.isEmpty() && gps.isEmpty()) {
            return new byte[0];
        }
        // The directories' places are known once the sizes are: the main one first, then EXIF, then GPS.
        int directories = (exif.isEmpty() ? 0 : 1) + (gps.isEmpty() ? 0 : 1);
        int exifAt = HEADER + size(kept) + directories * ENTRY;
        int gpsAt = exifAt + (exif.isEmpty() ? 0 : size(exif));
        if (!exif.isEmpty()) {
            kept.add(pointer(EXIF_DIRECTORY, exifAt));
        }
        if (!gps.isEmpty()) {
            kept.add(pointer(GPS_DIRECTORY, gpsAt));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte mark = (byte) (in.order() == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        out.writeBytes(
                bytes(HEADER).put(mark).put(mark).putShort(TIFF).putInt(HEADER).array());
        write(kept, HEADER, out);
        write(exif, exifAt, out);
        write(gps, gpsAt, out);
        return out.toByteArray();
    }

    /** @param tags null for those of GPS */
    private List<Entry> below(Map<Integer, Entry> main, int tag, Set<Integer> tags) {
        int at = number(main.get(tag), 0);
        return at == 0 ? List.of() : kept(directory(Integer.toUnsignedLong(at)), tags);
    }

    private static List<Entry> kept(Map<Integer, Entry> entries, Set<Integer> tags) {
        List<Entry> kept = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (tags == null ? entry.tag() <= LAST_GPS : tags.contains(entry.tag())) {
                kept.add(entry);
            }
        }
        return kept;
    }

    private Entry pointer(int tag, int place) {
        return new Entry(tag, LONG, 1, Blob.owning(bytes(4).putInt(place).array()));
    }

    private ByteBuffer bytes(int length) {
        return ByteBuffer.allocate(length).order(in.order());
    }

    /** Bytes of a directory: count, entries, next; values of more than four bytes behind it, on even places. */
    private static int size(List<Entry> entries) {
        return 6
                + entries.size() * ENTRY
                + entries.stream().mapToInt(Exif::apart).sum();
    }

    private static int apart(Entry entry) {
        return entry.value().size() <= 4
                ? 0
                : entry.value().size() + (entry.value().size() & 1);
    }

    private void write(List<Entry> entries, int at, ByteArrayOutputStream out) {
        if (entries.isEmpty()) {
            return;
        }
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(Comparator.comparingInt(Entry::tag));
        ByteBuffer directory = ByteBuffer.allocate(size(sorted)).order(in.order());
        directory.putShort((short) sorted.size());
        int values = 6 + sorted.size() * ENTRY;
        for (Entry entry : sorted) {
            int start = directory.position();
            directory
                    .putShort((short) entry.tag())
                    .putShort((short) entry.type())
                    .putInt(entry.count());
            if (apart(entry) == 0) {
                directory.put(entry.value().array());
            } else {
                directory.putInt(at + values);
                directory.put(values, entry.value().array());
                values += apart(entry);
            }
            directory.position(start + ENTRY);
        }
        out.writeBytes(directory.array());
    }
}
