package studio.unclip.editor.document;

import java.util.Objects;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;

/**
 * Where edits of pixels have effect. Nothing selected means everything, as in other editors: see {@link #within}.
 *
 * @param coverage 255 = selected, 0 = not, between = partly; {@link MaskMap#FULL} when nothing limits edits
 */
public record Selection(MaskMap coverage) {
    /** Everything: no limit. */
    public static final Selection ALL = new Selection(MaskMap.FULL);

    public Selection {
        Objects.requireNonNull(coverage);
    }

    /** The coverage, or everything where it would leave nothing of the picture to work on. */
    public static Selection within(MaskMap coverage, IntRect picture) {
        return coverage.boundsWithin(picture).isEmpty() ? ALL : new Selection(coverage);
    }

    /** Whether nothing limits edits. */
    public boolean isAll() {
        return coverage.isUniform() && coverage.background() == 255;
    }
}
