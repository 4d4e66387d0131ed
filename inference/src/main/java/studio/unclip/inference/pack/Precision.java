package studio.unclip.inference.pack;

/** How a component's weights are stored. All are computed in float32 on the CPU. */
public enum Precision {
    FP32(4),
    FP16(2),
    /** Per output channel, a Cast and a Mul in front of the product; folded to float32 when the session is made. */
    INT8(1);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one stored weight. */
    public int bytes() {
        return bytes;
    }
}
