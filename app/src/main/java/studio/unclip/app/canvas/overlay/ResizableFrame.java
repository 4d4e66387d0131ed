package studio.unclip.app.canvas.overlay;

import javafx.beans.property.ObjectProperty;
import studio.unclip.editor.geom.IntRect;

/** A rectangle of the document that is changed by handles. Window thread. */
interface ResizableFrame {
    /** Document pixels; may reach outside the document. */
    ObjectProperty<IntRect> frame();

    /** The nearest allowed rectangle. */
    IntRect allowed(int left, int top, int right, int bottom);
}
