package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value that knows its path, so that every complaint names the place. Unknown keys are never looked at. A null
 * counts as absent.
 */
public final class JsonAt {

    /** Integers up to here are exact in every JSON reader. */
    static final long MAX_EXACT = 1L << 53;

    private final String pack;
    private final String file;
    private final String path;
    private final JsonNode node;

    JsonAt(String pack, String file, String path, JsonNode node) {
        this.pack = pack;
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** The same value under another name for the pack, once its id is known. */
    JsonAt inPack(String id) {
        return new JsonAt(id, file, path, node);
    }

    String pack() {
        return pack;
    }

    PackException wrong(String complaint) {
        return PackException.damaged(pack, file + ", at " + place() + ": " + complaint);
    }

    PackException unsupported(String complaint) {
        return PackException.unsupported(pack, file + ", at " + place() + ": " + complaint);
    }

    private String place() {
        return path.isEmpty() ? "the top" : path;
    }

    /** The value of a key that must be there. */
    public JsonAt field(String key) throws PackException {
        return optional(key).orElseThrow(() -> child(key, node).wrong("is missing"));
    }

    /** The value of a key, if it is there and not null. */
    public Optional<JsonAt> optional(String key) throws PackException {
        requireObject();
        JsonNode value = node.get(key);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(child(key, value));
    }

    /** The object's fields in order, nulls left out. */
    public Map<String, JsonAt> fields(int most) throws PackException {
        requireObject();
        if (node.size() > most) {
            throw wrong("has " + node.size() + " entries, at most " + most + " are allowed");
        }
        Map<String, JsonAt> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isNull()) {
                fields.put(entry.getKey(), child(entry.getKey(), entry.getValue()));
            }
        }
        return fields;
    }

    /** A list's items. */
    public List<JsonAt> items(int most) throws PackException {
        if (!node.isArray()) {
            throw wrong("must be a list, is " + kind());
        }
        if (node.size() > most) {
            throw wrong("has " + node.size() + " items, at most " + most + " are allowed");
        }
        List<JsonAt> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            items.add(new JsonAt(pack, file, path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    /** Whether this is text. */
    public boolean isText() {
        return node.isString();
    }

    boolean isBool() {
        return node.isBoolean();
    }

    /** Whether this is a list. */
    public boolean isList() {
        return node.isArray();
    }

    /** A text of at most so many characters. */
    public String text(int most) throws PackException {
        if (!node.isString()) {
            throw wrong("must be text, is " + kind());
        }
        String value = node.stringValue();
        if (value.length() > most) {
            throw wrong("has " + value.length() + " characters, at most " + most + " are allowed");
        }
        return value;
    }

    /** A list of so many texts at most. */
    public List<String> texts(int mostItems, int mostCharacters) throws PackException {
        List<String> texts = new ArrayList<>();
        for (JsonAt item : items(mostItems)) {
            texts.add(item.text(mostCharacters));
        }
        return texts;
    }

    boolean bool() throws PackException {
        if (!node.isBoolean()) {
            throw wrong("must be true or false, is " + kind());
        }
        return node.booleanValue();
    }

    /** A whole number between two bounds. */
    public long integer(long least, long most) throws PackException {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong("must be a whole number, is " + kind());
        }
        long value = node.longValue();
        if (value < least || value > most) {
            throw wrong("is " + value + ", must lie between " + least + " and " + most);
        }
        return value;
    }

    /** A whole number between two bounds. */
    public int smallInteger(int least, int most) throws PackException {
        return Math.toIntExact(integer(least, most));
    }

    double number(double least, double most) throws PackException {
        if (!node.isNumber()) {
            throw wrong("must be a number, is " + kind());
        }
        double value = node.doubleValue();
        if (!(value >= least && value <= most)) {
            throw wrong("is " + value + ", must lie between " + least + " and " + most);
        }
        return value;
    }

    /** An enum constant written in lower case. */
    <E extends Enum<E>> E oneOf(Class<E> type) throws PackException {
        String value = text(64);
        List<String> allowed = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String json = constant.name().toLowerCase(Locale.ROOT);
            if (json.equals(value)) {
                return constant;
            }
            allowed.add(json);
        }
        throw wrong("is \"" + value + "\", must be one of " + String.join(", ", allowed));
    }

    String oneOf(String... allowed) throws PackException {
        String value = text(64);
        if (!Arrays.asList(allowed).contains(value)) {
            throw wrong("is \"" + value + "\", must be one of " + String.join(", ", allowed));
        }
        return value;
    }

    /** The object's content as Long, Double, Boolean, String, List, Map and null. */
    public Map<String, Object> verbatim() throws PackException {
        requireObject();
        return verbatimObject(node);
    }

    private void requireObject() throws PackException {
        if (!node.isObject()) {
            throw wrong("must be an object, is " + kind());
        }
    }

    private Map<String, Object> verbatimObject(JsonNode object) throws PackException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            values.put(entry.getKey(), verbatimValue(entry.getValue()));
        }
        return Collections.unmodifiableMap(values);
    }

    private Object verbatimValue(JsonNode value) throws PackException {
        return switch (value.getNodeType()) {
            case OBJECT -> verbatimObject(value);
            case ARRAY -> {
                List<Object> items = new ArrayList<>(value.size());
                for (JsonNode item : value) {
                    items.add(verbatimValue(item));
                }
                yield Collections.unmodifiableList(items);
            }
            case STRING -> value.stringValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> {
                if (value.isIntegralNumber() && value.canConvertToLong()) {
                    yield value.longValue();
                }
                double number = value.doubleValue();
                if (!Double.isFinite(number)) {
                    throw wrong("holds the number " + value + ", too large to be used");
                }
                yield number;
            }
            case NULL -> null;
            case BINARY, MISSING, POJO -> throw wrong("holds a value that is not JSON");
        };
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "text";
            case NUMBER -> "the number " + node;
            case BOOLEAN -> "" + node;
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "something else";
        };
    }

    private JsonAt child(String key, JsonNode value) {
        String step =
                key.matches("[A-Za-z0-9_-]{1,64}") ? key : "\"" + key.substring(0, Math.min(64, key.length())) + "\"";
        return new JsonAt(pack, file, path.isEmpty() ? step : path + "." + step, value);
    }
}
