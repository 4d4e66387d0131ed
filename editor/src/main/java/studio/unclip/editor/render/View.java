package studio.unclip.editor.render;

import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Tile;

/**
 * How a scale is reached: the level of smaller tiles that is nearest above it, and what is left to resample.
 *
 * @param level 0 to {@link Mips#COARSEST}; a level's pixel is 2^level document pixels wide
 * @param rest output pixels per level pixel: 1 (exact), above 1 (enlarge, only at level 0) or from 1/2 to 1
 */
record View(int level, double rest) {
    static View of(double scale) {
        // The negated form also refuses NaN.
        if (!(scale > 0 && scale <= 4096)) {
            throw new IllegalArgumentException("no scale: " + scale);
        }
        int level = 0;
        double rest = scale;
        while (rest <= 0.5 && level < Mips.COARSEST) {
            rest *= 2;
            level++;
        }
        return new View(level, rest);
    }

    static View atLevel(int level) {
        return new View(level, 1);
    }

    boolean isExact() {
        return rest == 1;
    }

    /** The level's pixels that output pixels are made from. */
    IntRect levelRect(IntRect output) {
        return isExact()
                ? output
                : IntRect.between(
                        (int) Math.floor(output.x() / rest),
                        (int) Math.floor(output.y() / rest),
                        (int) Math.ceil(output.right() / rest),
                        (int) Math.ceil(output.bottom() / rest));
    }

    /** The level's pixels the document covers, at least in part. */
    IntRect levelRectOfDocument(IntRect document) {
        int round = (1 << level) - 1;
        return IntRect.between(
                document.x() >> level,
                document.y() >> level,
                (document.right() + round) >> level,
                (document.bottom() + round) >> level);
    }

    /** The tiles a rectangle of the level's pixels touches. */
    IntRect tiles(IntRect levelPixels) {
        if (levelPixels.isEmpty()) {
            return IntRect.EMPTY;
        }
        int shift = Tile.SHIFT - level;
        return IntRect.between(
                levelPixels.x() >> shift,
                levelPixels.y() >> shift,
                ((levelPixels.right() - 1) >> shift) + 1,
                ((levelPixels.bottom() - 1) >> shift) + 1);
    }

    /** Makes the output pixels from the level's. */
    void resample(int[] pixels, IntRect from, IntRect output, int[] buffer, int offset, int stride) {
        if (rest > 1) {
            enlarge(pixels, from, output, buffer, offset, stride);
        } else {
            Shrink.of(rest, from, output).run(pixels, buffer, offset, stride);
        }
    }

    private void enlarge(int[] pixels, IntRect from, IntRect output, int[] buffer, int offset, int stride) {
        int[] columns = new int[output.width()];
        for (int x = 0; x < columns.length; x++) {
            columns[x] = nearest(output.x() + x, from.x(), from.right());
        }
        int lastRow = -1;
        for (int y = 0; y < output.height(); y++) {
            int row = nearest(output.y() + y, from.y(), from.bottom());
            int to = offset + y * stride;
            if (row == lastRow) {
                System.arraycopy(buffer, to - stride, buffer, to, columns.length);
                continue;
            }
            lastRow = row;
            for (int x = 0; x < columns.length; x++) {
                buffer[to + x] = pixels[row * from.width() + columns[x]];
            }
        }
    }

    /** The level's pixel under the middle of an output pixel, counted from {@code first}. */
    private int nearest(int output, int first, int end) {
        return Math.clamp((int) Math.floor((output + 0.5) / rest), first, end - 1) - first;
    }
}
