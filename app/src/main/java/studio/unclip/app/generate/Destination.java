package studio.unclip.app.generate;

import java.util.Objects;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.MaskMap;

/** Where the results of a request go. Plain data. */
public sealed interface Destination {

    /** On top of whatever is there by then, in the middle: pictures of their own. */
    record NewLayer() implements Destination {}

    /**
     * Into a part of the picture that was asked about.
     *
     * @param asked the document as it was
     * @param repaint 255 where it is painted anew
     * @param ring around that, in which old and new are blended
     */
    record Within(Document asked, MaskMap repaint, BlendRing ring) implements Destination {
        public Within {
            Objects.requireNonNull(asked);
            Objects.requireNonNull(repaint);
            Objects.requireNonNull(ring);
        }
    }

    /**
     * In the place of the picture that was asked about: it becomes the document, at its own size. Laid in by itself.
     *
     * @param asked the document as it was
     */
    record Instead(Document asked) implements Destination {
        public Instead {
            Objects.requireNonNull(asked);
        }
    }

    /**
     * Around the picture that was asked about: the canvas grows.
     *
     * @param asked the document as it was
     * @param ring along its old border, in which old and new are blended
     */
    record Around(Document asked, BlendRing ring) implements Destination {
        public Around {
            Objects.requireNonNull(asked);
            Objects.requireNonNull(ring);
        }
    }
}
