package studio.unclip.inference.pack;

/** Element types of the tensors that cross the border between engine and graph. Weights may have others. */
public enum ElementType {
    FLOAT32("float32", 4),
    INT64("int64", 8),
    INT32("int32", 4),
    /** One byte an element, 0 or 1. */
    BOOL("bool", 1);

    private final String json;
    private final int bytes;

    ElementType(String json, int bytes) {
        this.json = json;
        this.bytes = bytes;
    }

    /** The name in {@code pack.json}. */
    public String json() {
        return json;
    }

    /** Bytes of one element in memory. */
    public int bytes() {
        return bytes;
    }
}
