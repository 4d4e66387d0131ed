package studio.unclip.editor.file.ora;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.geom.IntSize;

/**
 * {@code stack.xml}: which pictures lie over each other, and how (OpenRaster baseline, layer stack).
 *
 * @param size the picture's
 * @param dotsPerInch 0 if not known
 * @param nodes top first, as in the file
 */
record OraStack(IntSize size, double dotsPerInch, List<Node> nodes) {
    static final String NAME = "stack.xml";
    private static final String VERSION = "0.0.3";

    /** The farthest place that is read; whether a document reaches so far is looked at with the pixels. */
    private static final int FARTHEST = 1 << 20;

    /** A layer or a group. */
    sealed interface Node {
        Look look();
    }

    /**
     * @param opacity 0 to 1
     * @param compositeOp as in the file
     */
    record Look(String name, double opacity, boolean visible, boolean locked, String compositeOp) {}

    /** @param src the entry with the pixels; empty for a kind of layer that has none */
    record Picture(Look look, Optional<String> src, int x, int y) implements Node {}

    /** @param isolated whether its layers are kept from blending with what lies below the group */
    record Group(Look look, boolean isolated, List<Node> nodes) implements Node {}

    /** @throws FileProblem if it is not well formed or goes beyond the limits */
    static OraStack read(byte[] xml, Limits limits) throws FileProblem {
        SafeXml.Element image = SafeXml.read(xml, limits.maxDepth() + 3);
        if (!image.name().equals("image")) {
            throw FileProblem.damaged("its layer stack is not one");
        }
        int width = whole(image, "w", 0);
        int height = whole(image, "h", 0);
        limits.checkSize(width, height);
        double dots = number(image, "xres", 0);
        int[] count = {0};
        List<Node> nodes = new ArrayList<>();
        for (SafeXml.Element child : image.children()) {
            if (child.name().equals("stack")) {
                nodes.addAll(nodes(child, 0, 0, limits, count));
            }
        }
        return new OraStack(new IntSize(width, height), dots, nodes);
    }

    /** @param x where the place of a layer is counted from: a stack may be moved, with all that is in it */
    private static List<Node> nodes(SafeXml.Element stack, int x, int y, Limits limits, int[] count)
            throws FileProblem {
        int left = inReach(x + whole(stack, "x", 0));
        int top = inReach(y + whole(stack, "y", 0));
        List<Node> nodes = new ArrayList<>();
        for (SafeXml.Element child : stack.children()) {
            if (child.foreign()) {
                continue; // another program's notes, no layer
            }
            if (++count[0] > limits.maxLayers()) {
                throw FileProblem.tooLarge("more than " + limits.maxLayers() + " layers");
            }
            switch (child.name()) {
                case "layer" ->
                    nodes.add(new Picture(
                            look(child),
                            child.attribute("src"),
                            inReach(left + whole(child, "x", 0)),
                            inReach(top + whole(child, "y", 0))));
                case "stack" ->
                    nodes.add(new Group(
                            look(child),
                            child.attribute("isolation").orElse("auto").equals("isolate"),
                            nodes(child, left, top, limits, count)));
                default -> nodes.add(new Picture(look(child), Optional.empty(), 0, 0));
            }
        }
        return nodes;
    }

    private static Look look(SafeXml.Element element) throws FileProblem {
        return new Look(
                element.attribute("name").orElse(""),
                Math.clamp(number(element, "opacity", 1), 0, 1),
                !element.attribute("visibility").orElse("visible").equals("hidden"),
                element.attribute("edit-locked").orElse("false").equals("true"),
                element.attribute("composite-op").orElse("svg:src-over"));
    }

    private static int inReach(int place) throws FileProblem {
        if (Math.abs(place) > FARTHEST) {
            throw FileProblem.tooLarge("a place or size in its layer stack");
        }
        return place;
    }

    private static int whole(SafeXml.Element element, String attribute, int absent) throws FileProblem {
        double value = number(element, attribute, absent);
        return inReach((int) Math.clamp(Math.round(value), -FARTHEST - 1L, FARTHEST + 1L));
    }

    private static double number(SafeXml.Element element, String attribute, double absent) throws FileProblem {
        Optional<String> text = element.attribute(attribute);
        try {
            double value =
                    text.isEmpty() ? absent : Double.parseDouble(text.get().strip());
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw FileProblem.damaged("a number in its layer stack cannot be read", e);
        }
        throw FileProblem.damaged("a number in its layer stack cannot be read");
    }

    byte[] toXml() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(String.format(
                Locale.ROOT, "<image version=\"%s\" w=\"%d\" h=\"%d\"", VERSION, size.width(), size.height()));
        if (dotsPerInch > 0) {
            long dots = Math.round(dotsPerInch);
            xml.append(String.format(Locale.ROOT, " xres=\"%d\" yres=\"%d\"", dots, dots));
        }
        xml.append(">\n <stack>\n");
        nodes.forEach(node -> append(node, xml, "  "));
        return xml.append(" </stack>\n</image>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(Node node, StringBuilder xml, String indent) {
        switch (node) {
            case Picture picture -> {
                xml.append(indent).append("<layer");
                append(picture.look(), xml);
                xml.append(" src=\"")
                        .append(escape(picture.src().orElse("")))
                        .append(String.format(Locale.ROOT, "\" x=\"%d\" y=\"%d\"/>\n", picture.x(), picture.y()));
            }
            case Group group -> {
                xml.append(indent).append("<stack");
                append(group.look(), xml);
                xml.append(" isolation=\"")
                        .append(group.isolated() ? "isolate" : "auto")
                        .append("\">\n");
                group.nodes().forEach(child -> append(child, xml, indent + " "));
                xml.append(indent).append("</stack>\n");
            }
        }
    }

    private static void append(Look look, StringBuilder xml) {
        xml.append(" name=\"").append(escape(look.name())).append('"');
        xml.append(" opacity=\"")
                .append(String.format(Locale.ROOT, "%.6f", look.opacity()))
                .append('"');
        xml.append(" visibility=\"")
                .append(look.visible() ? "visible" : "hidden")
                .append('"');
        xml.append(" composite-op=\"").append(escape(look.compositeOp())).append('"');
        if (look.locked()) {
            xml.append(" edit-locked=\"true\"");
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '"' -> escaped.append("&quot;");
                case '\t', '\n', '\r' -> escaped.append("&#").append(c).append(';');
                // XML 1.0 has no other control characters, surrogates or non-characters.
                default ->
                    escaped.appendCodePoint(
                            c < 0x20 || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
