package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the parts of the manifest that describe files and graphs. */
final class ComponentReader {

    private static final int MAX_TENSORS = 64;
    private static final int MAX_RANK = 8;
    private static final String[] AXES = {"batch", "height", "width", "length"};

    Component component(String role, JsonAt at) throws PackException {
        PackFile graph = file(at);
        if (!graph.name().endsWith(".onnx")) {
            throw at.field("file")
                    .wrong("is " + FileNames.shown(graph.name()) + ", a component's graph must end in .onnx");
        }
        Optional<JsonAt> parameters = at.optional("parameters");
        List<PackFile> external = new ArrayList<>();
        Optional<JsonAt> listed = at.optional("external");
        if (listed.isPresent()) {
            for (JsonAt file : listed.get().items(MAX_TENSORS)) {
                external.add(file(file, true));
            }
        }
        return new Component(
                role,
                graph,
                at.field("precision").oneOf(Precision.class),
                parameters.isEmpty() ? 0 : parameters.get().integer(0, 1L << 40),
                external,
                tensors(at.field("inputs")),
                tensors(at.field("outputs")));
    }

    PackFile file(JsonAt at) throws PackException {
        return file(at, false);
    }

    /** @param later whether the hash may be found after the pack was installed */
    private static PackFile file(JsonAt at, boolean later) throws PackException {
        JsonAt name = at.field("file");
        String plain = name.text(4096);
        if (!FileNames.isPlain(plain)) {
            throw PackException.hostile(
                    at.pack(),
                    "pack.json names the file " + FileNames.shown(plain) + ", which is not a plain file name");
        }
        if (plain.equalsIgnoreCase(FileNames.MANIFEST)) {
            throw name.wrong("must not be the manifest itself");
        }
        long bytes = at.field("bytes").integer(0, JsonAt.MAX_EXACT);
        if (later && at.optional("sha256").isEmpty()) {
            return new PackFile(plain, bytes, Optional.empty());
        }
        JsonAt hash = at.field("sha256");
        String sha256 = hash.text(128);
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw hash.wrong("must be 64 lower-case hexadecimal digits");
        }
        return new PackFile(plain, bytes, sha256);
    }

    private static List<TensorSpec> tensors(JsonAt at) throws PackException {
        List<TensorSpec> tensors = new ArrayList<>();
        Set<String> roles = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (JsonAt item : at.items(MAX_TENSORS)) {
            TensorSpec tensor = new TensorSpec(
                    item.field("role").text(64), item.field("name").text(256), type(item.field("type")), shape(item));
            if (!roles.add(tensor.role())) {
                throw item.field("role").wrong("\"" + tensor.role() + "\" occurs twice");
            }
            if (!names.add(tensor.name())) {
                throw item.field("name").wrong("\"" + tensor.name() + "\" occurs twice");
            }
            tensors.add(tensor);
        }
        if (tensors.isEmpty()) {
            throw at.wrong("must name at least one tensor");
        }
        return tensors;
    }

    private static ElementType type(JsonAt at) throws PackException {
        return at.oneOf(ElementType.class);
    }

    private static List<Dimension> shape(JsonAt tensor) throws PackException {
        List<Dimension> shape = new ArrayList<>();
        for (JsonAt axis : tensor.field("shape").items(MAX_RANK)) {
            shape.add(
                    axis.isText()
                            ? new Dimension.Named(axis.oneOf(AXES))
                            : new Dimension.Fixed(axis.integer(1, 1L << 31)));
        }
        return shape;
    }
}
