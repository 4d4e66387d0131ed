package studio.unclip.editor.file.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.editor.file.disk.Body;

/** A state log as an entry of an archive; tiles that lie packed in the file saved before are not packed again. */
public final class BodySink implements StateSink {
    private record Laid(Object tile, long offset, int length, int sum) {}

    private final Body body = new Body();
    private final Optional<SavedTiles> saved;
    private final FileChannel file;
    private final List<Laid> tiles = new ArrayList<>();
    private long number;

    /**
     * @param saved tiles in {@code file}
     * @param file may be null if there are none
     */
    public BodySink(Optional<SavedTiles> saved, FileChannel file) {
        this.saved = saved;
        this.file = file;
    }

    @Override
    public void frame(byte kind, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(StateFrame.FRAME_BYTES + payload.length);
        frame.putInt(payload.length).put(kind).put(payload);
        frame.putInt(StateFrame.sum(number, frame.slice(StateFrame.KIND_AT, 1 + payload.length)));
        body.add(frame.array());
        number++;
    }

    @Override
    public boolean again(byte kind, Object tile) throws IOException {
        SavedTiles.Packed place = saved.map(tiles -> tiles.get(tile)).orElse(null);
        Optional<byte[]> packed = place == null ? Optional.empty() : place.read(file);
        if (packed.isEmpty()) {
            return false;
        }
        tile(kind, packed.get(), tile);
        return true;
    }

    @Override
    public void tile(byte kind, byte[] payload, Object tile) {
        tiles.add(new Laid(tile, body.size() + StateFrame.PAYLOAD_AT, payload.length, SavedTiles.sum(payload)));
        frame(kind, payload);
    }

    public Body body() {
        return body;
    }

    /** Tells where the tiles lie once the body lies in a file. */
    public void place(long bodyOffset, SavedTiles into) {
        for (Laid laid : tiles) {
            into.put(laid.tile(), new SavedTiles.Packed(bodyOffset + laid.offset(), laid.length(), laid.sum()));
        }
    }
}
