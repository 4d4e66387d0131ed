package studio.unclip.editor.pixel;

/**
 * A square of {@value #SIZE} x {@value #SIZE} colour pixels, straight alpha, {@code 0xAARRGGBB}, rows from the top.
 * Contents never change, so tiles are shared between documents and read from any thread; caches use their identity.
 * The pixels may move to a spill file and come back when read.
 */
public final class Tile extends Spillable<int[]> {
    /** Pixels along each side. */
    public static final int SIZE = 256;

    /** log2 of {@link #SIZE}. */
    public static final int SHIFT = 8;

    /** Pixels in a tile. */
    public static final int AREA = SIZE * SIZE;

    /** Heap bytes of one tile's pixels. */
    public static final int BYTES = AREA * 4;

    private Tile(int[] argb) {
        super(argb, IntCodec.INSTANCE);
    }

    /** Takes the array over: the caller must not write to it afterwards. */
    public static Tile owning(int[] argb) {
        if (argb.length != AREA) {
            throw new IllegalArgumentException(argb.length + " pixels are not a tile");
        }
        return new Tile(argb);
    }

    /** The shared array, index {@code y * SIZE + x}: never write to it. Reads the spill file if need be. */
    public int[] pixels() {
        return content();
    }

    /** x and y inside the tile, 0 to 255. */
    public int argb(int x, int y) {
        return pixels()[(y << SHIFT) | x];
    }
}
