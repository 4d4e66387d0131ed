package studio.unclip.inference.worker;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * One message on the wire. Buffers are over whole arrays, and only read.
 *
 * @param header the message as UTF-8 JSON; where a picture belongs it names one of the blobs
 * @param blobs the bytes of its pictures, as they are
 */
record Frame(ByteBuffer header, List<ByteBuffer> blobs) {
    Frame {
        blobs = List.copyOf(blobs);
    }
}
