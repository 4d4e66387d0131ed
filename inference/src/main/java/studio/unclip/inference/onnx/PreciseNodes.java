package studio.unclip.inference.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of a graph that WebGPU does not compute as it should; they stay on the processor.
 * <ul>
 * <li>Sine and cosine are too coarse: WGSL promises 2^-11 between -π and π and nothing beyond, and a time step's angle goes
 *     up to 1000. They are few and small (an embedding of the step); the starter's prior then differs from the CPU's by
 *     8e-6 instead of 3e-4.
 * <li>Convolutions of 6, 9, 15, 18… channels are wrong altogether in the plug-in 0.4.0, which reads three channels at a
 *     time where four do not fit and more than three there are (found with the inpainting decoder of Kandinsky 2.2 and
 *     Karlo's super-resolution, whose first layers have 9 and 6). Such a layer is the network's first and a thousandth of
 *     its work.
 * </ul>
 */
final class PreciseNodes {
    private static final Set<String> COARSE = Set.of("Sin", "Cos");
    private static final String CONVOLUTION = "Conv";

    /** What weights pass before they are read: stored in half precision or eight bits they are cast, and scaled. */
    private static final Set<String> OF_WEIGHTS = Set.of("Cast", "Mul", "DequantizeLinear");

    /** Fields of ONNX's messages. */
    private static final int GRAPH = 7;

    private static final int NODE = 1;
    private static final int INITIALIZER = 5;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATOR = 4;
    private static final int TENSOR_SIDES = 1;
    private static final int TENSOR_NAME = 8;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, List<Long>> weights = new HashMap<>();

    private record Node(String name, String operator, List<String> inputs, List<String> outputs) {}

    private PreciseNodes() {}

    /**
     * Names of such nodes in the graph itself; those without a name cannot be called by it, and functions are not looked
     * into. Nothing else of the file is kept.
     *
     * @throws IOException if it cannot be read, or is no ONNX file
     */
    static List<String> in(Path graph) throws IOException {
        PreciseNodes found = new PreciseNodes();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(graph))) {
            CodedInputStream in = CodedInputStream.newInstance(file);
            in.setSizeLimit(Integer.MAX_VALUE);
            each(
                    in,
                    Map.of(
                            GRAPH,
                            () -> each(in, Map.of(NODE, () -> found.node(in), INITIALIZER, () -> found.weights(in)))));
        }
        return found.names();
    }

    private List<String> names() {
        Map<String, Node> makers = new HashMap<>();
        nodes.stream()
                .filter(node -> OF_WEIGHTS.contains(node.operator()))
                .forEach(node -> node.outputs().forEach(output -> makers.put(output, node)));
        return nodes.stream()
                .filter(node -> COARSE.contains(node.operator()) || isWrong(node, makers))
                .map(Node::name)
                .filter(name -> !name.isEmpty() && !name.contains("\n"))
                .toList();
    }

    private boolean isWrong(Node node, Map<String, Node> makers) {
        if (!node.operator().equals(CONVOLUTION) || node.inputs().size() < 2) {
            return false;
        }
        String weight = node.inputs().get(1);
        for (int i = 0; i < OF_WEIGHTS.size() && makers.containsKey(weight); i++) {
            weight = makers.get(weight).inputs().getFirst();
        }
        List<Long> sides = weights.getOrDefault(weight, List.of());
        if (sides.size() < 3) {
            return false;
        }
        long channels = sides.get(1);
        long reach = sides.subList(2, sides.size()).stream().reduce(1L, (a, b) -> a * b);
        return reach > 1 && channels > 3 && channels % 3 == 0 && channels % 4 != 0;
    }

    @FunctionalInterface
    private interface Inside {
        void read() throws IOException;
    }

    /** Reads a message to its end, looks into some fields wherever they occur and skips the rest. */
    private static void each(CodedInputStream in, Map<Integer, Inside> fields) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            Inside inside = fields.get(WireFormat.getTagFieldNumber(tag));
            if (inside != null && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int outer = in.pushLimit(in.readRawVarint32());
                inside.read();
                in.popLimit(outer);
            } else {
                in.skipField(tag);
            }
        }
    }

    private void node(CodedInputStream in) throws IOException {
        String name = "";
        String operator = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case NODE_INPUT -> inputs.add(in.readString());
                case NODE_OUTPUT -> outputs.add(in.readString());
                case NODE_NAME -> name = in.readString();
                case NODE_OPERATOR -> operator = in.readString();
                default -> in.skipField(tag);
            }
        }
        if (COARSE.contains(operator) || OF_WEIGHTS.contains(operator) || operator.equals(CONVOLUTION)) {
            nodes.add(new Node(name, operator, inputs, outputs));
        }
    }

    private void weights(CodedInputStream in) throws IOException {
        String name = "";
        List<Long> sides = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case TENSOR_SIDES -> {
                    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                        int outer = in.pushLimit(in.readRawVarint32());
                        while (in.getBytesUntilLimit() > 0) {
                            sides.add(in.readInt64());
                        }
                        in.popLimit(outer);
                    } else {
                        sides.add(in.readInt64());
                    }
                }
                case TENSOR_NAME -> name = in.readString();
                default -> in.skipField(tag);
            }
        }
        if (sides.size() > 2) {
            weights.put(name, sides);
        }
    }
}
