package studio.unclip.inference.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A safetensors file: an 8-byte little-endian header length, a JSON header, then the tensors back to back. Only tensors of
 * floating-point numbers can be read; others may be present. The header is checked when it is opened, values when they are read.
 */
public final class SafetensorsFile {

    private static final int MAX_HEADER = 16 << 20;
    private static final int MAX_TENSORS = 100_000;

    private record Entry(String type, List<Long> shape, long begin, long end) {}

    private final String pack;
    private final Path path;
    private final long dataStart;
    private final Map<String, Entry> entries;

    private SafetensorsFile(String pack, Path path, long dataStart, Map<String, Entry> entries) {
        this.pack = pack;
        this.path = path;
        this.dataStart = dataStart;
        this.entries = Collections.unmodifiableMap(entries);
    }

    /**
     * Reads and checks the header.
     *
     * @param pack named in messages
     * @param path a plain file, no link
     */
    public static SafetensorsFile open(String pack, Path path) throws PackException {
        String name = ManifestReader.nameOf(path);
        try (FileChannel channel = channel(path)) {
            long size = channel.size();
            if (size < 8) {
                throw PackException.damaged(pack, name + " is too short to be a safetensors file");
            }
            long header = read(channel, 0, 8).getLong();
            if (header < 2 || header > MAX_HEADER || header > size - 8) {
                throw PackException.damaged(pack, name + " has a header of " + header + " bytes in a file of " + size);
            }
            byte[] json = new byte[(int) header];
            read(channel, 8, json.length).get(json);
            JsonAt top = new StrictJson().read(pack, name, json);
            return new SafetensorsFile(pack, path, 8 + header, entries(top, size - 8 - header));
        } catch (IOException e) {
            throw PackException.io(pack, e);
        }
    }

    /** Names of all tensors, in the header's order. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /**
     * Where a tensor lies and what it is.
     *
     * @param type as the format names it: F32, F16, BF16, I64, …
     * @param shape outermost axis first
     * @param offset of its first byte in the file
     * @param bytes how many it takes
     */
    public record Tensor(String type, List<Long> shape, long offset, long bytes) {}

    /** Where a tensor lies, if there is such a tensor. */
    public Optional<Tensor> tensor(String tensor) {
        return Optional.ofNullable(entries.get(tensor))
                .map(entry -> new Tensor(
                        entry.type(), entry.shape(), dataStart + entry.begin(), entry.end() - entry.begin()));
    }

    /** The shape of a tensor, outermost first, if there is such a tensor. */
    public Optional<List<Long>> shape(String tensor) {
        return Optional.ofNullable(entries.get(tensor)).map(Entry::shape);
    }

    /**
     * Reads a float32 tensor, row-major.
     *
     * @param tensor its name
     * @param shape what it must have
     * @throws PackException if it is missing, of another type or shape, or holds a value that is not finite
     */
    public float[] floats(String tensor, long... shape) throws PackException {
        String name = ManifestReader.nameOf(path);
        Entry entry = entries.get(tensor);
        if (entry == null) {
            throw PackException.damaged(pack, name + " has no tensor \"" + tensor + "\", only " + entries.keySet());
        }
        List<Long> wanted = Arrays.stream(shape).boxed().toList();
        if (!entry.type().equals("F32") || !entry.shape().equals(wanted)) {
            throw PackException.damaged(
                    pack,
                    name + ": tensor \"" + tensor + "\" is " + entry.type() + " " + entry.shape() + ", must be F32 "
                            + wanted);
        }
        return numbers(tensor);
    }

    /**
     * Reads a tensor of float32, float16 or bfloat16 numbers, row-major.
     *
     * @param tensor its name; it must be there
     * @throws PackException if it is of another type, too large, or holds a value that is not finite
     */
    public float[] numbers(String tensor) throws PackException {
        String name = ManifestReader.nameOf(path);
        Entry entry = entries.get(tensor);
        int each = bytesOf(entry.type());
        if (each == 0) {
            throw PackException.damaged(
                    pack, name + ": tensor \"" + tensor + "\" is " + entry.type() + ", not numbers");
        }
        long bytes = entry.end() - entry.begin();
        if (bytes > Integer.MAX_VALUE) {
            throw PackException.damaged(pack, name + ": tensor \"" + tensor + "\" is larger than 2 GiB");
        }
        float[] values = new float[(int) (bytes / each)];
        try (FileChannel channel = channel(path)) {
            ByteBuffer read = read(channel, dataStart + entry.begin(), (int) bytes);
            for (int i = 0; i < values.length; i++) {
                values[i] = switch (entry.type()) {
                    case "F16" -> Float.float16ToFloat(read.getShort());
                    case "BF16" -> Float.intBitsToFloat(read.getShort() << 16);
                    default -> read.getFloat();
                };
            }
        } catch (IOException e) {
            throw PackException.io(pack, e);
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw PackException.damaged(pack, name + ": tensor \"" + tensor + "\" holds " + value);
            }
        }
        return values;
    }

    private static Map<String, Entry> entries(JsonAt top, long dataBytes) throws PackException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonAt> field : top.fields(MAX_TENSORS).entrySet()) {
            if (field.getKey().equals("__metadata__")) {
                continue;
            }
            entries.put(field.getKey(), entry(field.getValue(), dataBytes));
        }
        long expected = 0;
        for (Entry entry : entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList()) {
            if (entry.begin() != expected) {
                throw top.wrong("the tensors overlap or leave holes at byte " + Math.min(expected, entry.begin()));
            }
            expected = entry.end();
        }
        if (expected != dataBytes) {
            throw top.wrong("the tensors end at byte " + expected + ", the data at " + dataBytes);
        }
        return entries;
    }

    private static Entry entry(JsonAt at, long dataBytes) throws PackException {
        String type = at.field("dtype").text(16);
        List<Long> shape = new ArrayList<>();
        long elements = 1;
        for (JsonAt axis : at.field("shape").items(8)) {
            long size = axis.integer(0, JsonAt.MAX_EXACT);
            shape.add(size);
            if (size != 0 && elements > JsonAt.MAX_EXACT / size) {
                throw at.wrong("has more elements than any file can hold");
            }
            elements *= size;
        }
        List<JsonAt> offsets = at.field("data_offsets").items(2);
        if (offsets.size() != 2) {
            throw at.field("data_offsets").wrong("must be two numbers");
        }
        long begin = offsets.get(0).integer(0, dataBytes);
        long end = offsets.get(1).integer(begin, JsonAt.MAX_EXACT);
        if (end > dataBytes) {
            throw at.wrong(
                    "ends at byte " + end + " of the data, the file has only " + dataBytes + ": it is not whole");
        }
        int each = bytesOf(type);
        if (each != 0 && end - begin != elements * each) {
            throw at.wrong("has " + (end - begin) + " bytes for " + elements + " values of " + type);
        }
        return new Entry(type, List.copyOf(shape), begin, end);
    }

    /** Of one number; 0 where that does not matter here. */
    private static int bytesOf(String type) {
        return switch (type) {
            case "F32" -> Float.BYTES;
            case "F16", "BF16" -> Short.BYTES;
            default -> 0;
        };
    }

    private static FileChannel channel(Path path) throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file ended early");
            }
        }
        return buffer.flip();
    }
}
