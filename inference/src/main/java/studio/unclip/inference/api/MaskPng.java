package studio.unclip.inference.api;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The values of a mask as a PNG of eight-bit grey: what stands in a recipe, readable by any program. Written without
 * filters; only what was written here is read.
 */
final class MaskPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int HEADER_BYTES = 13;

    private MaskPng() {}

    /** @param values a byte a pixel, rows from the top */
    static byte[] write(int width, int height, ByteBuffer values) {
        byte[] rows = new byte[Math.multiplyExact(width + 1, height)];
        for (int y = 0; y < height; y++) {
            values.get(y * width, rows, y * (width + 1) + 1, width);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        header.putInt(width).putInt(height).put((byte) 8).put(new byte[4]);
        chunk(out, "IHDR", header.array());
        chunk(out, "IDAT", deflated(rows));
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    /**
     * @param width that is expected
     * @param height that is expected
     * @throws InvalidRequestException if it is no such picture
     */
    static byte[] read(byte[] png, int width, int height) {
        ByteBuffer in = ByteBuffer.wrap(png);
        byte[] signature = new byte[SIGNATURE.length];
        if (png.length < signature.length) {
            throw damaged();
        }
        in.get(signature);
        if (!Arrays.equals(signature, SIGNATURE)) {
            throw damaged();
        }
        byte[] header = chunk(in, "IHDR");
        ByteBuffer wanted = ByteBuffer.allocate(HEADER_BYTES);
        wanted.putInt(width).putInt(height).put((byte) 8).put(new byte[4]);
        if (!Arrays.equals(header, wanted.array())) {
            throw damaged();
        }
        byte[] rows = inflated(chunk(in, "IDAT"), Math.multiplyExact(width + 1, height));
        byte[] values = new byte[width * height];
        for (int y = 0; y < height; y++) {
            if (rows[y * (width + 1)] != 0) {
                throw damaged();
            }
            System.arraycopy(rows, y * (width + 1) + 1, values, y * width, width);
        }
        return values;
    }

    private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
        try (DataOutputStream data = new DataOutputStream(out)) {
            byte[] name = type.getBytes(StandardCharsets.US_ASCII);
            CRC32 crc = new CRC32();
            crc.update(name);
            crc.update(content);
            data.writeInt(content.length);
            data.write(name);
            data.write(content);
            data.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new IllegalStateException(e); // into memory
        }
    }

    private static byte[] chunk(ByteBuffer in, String type) {
        if (in.remaining() < 12) {
            throw damaged();
        }
        int length = in.getInt();
        byte[] name = new byte[4];
        in.get(name);
        if (length < 0 || length > in.remaining() - 4 || !type.equals(new String(name, StandardCharsets.US_ASCII))) {
            throw damaged();
        }
        byte[] content = new byte[length];
        in.get(content);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        if (in.getInt() != (int) crc.getValue()) {
            throw damaged();
        }
        return content;
    }

    private static byte[] deflated(byte[] rows) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(rows);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[1 << 16];
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
            return out.toByteArray();
        }
    }

    private static byte[] inflated(byte[] content, int bytes) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(content);
            byte[] rows = new byte[bytes];
            int done = 0;
            while (done < bytes) {
                int more = inflater.inflate(rows, done, bytes - done);
                if (more == 0) {
                    throw damaged();
                }
                done += more;
            }
            return rows;
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private static InvalidRequestException damaged() {
        return new InvalidRequestException("mask", "the mask is not the picture of it that a recipe holds.");
    }
}
