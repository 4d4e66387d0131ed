package studio.unclip.editor.file.state;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The frames a state log is made of: length of the payload (4 bytes), kind (1), payload, CRC-32C (4) over the frame's
 * number in the log, its kind and its payload. Big-endian. A log is good up to the first frame that is not: every frame
 * leans only on frames before it.
 */
final class StateFrame {
    /** Length, kind and sum. */
    static final int FRAME_BYTES = 9;

    static final int KIND_AT = 4;
    static final int PAYLOAD_AT = 5;

    /** The document whose maps and tiles the log leans on. Payload: none. */
    static final byte BASE = 1;
    /** Payload: UTF-8. Texts are numbered from 0 in their order, as all other things are among their own. */
    static final byte TEXT = 2;
    /** Payload: {@link #RAW}, {@link #DEFLATED} or {@link #UNIFORM}, then the pixels, {@code 0xAARRGGBB} big-endian. */
    static final byte TILE = 3;
    /** Payload: as a tile, one byte a value. */
    static final byte MASK_TILE = 4;
    /** Payload: number of the base's map, column, row. */
    static final byte BASE_TILE = 5;
    /** Payload: number of the base's mask map, column, row. */
    static final byte BASE_MASK_TILE = 6;
    /** Payload: map it differs from or -1, count, then column, row, tile or -1. */
    static final byte MAP = 7;
    /** Payload: background, map it differs from or -1, count, then column, row, tile or -1. */
    static final byte MASK_MAP = 8;
    /** Payload: see {@link StateDocument}. */
    static final byte DOCUMENT = 9;
    /** Payload: see {@link StateHistory}. */
    static final byte HISTORY = 10;
    /** Payload: session (16 bytes), number (8), document. What the journal writes behind a document. */
    static final byte REVISION = 11;
    /** Payload: what the journal writes first. */
    static final byte JOURNAL = 12;

    static final byte RAW = 0;
    static final byte DEFLATED = 1;
    static final byte UNIFORM = 2;

    private StateFrame() {}

    /** The sum of a frame whose kind and payload lie between position and limit. */
    static int sum(long number, ByteBuffer kindAndPayload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(0, number));
        crc.update(kindAndPayload.duplicate());
        return (int) crc.getValue();
    }
}
