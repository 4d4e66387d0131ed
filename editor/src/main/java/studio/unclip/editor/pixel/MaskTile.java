package studio.unclip.editor.pixel;

/**
 * A square of {@link Tile#SIZE} x {@link Tile#SIZE} mask values, 0 to 255 as unsigned bytes, rows from the top.
 * Immutable and shared as {@link Tile} is.
 */
public final class MaskTile extends Spillable<byte[]> {
    private MaskTile(byte[] values) {
        super(values, ByteCodec.INSTANCE);
    }

    /** Takes the array over: the caller must not write to it afterwards. */
    public static MaskTile owning(byte[] values) {
        if (values.length != Tile.AREA) {
            throw new IllegalArgumentException(values.length + " values are not a tile");
        }
        return new MaskTile(values);
    }

    /** The shared array, index {@code y * SIZE + x}: never write to it. Reads the spill file if need be. */
    public byte[] values() {
        return content();
    }

    /** x and y inside the tile, 0 to 255. */
    public int value(int x, int y) {
        return values()[(y << Tile.SHIFT) | x] & 0xff;
    }
}
