package studio.unclip.editor.file.jpeg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The orientation in an EXIF block (Exif 2.32, tag 274): how the stored picture must be turned to be upright. Looks at
 * the first directory only and follows nothing else, so a hostile block costs nothing.
 */
public final class ExifOrientation {
    static final int UPRIGHT = 1;
    private static final int MOST = 8;
    private static final int TAG = 274;
    private static final int SHORT = 3;
    private static final int ENTRY = 12;

    private ExifOrientation() {}

    /** 1 to 8; 1 where there is none or it is not sound. */
    public static int of(byte[] exif) {
        int at = place(exif);
        int value = at < 0 ? UPRIGHT : buffer(exif).getShort(at);
        return value < UPRIGHT || value > MOST ? UPRIGHT : value;
    }

    /** The same block, saying that the picture is upright. */
    public static byte[] upright(byte[] exif) {
        byte[] copy = exif.clone();
        int at = place(copy);
        if (at >= 0) {
            buffer(copy).putShort(at, (short) UPRIGHT);
        }
        return copy;
    }

    private static ByteBuffer buffer(byte[] exif) {
        return ByteBuffer.wrap(exif).order(exif[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    /** Where the value lies, or -1. */
    private static int place(byte[] exif) {
        if (exif.length < 14 || exif[0] != exif[1] || (exif[0] != 'I' && exif[0] != 'M')) {
            return -1;
        }
        ByteBuffer in = buffer(exif);
        long directory = Integer.toUnsignedLong(in.getInt(4));
        if (directory > exif.length - 2) {
            return -1;
        }
        int count = Short.toUnsignedInt(in.getShort((int) directory));
        for (int i = 0; i < count; i++) {
            long entry = directory + 2 + (long) i * ENTRY;
            if (entry > exif.length - ENTRY) {
                return -1;
            }
            if (Short.toUnsignedInt(in.getShort((int) entry)) == TAG && in.getShort((int) entry + 2) == SHORT) {
                return (int) entry + 8;
            }
        }
        return -1;
    }

    /**
     * Where a stored pixel belongs in the upright picture.
     *
     * @param orientation 1 to 8
     * @param width of the stored picture
     * @return index in the upright picture's rows
     */
    static int index(int orientation, int x, int y, int width, int height) {
        int right = width - 1 - x;
        int below = height - 1 - y;
        return switch (orientation) {
            case 2 -> y * width + right;
            case 3 -> below * width + right;
            case 4 -> below * width + x;
            case 5 -> x * height + y;
            case 6 -> x * height + below;
            case 7 -> right * height + below;
            case 8 -> right * height + y;
            default -> y * width + x;
        };
    }

    /** Whether width and height change places. */
    static boolean turns(int orientation) {
        return orientation >= 5;
    }
}
