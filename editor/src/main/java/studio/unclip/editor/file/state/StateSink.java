package studio.unclip.editor.file.state;

import java.io.IOException;

/** Takes the frames of a state log, in order. */
@FunctionalInterface
public interface StateSink {
    /**
     * @param kind what the payload is
     * @param payload handed over: the caller does not touch it again
     */
    void frame(byte kind, byte[] payload) throws IOException;

    /**
     * Asks for a tile that this sink took before, in an earlier log, to be written again.
     *
     * @return false if it cannot; the caller then packs the tile anew
     */
    default boolean again(byte kind, Object tile) throws IOException {
        return false;
    }

    /** As {@link #frame}, and lets the sink remember where the tile lies. */
    default void tile(byte kind, byte[] payload, Object tile) throws IOException {
        frame(kind, payload);
    }
}
