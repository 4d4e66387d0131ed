package studio.unclip.inference.api;

import java.util.Optional;

/** How far plans go to need less memory than by the estimates would do. Each way takes those before it along. */
public enum Thrift {
    /** As the estimates say. */
    NONE,

    /** Networks are loaded one after another, whatever would fit: slower, and the pictures are the same. */
    IN_TURN,

    /** What can be worked on in overlapping tiles is: a picture's colours may vary slightly from tile to tile. */
    IN_TILES;

    /** The next way; empty after the last. */
    public Optional<Thrift> next() {
        return switch (this) {
            case NONE -> Optional.of(IN_TURN);
            case IN_TURN -> Optional.of(IN_TILES);
            case IN_TILES -> Optional.empty();
        };
    }
}
