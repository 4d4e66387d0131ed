package studio.unclip.inference.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The nodes of a graph that a shader computes too coarsely: sine and cosine. WGSL promises 2^-11 between -π and π and
 * nothing beyond, and a time step's angle goes up to 1000. They are few and small (an embedding of the step), so they stay
 * on the processor; the starter's prior then differs from the CPU's by 8e-6 instead of 3e-4.
 */
final class PreciseNodes {
    private static final Set<String> OPERATORS = Set.of("Sin", "Cos");

    /** Fields of ONNX's messages. */
    private static final int GRAPH = 7;

    private static final int NODE = 1;
    private static final int NODE_NAME = 3;
    private static final int NODE_OPERATOR = 4;

    private PreciseNodes() {}

    /**
     * Names of such nodes in the graph itself; those without a name cannot be called by it, and functions are not looked
     * into. Nothing else of the file is kept.
     *
     * @throws IOException if it cannot be read, or is no ONNX file
     */
    static List<String> in(Path graph) throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(graph))) {
            CodedInputStream in = CodedInputStream.newInstance(file);
            in.setSizeLimit(Integer.MAX_VALUE);
            each(in, GRAPH, () -> each(in, NODE, () -> node(in, names)));
        }
        return names;
    }

    @FunctionalInterface
    private interface Inside {
        void read() throws IOException;
    }

    /** Reads a message to its end, looks into one field wherever it occurs and skips the rest. */
    private static void each(CodedInputStream in, int field, Inside inside) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == field
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int outer = in.pushLimit(in.readRawVarint32());
                inside.read();
                in.popLimit(outer);
            } else {
                in.skipField(tag);
            }
        }
    }

    private static void node(CodedInputStream in, List<String> names) throws IOException {
        String name = "";
        String operator = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case NODE_NAME -> name = in.readString();
                case NODE_OPERATOR -> operator = in.readString();
                default -> in.skipField(tag);
            }
        }
        if (OPERATORS.contains(operator) && !name.isEmpty() && !name.contains("\n")) {
            names.add(name);
        }
    }
}
