package studio.unclip.editor.file.ora;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import studio.unclip.editor.file.FileProblem;

/**
 * Reads a small XML document as elements with attributes. No DTD, so no entities and nothing fetched; element count and
 * depth are bounded. Texts between elements are not kept: the files read here have none.
 */
final class SafeXml {
    private static final int MAX_ELEMENTS = 20_000;

    /**
     * @param name without a prefix
     * @param foreign whether it belongs to a namespace, as what other programs add does
     * @param attributes by name, without prefixes, in the file's order
     */
    record Element(String name, boolean foreign, Map<String, String> attributes, List<Element> children) {
        Optional<String> attribute(String attribute) {
            return Optional.ofNullable(attributes.get(attribute));
        }
    }

    private SafeXml() {}

    /**
     * @param maxDepth most elements inside each other
     * @throws FileProblem if it is not well formed, has a DTD or is too deep
     */
    static Element read(byte[] xml, int maxDepth) throws FileProblem {
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(text(xml)));
            try {
                return read(reader, maxDepth);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's reader also answers damaged text with unchecked exceptions.
            throw FileProblem.damaged("its XML is not well formed", e);
        }
    }

    /** OpenRaster is UTF-8; the JDK's parser would complain on the console about anything else. */
    private static String text(byte[] xml) throws FileProblem {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(xml))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw FileProblem.damaged("its XML is not UTF-8", e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static Element read(XMLStreamReader reader, int maxDepth) throws XMLStreamException, FileProblem {
        Deque<Element> open = new ArrayDeque<>();
        Element root = null;
        int count = 0;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.DTD -> throw FileProblem.hostile("its XML has a document type");
                case XMLStreamConstants.ENTITY_REFERENCE -> throw FileProblem.hostile("its XML uses an entity");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (++count > MAX_ELEMENTS || open.size() >= maxDepth) {
                        throw FileProblem.tooLarge("its XML has too many elements or they lie too deep");
                    }
                    Element element = element(reader);
                    if (open.isEmpty()) {
                        root = element;
                    } else {
                        open.peek().children().add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                default -> {
                    // Texts and comments say nothing here.
                }
            }
        }
        if (root == null) {
            throw FileProblem.damaged("its XML is empty");
        }
        return root;
    }

    private static Element element(XMLStreamReader reader) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
        return new Element(reader.getLocalName(), isForeign(reader), attributes, new ArrayList<>());
    }

    private static boolean isForeign(XMLStreamReader reader) {
        String namespace = reader.getNamespaceURI();
        return namespace != null && !namespace.isEmpty();
    }
}
