package studio.unclip.inference.pack;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Where one tensor says its values lie, and whether that is allowed. Gathered field by field, checked once. */
final class ExternalData {

    private static final int DEFAULT = 0;
    private static final int EXTERNAL = 1;
    private static final Set<String> KEYS = Set.of("location", "offset", "length", "checksum");

    private final String pack;
    private final String file;
    private final Map<String, Long> allowed;
    private final Map<String, String> entries = new HashMap<>();
    private int location = DEFAULT;

    /** @param allowed sizes of the files the graph may take weights from, by name */
    ExternalData(String pack, String file, Map<String, Long> allowed) {
        this.pack = pack;
        this.file = file;
        this.allowed = allowed;
    }

    void location(int value) throws PackException {
        if (value != DEFAULT && value != EXTERNAL) {
            throw PackException.hostile(pack, file + " has a tensor whose data location is " + value);
        }
        location = value;
    }

    void entry(String key, String value) throws PackException {
        if (!KEYS.contains(key)) {
            throw PackException.hostile(
                    pack, file + " has a tensor with the external data key " + FileNames.shown(key));
        }
        if (entries.put(key, value) != null) {
            throw PackException.hostile(pack, file + " has a tensor with two external " + key + "s");
        }
    }

    /** Entries are judged even where the tensor does not say that it is external: some reader might follow them. */
    void check() throws PackException {
        if (location == DEFAULT && entries.isEmpty()) {
            return;
        }
        String name = entries.get("location");
        if (name == null) {
            throw PackException.hostile(pack, file + " has an external tensor without a location");
        }
        if (!FileNames.isPlain(name)) {
            throw PackException.hostile(
                    pack,
                    file + " takes weights from " + FileNames.shown(name) + ", which is not a plain file of the pack");
        }
        Long size = allowed.get(name);
        if (size == null) {
            throw PackException.hostile(
                    pack, file + " takes weights from " + name + ", which pack.json does not list under external");
        }
        long offset = number("offset", 0);
        long length = number("length", Math.max(0, size - offset));
        if (offset > size || length > size - offset) {
            throw PackException.hostile(
                    pack,
                    file + " takes weights from behind the end of " + name + " (" + offset + " + " + length + ")");
        }
    }

    private long number(String key, long otherwise) throws PackException {
        String value = entries.get(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("[0-9]{1,18}")) {
            throw PackException.hostile(
                    pack, file + " has an external tensor whose " + key + " is " + FileNames.shown(value));
        }
        return Long.parseLong(value);
    }
}
