package studio.unclip.editor.file.png;

import studio.unclip.editor.file.FileProblem;

/** The five row filters of PNG (specification, third edition, section 9). */
final class PngFilter {
    private static final int NONE = 0;
    private static final int SUB = 1;
    private static final int UP = 2;
    private static final int AVERAGE = 3;
    private static final int PAETH = 4;

    /** Every how many pixels are looked at to choose a filter. */
    private static final int SAMPLE_STEP = 5;

    private PngFilter() {}

    /**
     * Turns a filtered row into samples, in place.
     *
     * @param type the row's filter
     * @param above the row above, of zeros for the first
     * @param distance bytes from a sample to the one left of it
     * @throws FileProblem if there is no such filter
     */
    static void undo(int type, byte[] row, byte[] above, int distance, int length) throws FileProblem {
        switch (type) {
            case NONE -> {}
            case SUB -> {
                for (int i = distance; i < length; i++) {
                    row[i] += row[i - distance];
                }
            }
            case UP -> {
                for (int i = 0; i < length; i++) {
                    row[i] += above[i];
                }
            }
            case AVERAGE -> {
                for (int i = 0; i < length; i++) {
                    int left = i < distance ? 0 : row[i - distance] & 0xff;
                    row[i] += (byte) ((left + (above[i] & 0xff)) >> 1);
                }
            }
            case PAETH -> {
                for (int i = 0; i < Math.min(distance, length); i++) {
                    row[i] += above[i];
                }
                for (int i = distance; i < length; i++) {
                    row[i] += (byte) paeth(row[i - distance] & 0xff, above[i] & 0xff, above[i - distance] & 0xff);
                }
            }
            default -> throw FileProblem.damaged("a row has a filter that PNG does not have");
        }
    }

    /**
     * Filters a row with the filter that leaves the smallest differences on a sample of its pixels.
     *
     * @param above the row above, or null where rows must not depend on it
     * @param out receives the filter's number at {@code at} and the filtered row behind it
     */
    static void apply(byte[] row, byte[] above, int distance, int length, byte[] out, int at) {
        int type = choose(row, above, distance, length);
        out[at] = (byte) type;
        int to = at + 1;
        switch (type) {
            case SUB -> {
                System.arraycopy(row, 0, out, to, Math.min(distance, length));
                for (int i = distance; i < length; i++) {
                    out[to + i] = (byte) (row[i] - row[i - distance]);
                }
            }
            case UP -> {
                for (int i = 0; i < length; i++) {
                    out[to + i] = (byte) (row[i] - above[i]);
                }
            }
            case PAETH -> {
                for (int i = 0; i < Math.min(distance, length); i++) {
                    out[to + i] = (byte) (row[i] - above[i]);
                }
                for (int i = distance; i < length; i++) {
                    out[to + i] = (byte)
                            (row[i] - paeth(row[i - distance] & 0xff, above[i] & 0xff, above[i - distance] & 0xff));
                }
            }
            default -> System.arraycopy(row, 0, out, to, length);
        }
    }

    private static int choose(byte[] row, byte[] above, int distance, int length) {
        if (above == null) {
            return SUB;
        }
        long sub = 0;
        long up = 0;
        long paeth = 0;
        for (int i = distance; i < length; i += distance * SAMPLE_STEP) {
            for (int k = i; k < i + distance && k < length; k++) {
                int left = row[k - distance] & 0xff;
                int over = above[k] & 0xff;
                sub += Math.abs((byte) (row[k] - left));
                up += Math.abs((byte) (row[k] - over));
                paeth += Math.abs((byte) (row[k] - paeth(left, over, above[k - distance] & 0xff)));
            }
        }
        if (up <= sub && up <= paeth) {
            return UP;
        }
        return sub <= paeth ? SUB : PAETH;
    }

    private static int paeth(int left, int above, int aboveLeft) {
        int toLeft = Math.abs(above - aboveLeft);
        int toAbove = Math.abs(left - aboveLeft);
        int toBoth = Math.abs(left + above - 2 * aboveLeft);
        if (toLeft <= toAbove && toLeft <= toBoth) {
            return left;
        }
        return toAbove <= toBoth ? above : aboveLeft;
    }
}
