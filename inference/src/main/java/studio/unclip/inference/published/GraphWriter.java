package studio.unclip.inference.published;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.SafetensorsFile;

/**
 * Gives a graph without weights its weights: every initialiser that lies outside, named SOURCE/TENSOR, is pointed at its
 * place in a safetensors file after name, shape and type were compared. Weights of 16 bits get a Cast to float32 in front,
 * which ONNX Runtime folds when it loads the graph. Everything else is copied byte by byte. Field numbers are those of
 * onnx.proto. One graph per object.
 */
final class GraphWriter {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_INITIALISER = 5;

    private static final int DIMS = 1;
    private static final int DATA_TYPE = 2;
    private static final int NAME = 8;
    private static final int EXTERNAL = 13;
    private static final int LOCATION = 14;

    private static final int FLOAT = 1;
    private static final int FLOAT16 = 10;
    private static final int BFLOAT16 = 16;

    private final Map<String, Weights> sources;
    private final Map<String, Set<String>> used = new TreeMap<>();
    private final Set<String> files = new TreeSet<>();
    private final List<byte[]> casts = new ArrayList<>();
    private long parameters;

    /** @param sources weights by the source's key */
    GraphWriter(Map<String, Weights> sources) {
        this.sources = sources;
    }

    /**
     * @param bare the graph without weights
     * @return the ONNX file
     * @throws PackException if a weight is missing or of another shape or type
     */
    byte[] write(byte[] bare) throws PackException {
        try {
            return message(bare, MODEL_GRAPH, this::graph);
        } catch (IOException e) {
            throw new IllegalStateException("the program's own graph cannot be read", e);
        }
    }

    /** In which files the weights lie, by their names in the pack. */
    Set<String> files() {
        return files;
    }

    /** Number of weights. */
    long parameters() {
        return parameters;
    }

    /** Whether some weights have 16 bits. */
    boolean halves() {
        return !casts.isEmpty();
    }

    /** Names of the tensors it reads, by source; as the files have them. */
    Map<String, Set<String>> used() {
        return used;
    }

    /** Turns one embedded message into what takes its place. */
    @FunctionalInterface
    private interface Rewriting {
        byte[] apply(byte[] message) throws PackException, IOException;
    }

    private byte[] graph(byte[] graph) throws PackException, IOException {
        byte[] rewritten = message(graph, GRAPH_INITIALISER, this::initialiser);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (byte[] cast : casts) { // before the nodes that read them
            out.writeByteArray(GRAPH_NODE, cast);
        }
        out.writeRawBytes(rewritten);
        out.flush();
        return bytes.toByteArray();
    }

    /** Copies a message, its embedded messages of one field rewritten. */
    private static byte[] message(byte[] message, int field, Rewriting rewriting) throws PackException, IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length);
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            out.writeUInt32NoTag(tag);
            switch (WireFormat.getTagWireType(tag)) {
                case WireFormat.WIRETYPE_VARINT -> out.writeUInt64NoTag(in.readRawVarint64());
                case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32NoTag(in.readFixed32());
                case WireFormat.WIRETYPE_FIXED64 -> out.writeFixed64NoTag(in.readFixed64());
                case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                    byte[] inner = in.readByteArray();
                    out.writeByteArrayNoTag(
                            WireFormat.getTagFieldNumber(tag) == field ? rewriting.apply(inner) : inner);
                }
                default -> throw new IOException("a group");
            }
        }
        out.flush();
        return bytes.toByteArray();
    }

    private byte[] initialiser(byte[] tensor) throws PackException, IOException {
        CodedInputStream in = CodedInputStream.newInstance(tensor);
        List<Long> shape = new ArrayList<>();
        String name = "";
        boolean outside = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case DIMS -> shape.add(in.readInt64());
                case NAME -> name = in.readString();
                case LOCATION -> outside = in.readInt32() == 1;
                default -> in.skipField(tag);
            }
        }
        return outside ? weight(name, shape) : tensor;
    }

    private byte[] weight(String name, List<Long> shape) throws PackException, IOException {
        int slash = name.indexOf('/');
        String key = name.substring(0, slash);
        String tensor = name.substring(slash + 1);
        Weights source = sources.get(key);
        Weights.Located found = source.find(tensor).orElseThrow(() -> source.lacks(tensor));
        SafetensorsFile.Tensor place = found.tensor();
        if (!place.shape().equals(shape)) {
            throw source.wrong(
                    "have the tensor " + PipelineFolder.shown(tensor) + " as " + place.shape() + ", must be " + shape);
        }
        int type = switch (place.type()) {
            case "F32" -> FLOAT;
            case "F16" -> FLOAT16;
            case "BF16" -> BFLOAT16;
            default ->
                throw source.wrong("have the tensor " + PipelineFolder.shown(tensor) + " as " + place.type()
                        + ", must be F32, F16 or BF16");
        };
        used.computeIfAbsent(key, _ -> new TreeSet<>()).add(found.name());
        files.add(found.file());
        parameters += shape.stream().reduce(1L, (a, b) -> a * b);
        if (type == FLOAT) {
            return tensor(name, shape, type, found);
        }
        casts.add(cast(name + ".half", name));
        return tensor(name + ".half", shape, type, found);
    }

    private static byte[] tensor(String name, List<Long> shape, int type, Weights.Located place) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (long side : shape) {
            out.writeInt64(DIMS, side);
        }
        out.writeInt32(DATA_TYPE, type);
        out.writeString(NAME, name);
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("location", place.file());
        entries.put("offset", "" + place.tensor().offset());
        entries.put("length", "" + place.tensor().bytes());
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            out.writeByteArray(EXTERNAL, strings(1, entry.getKey(), 2, entry.getValue()));
        }
        out.writeInt32(LOCATION, 1);
        out.flush();
        return bytes.toByteArray();
    }

    /** A node: input 1, output 2, name 3, operator 4, attribute 5 (name 1, number 3, type 20: 2 is a whole number). */
    private static byte[] cast(String from, String to) throws IOException {
        ByteArrayOutputStream attribute = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(attribute);
        out.writeByteArray(1, "to".getBytes(StandardCharsets.UTF_8));
        out.writeInt64(3, FLOAT);
        out.writeInt32(20, 2);
        out.flush();
        ByteArrayOutputStream node = new ByteArrayOutputStream();
        CodedOutputStream whole = CodedOutputStream.newInstance(node);
        whole.writeRawBytes(strings(1, from, 2, to));
        whole.writeRawBytes(strings(3, to + ".cast", 4, "Cast"));
        whole.writeByteArray(5, attribute.toByteArray());
        whole.flush();
        return node.toByteArray();
    }

    private static byte[] strings(int firstField, String first, int secondField, String second) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(firstField, first);
        out.writeString(secondField, second);
        out.flush();
        return bytes.toByteArray();
    }
}
