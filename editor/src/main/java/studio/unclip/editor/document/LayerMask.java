package studio.unclip.editor.document;

import java.util.Objects;
import studio.unclip.editor.pixel.MaskMap;

/**
 * Which part of a layer shows.
 *
 * @param coverage 255 shows, 0 hides; in document coordinates
 * @param enabled whether it is taken into account
 */
public record LayerMask(MaskMap coverage, boolean enabled) {
    /** Shows all. */
    public static final LayerMask REVEAL = new LayerMask(MaskMap.FULL, true);

    public LayerMask {
        Objects.requireNonNull(coverage);
    }

    public LayerMask withCoverage(MaskMap value) {
        return new LayerMask(value, enabled);
    }
}
