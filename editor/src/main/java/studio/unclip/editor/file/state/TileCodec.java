package studio.unclip.editor.file.state;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;

/** Tiles as the payload of frames: one value, deflated, or as they are where deflating does not pay. */
final class TileCodec {
    private TileCodec() {}

    /** @param fast leaves the pixels as they are: for bursts in which packing would cost more time than writing */
    static byte[] pack(Tile tile, boolean fast) {
        int[] pixels = tile.pixels();
        if (Arrays.stream(pixels).allMatch(p -> p == pixels[0])) {
            return ByteBuffer.allocate(5)
                    .put(StateFrame.UNIFORM)
                    .putInt(pixels[0])
                    .array();
        }
        ByteBuffer raw = ByteBuffer.allocate(Tile.BYTES);
        raw.asIntBuffer().put(pixels);
        return pack(raw.array(), fast);
    }

    static byte[] pack(MaskTile tile, boolean fast) {
        byte[] values = tile.values();
        for (byte value : values) {
            if (value != values[0]) {
                return pack(values, fast);
            }
        }
        return new byte[] {StateFrame.UNIFORM, values[0]};
    }

    private static byte[] pack(byte[] raw, boolean fast) {
        if (!fast) {
            byte[] packed = new byte[raw.length];
            try (Deflater deflater = new Deflater(Deflater.BEST_SPEED, true)) {
                deflater.setInput(raw);
                deflater.finish();
                int length = deflater.deflate(packed, 1, packed.length - 1);
                if (deflater.finished()) {
                    packed[0] = StateFrame.DEFLATED;
                    return Arrays.copyOf(packed, 1 + length);
                }
            }
        }
        byte[] plain = new byte[1 + raw.length];
        plain[0] = StateFrame.RAW;
        System.arraycopy(raw, 0, plain, 1, raw.length);
        return plain;
    }

    static Tile tile(byte[] payload) throws FileProblem {
        int[] pixels = new int[Tile.AREA];
        if (payload.length == 5 && payload[0] == StateFrame.UNIFORM) {
            Arrays.fill(pixels, ByteBuffer.wrap(payload).getInt(1));
        } else {
            ByteBuffer.wrap(unpack(payload, Tile.BYTES)).asIntBuffer().get(pixels);
        }
        return Tile.owning(pixels);
    }

    static MaskTile maskTile(byte[] payload) throws FileProblem {
        if (payload.length == 2 && payload[0] == StateFrame.UNIFORM) {
            byte[] values = new byte[Tile.AREA];
            Arrays.fill(values, payload[1]);
            return MaskTile.owning(values);
        }
        return MaskTile.owning(unpack(payload, Tile.AREA));
    }

    private static byte[] unpack(byte[] payload, int length) throws FileProblem {
        if (payload.length == 1 + length && payload[0] == StateFrame.RAW) {
            return Arrays.copyOfRange(payload, 1, payload.length);
        }
        if (payload.length > 1 && payload[0] == StateFrame.DEFLATED) {
            byte[] raw = new byte[length];
            try (Inflater inflater = new Inflater(true)) {
                inflater.setInput(payload, 1, payload.length - 1);
                if (inflater.inflate(raw) == length && inflater.inflate(new byte[1]) == 0 && inflater.finished()) {
                    return raw;
                }
            } catch (DataFormatException e) {
                throw FileProblem.damaged("a tile cannot be unpacked", e);
            }
        }
        throw FileProblem.damaged("a tile has a wrong length");
    }
}
