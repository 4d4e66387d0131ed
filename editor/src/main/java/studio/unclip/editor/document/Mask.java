package studio.unclip.editor.document;

import java.util.Objects;
import studio.unclip.editor.pixel.MaskMap;

/**
 * The document's mask: what the model shall repaint. It belongs to the document, so it outlives prompts and is undone
 * and saved with it.
 *
 * @param coverage 255 = repaint, 0 = keep; in document coordinates
 */
public record Mask(MaskMap coverage) {
    public static final Mask EMPTY = new Mask(MaskMap.EMPTY);

    public Mask {
        Objects.requireNonNull(coverage);
    }
}
