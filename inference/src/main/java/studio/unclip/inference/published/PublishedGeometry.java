package studio.unclip.inference.published;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import studio.unclip.inference.pack.PackException;
import tools.jackson.databind.json.JsonMapper;

/** A pack's {@code geometry.safetensors} from the statistics that a published prior brings. */
final class PublishedGeometry {
    private static final int ALIGNMENT = 8;

    private PublishedGeometry() {}

    /**
     * @param mean of the embeddings, E values
     * @param deviation of each of them
     * @param none the raw embedding that stands for no picture
     * @throws PackException if they do not fit together, or a deviation is not above 0
     */
    static byte[] write(String name, float[] mean, float[] deviation, float[] none) throws PackException {
        if (deviation.length != mean.length || none.length != mean.length) {
            throw Problems.other(
                    name,
                    "its statistics of embeddings have " + mean.length + ", " + deviation.length + " and " + none.length
                            + " values");
        }
        float[] whiten = new float[mean.length];
        float[] white = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            if (!(deviation[i] > 0)) {
                throw Problems.other(name, "its embeddings' deviation is " + deviation[i] + " in dimension " + i);
            }
            whiten[i] = 1 / deviation[i];
            white[i] = (none[i] - mean[i]) / deviation[i];
        }
        Map<String, float[]> tensors = new LinkedHashMap<>();
        tensors.put("mean", mean);
        tensors.put("whiten", whiten);
        tensors.put("unwhiten", deviation);
        tensors.put("text_mean", new float[mean.length]);
        tensors.put("null_image_embedding", white);
        return file(tensors);
    }

    private static byte[] file(Map<String, float[]> tensors) {
        Map<String, Object> header = new LinkedHashMap<>();
        long end = 0;
        for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
            long begin = end;
            end += (long) Float.BYTES * tensor.getValue().length;
            header.put(
                    tensor.getKey(),
                    Map.of(
                            "dtype",
                            "F32",
                            "shape",
                            List.of(tensor.getValue().length),
                            "data_offsets",
                            List.of(begin, end)));
        }
        String json = JsonMapper.shared().writeValueAsString(header);
        byte[] text = (json + " ".repeat(-json.length() & ALIGNMENT - 1)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + text.length + (int) end)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        tensors.values().forEach(values -> {
            for (float value : values) {
                bytes.putFloat(value);
            }
        });
        return bytes.array();
    }
}
