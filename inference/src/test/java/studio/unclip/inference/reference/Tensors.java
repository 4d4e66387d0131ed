package studio.unclip.inference.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A safetensors file of reference numbers, float32 or float16. */
public final class Tensors {
    private final JsonNode header;
    private final ByteBuffer data;

    private Tensors(JsonNode header, ByteBuffer data) {
        this.header = header;
        this.data = data;
    }

    /** The whole file. */
    public static Tensors read(Path path) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) file.getLong(0);
        return new Tensors(
                JsonMapper.shared().readTree(new String(file.array(), 8, length, StandardCharsets.UTF_8)),
                file.slice(8 + length, file.capacity() - 8 - length).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** A tensor's numbers, row-major. */
    public float[] tensor(String name) {
        JsonNode entry = header.path(name);
        int begin = entry.path("data_offsets").path(0).asInt();
        boolean half = entry.path("dtype").stringValue().equals("F16");
        float[] values = new float[(entry.path("data_offsets").path(1).asInt() - begin) / (half ? 2 : 4)];
        for (int i = 0; i < values.length; i++) {
            values[i] = half ? Float.float16ToFloat(data.getShort(begin + 2 * i)) : data.getFloat(begin + 4 * i);
        }
        return values;
    }

    /** All sides of a tensor. */
    public long[] shape(String name) {
        return header.path(name).path("shape").values().stream()
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    /** The first side of a tensor. */
    public int rows(String name) {
        return header.path(name).path("shape").path(0).asInt();
    }

    /** One row of a tensor. */
    public float[] row(String name, int row) {
        float[] all = tensor(name);
        int length = all.length / rows(name);
        return Arrays.copyOfRange(all, row * length, (row + 1) * length);
    }
}
