package studio.unclip.inference.image;

/** On which side of a square the new part lies. A border's lines run along it, its depth leads from the new part into the old one. */
enum Side {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM;

    /** The pixel so far along the border, so deep from the square's own edge. */
    int pixel(int along, int depth, int size) {
        return switch (this) {
            case LEFT -> along * size + depth;
            case RIGHT -> along * size + size - 1 - depth;
            case TOP -> depth * size + along;
            case BOTTOM -> (size - 1 - depth) * size + along;
        };
    }

    /**
     * Where the old part begins in some lines that lie beside each other, pixels deep.
     *
     * @param cell which lines, counted in {@code wide} of them
     * @param repaint [size x size], 1 in the new part
     * @return -1 where it does not begin at the same depth in all of them, or is not there, or no new part before it
     */
    int border(int cell, int wide, float[] repaint, int size) {
        int border = -1;
        for (int along = cell * wide; along < Math.min(size, (cell + 1) * wide); along++) {
            int depth = 0;
            while (depth < size && repaint[pixel(along, depth, size)] == 1) {
                depth++;
            }
            if (depth == 0 || depth == size || (border >= 0 && depth != border)) {
                return -1;
            }
            border = depth;
        }
        return border;
    }
}
