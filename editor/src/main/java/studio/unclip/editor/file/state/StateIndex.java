package studio.unclip.editor.file.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Where the good frames of a log lie. */
final class StateIndex {
    /** A frame's payload. */
    record Frame(byte kind, long at, int length) {}

    final List<Frame> texts = new ArrayList<>();
    final List<Frame> tiles = new ArrayList<>();
    final List<Frame> maskTiles = new ArrayList<>();
    final List<Frame> maps = new ArrayList<>();
    final List<Frame> maskMaps = new ArrayList<>();
    final List<Frame> documents = new ArrayList<>();
    final List<Frame> histories = new ArrayList<>();
    final List<Frame> revisions = new ArrayList<>();
    final List<Frame> journals = new ArrayList<>();
    boolean hasBase;
    long goodBytes;

    private StateIndex() {}

    /** Stops at the first frame that is not whole: what comes after it may lean on it. */
    static StateIndex scan(StateSource source) throws IOException {
        StateIndex index = new StateIndex();
        long number = 0;
        while (source.size() - index.goodBytes >= StateFrame.FRAME_BYTES) {
            ByteBuffer head = ByteBuffer.wrap(source.read(index.goodBytes, StateFrame.PAYLOAD_AT));
            int length = head.getInt();
            byte kind = head.get();
            if (length < 0 || length > source.size() - index.goodBytes - StateFrame.FRAME_BYTES) {
                break;
            }
            ByteBuffer rest = ByteBuffer.wrap(source.read(index.goodBytes + StateFrame.KIND_AT, 1 + length + 4));
            int sum = rest.getInt(1 + length);
            if (StateFrame.sum(number, rest.slice(0, 1 + length)) != sum) {
                break;
            }
            index.add(kind, index.goodBytes + StateFrame.PAYLOAD_AT, length);
            index.goodBytes += StateFrame.FRAME_BYTES + length;
            number++;
        }
        return index;
    }

    private void add(byte kind, long at, int length) {
        Frame frame = new Frame(kind, at, length);
        switch (kind) {
            case StateFrame.BASE -> hasBase = true;
            case StateFrame.TEXT -> texts.add(frame);
            case StateFrame.TILE, StateFrame.BASE_TILE -> tiles.add(frame);
            case StateFrame.MASK_TILE, StateFrame.BASE_MASK_TILE -> maskTiles.add(frame);
            case StateFrame.MAP -> maps.add(frame);
            case StateFrame.MASK_MAP -> maskMaps.add(frame);
            case StateFrame.DOCUMENT -> documents.add(frame);
            case StateFrame.HISTORY -> histories.add(frame);
            case StateFrame.REVISION -> revisions.add(frame);
            case StateFrame.JOURNAL -> journals.add(frame);
            default -> {
                // A kind of a later version: it leans on others, nothing here leans on it.
            }
        }
    }
}
