package studio.unclip.inference.pack;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads an ONNX file just enough to know that it is only data: standard operator domains, and weights from nowhere but
 * the pack's own files. Walks graphs, subgraphs, functions, training graphs, tensors in attributes and sparse tensors;
 * skips weights without holding them. Field numbers are those of onnx.proto.
 *
 * <p>Anything that one reader could take differently from another (groups, a graph or tensor given twice and merged) is
 * refused. One scan per object.
 */
final class OnnxScan {

    /** Graphs inside attributes inside graphs. Real models have two or three levels. */
    private static final int MAX_DEPTH = 24;
    /** Nodes, tensors and attributes in one file. */
    private static final int MAX_ITEMS = 4_000_000;

    private static final int MAX_TEXT = 4096;

    /** A level of graph is three messages: graph, node, attribute. */
    private static final int MESSAGES_PER_GRAPH = 3;

    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private static final int DOMAIN = 0;
    private static final int NAME = 1;
    private static final int OVERLOAD = 2;

    private final String pack;
    private final String file;
    private final OperatorUse use;
    private final Map<String, Long> external;
    private CodedInputStream in;
    private int depth;
    private int items;

    /**
     * @param pack named in messages
     * @param file the ONNX file's name, for messages
     * @param external files this graph may take weights from, with their sizes
     */
    OnnxScan(String pack, String file, Map<String, Long> external) {
        this.pack = pack;
        this.file = file;
        this.external = Map.copyOf(external);
        this.use = new OperatorUse(pack, file);
    }

    void scan(InputStream source) throws PackException, IOException {
        in = CodedInputStream.newInstance(source, 1 << 16);
        in.setSizeLimit(Integer.MAX_VALUE);
        try {
            model();
        } catch (InvalidProtocolBufferException e) {
            throw PackException.damaged(pack, file + " is not a whole ONNX file (it ends early or holds nonsense)");
        }
        use.check();
    }

    /** What to do with one field, given its tag (number and wire type); tells whether it consumed it. */
    @FunctionalInterface
    private interface Field {
        boolean read(int tag) throws PackException, IOException;
    }

    private void model() throws PackException, IOException {
        boolean[] graphs = new boolean[1];
        message(tag -> {
            switch (tag) {
                case 7 << 3 | LENGTH -> {
                    once(graphs, 0, "a graph");
                    nested(this::graphField);
                }
                case 20 << 3 | LENGTH -> nested(this::trainingField);
                case 25 << 3 | LENGTH -> function();
                default -> {
                    return false;
                }
            }
            return true;
        });
        if (!graphs[0]) {
            throw PackException.damaged(pack, file + " has no graph: it is not an ONNX model");
        }
    }

    private boolean trainingField(int tag) throws PackException, IOException {
        if (tag != (1 << 3 | LENGTH) && tag != (2 << 3 | LENGTH)) {
            return false;
        }
        nested(this::graphField);
        return true;
    }

    private void function() throws PackException, IOException {
        countItem();
        String[] key = {"", "", ""};
        use.enterFunction();
        nested(tag -> {
            switch (tag) {
                case 1 << 3 | LENGTH -> key[NAME] = text();
                case 7 << 3 | LENGTH -> node();
                case 10 << 3 | LENGTH -> key[DOMAIN] = text();
                case 11 << 3 | LENGTH -> attribute();
                case 13 << 3 | LENGTH -> key[OVERLOAD] = text();
                default -> {
                    return false;
                }
            }
            return true;
        });
        use.leaveFunction(new OperatorUse.Operator(key[DOMAIN], key[NAME], key[OVERLOAD]));
    }

    private boolean graphField(int tag) throws PackException, IOException {
        switch (tag) {
            case 1 << 3 | LENGTH -> node();
            case 5 << 3 | LENGTH -> tensor();
            case 15 << 3 | LENGTH -> sparseTensor();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void node() throws PackException, IOException {
        countItem();
        String[] key = {"", "", ""};
        nested(tag -> {
            switch (tag) {
                case 4 << 3 | LENGTH -> key[NAME] = text();
                case 5 << 3 | LENGTH -> attribute();
                case 7 << 3 | LENGTH -> key[DOMAIN] = text();
                case 8 << 3 | LENGTH -> key[OVERLOAD] = text();
                default -> {
                    return false;
                }
            }
            return true;
        });
        use.node(new OperatorUse.Operator(key[DOMAIN], key[NAME], key[OVERLOAD]));
    }

    private void attribute() throws PackException, IOException {
        countItem();
        boolean[] seen = new boolean[3];
        nested(tag -> {
            switch (tag) {
                case 5 << 3 | LENGTH -> {
                    once(seen, 0, "an attribute's tensor");
                    tensor();
                }
                case 6 << 3 | LENGTH -> {
                    once(seen, 1, "an attribute's graph");
                    nested(this::graphField);
                }
                case 10 << 3 | LENGTH -> tensor();
                case 11 << 3 | LENGTH -> nested(this::graphField);
                case 22 << 3 | LENGTH -> {
                    once(seen, 2, "an attribute's sparse tensor");
                    sparseTensor();
                }
                case 23 << 3 | LENGTH -> sparseTensor();
                default -> {
                    return false;
                }
            }
            return true;
        });
    }

    private void sparseTensor() throws PackException, IOException {
        countItem();
        boolean[] seen = new boolean[2];
        nested(tag -> {
            switch (tag) {
                case 1 << 3 | LENGTH -> once(seen, 0, "a sparse tensor's values");
                case 2 << 3 | LENGTH -> once(seen, 1, "a sparse tensor's indices");
                default -> {
                    return false;
                }
            }
            tensor();
            return true;
        });
    }

    private void tensor() throws PackException, IOException {
        countItem();
        ExternalData data = new ExternalData(pack, file, external);
        nested(tag -> {
            switch (tag) {
                case 13 << 3 | LENGTH -> externalEntry(data);
                case 14 << 3 | VARINT -> data.location(in.readInt32());
                default -> {
                    return false;
                }
            }
            return true;
        });
        data.check();
    }

    private void externalEntry(ExternalData data) throws PackException, IOException {
        String[] entry = {"", ""};
        nested(tag -> {
            switch (tag) {
                case 1 << 3 | LENGTH -> entry[0] = text();
                case 2 << 3 | LENGTH -> entry[1] = text();
                default -> {
                    return false;
                }
            }
            return true;
        });
        data.entry(entry[0], entry[1]);
    }

    /** Reads the length of an embedded message and its fields; what {@code field} leaves is skipped. */
    private void nested(Field field) throws PackException, IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        depth++;
        if (depth > MESSAGES_PER_GRAPH * MAX_DEPTH) {
            throw PackException.hostile(pack, file + " nests graphs more than " + MAX_DEPTH + " deep");
        }
        message(field);
        if (in.getBytesUntilLimit() != 0) { // the stream ended between two fields, which the reader takes for the end
            throw new InvalidProtocolBufferException("ends early");
        }
        depth--;
        in.popLimit(limit);
    }

    private void message(Field field) throws PackException, IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int wire = WireFormat.getTagWireType(tag);
            if (wire == WireFormat.WIRETYPE_START_GROUP || wire == WireFormat.WIRETYPE_END_GROUP) {
                throw PackException.hostile(pack, file + " holds protobuf groups, which no ONNX file has");
            }
            if (!field.read(tag)) {
                in.skipField(tag);
            }
        }
    }

    private String text() throws PackException, IOException {
        int length = in.readRawVarint32();
        if (length < 0 || length > MAX_TEXT) {
            throw PackException.hostile(pack, file + " holds a name of " + Integer.toUnsignedString(length) + " bytes");
        }
        return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
    }

    private void countItem() throws PackException {
        items++;
        if (items > MAX_ITEMS) {
            throw PackException.hostile(pack, file + " has more than " + MAX_ITEMS + " parts");
        }
    }

    private void once(boolean[] seen, int index, String what) throws PackException {
        if (seen[index]) {
            throw PackException.hostile(pack, file + " gives " + what + " twice");
        }
        seen[index] = true;
    }
}
