package studio.unclip.editor.document;

import java.util.Objects;
import studio.unclip.editor.pixel.MaskMap;

/**
 * Where edits of pixels have effect.
 *
 * @param coverage 255 = selected, 0 = not, between = partly; {@link MaskMap#FULL} when nothing limits edits
 */
public record Selection(MaskMap coverage) {
    /** Everything: no limit. */
    public static final Selection ALL = new Selection(MaskMap.FULL);

    public Selection {
        Objects.requireNonNull(coverage);
    }

    /** Whether nothing limits edits. */
    public boolean isAll() {
        return coverage.isUniform() && coverage.background() == 255;
    }
}
