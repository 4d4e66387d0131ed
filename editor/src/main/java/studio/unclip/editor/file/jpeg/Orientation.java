package studio.unclip.editor.file.jpeg;

import studio.unclip.editor.file.Exif;

/**
 * How the rows of an upright picture lie in the stored one (Exif 2.32, tag 274).
 *
 * @param value 1 to 8
 */
record Orientation(int value) {

    boolean isUpright() {
        return value == Exif.UPRIGHT;
    }

    /** Whether width and height change places: an upright row is a stored column. */
    boolean turns() {
        return value >= 5;
    }

    /**
     * The stored row, or column where the picture turns, that an upright row is.
     *
     * @param lines stored rows, or columns where the picture turns
     */
    int line(int uprightRow, int lines) {
        boolean fromTheEnd = value == 3 || value == 4 || value == 7 || value == 8;
        return fromTheEnd ? lines - 1 - uprightRow : uprightRow;
    }

    /** Whether that line is seen from its last pixel to its first. */
    boolean reversed() {
        return value == 2 || value == 3 || value == 6 || value == 7;
    }
}
