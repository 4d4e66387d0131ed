package studio.unclip.editor.session;

import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.Refusal;
import studio.unclip.editor.geom.IntRect;

/** Hears of changes, on the session's thread, after they happened. */
public interface SessionListener {
    /**
     * The document is another one: by an edit, by undo or a jump, or while a stroke goes on.
     *
     * @param dirty document pixels whose look may have changed (layers, mask or selection); may be empty
     */
    default void documentChanged(Document before, Document after, IntRect dirty) {}

    /** The history has other entries, stars or thumbnails, or another current entry. */
    default void historyChanged() {}

    /** Another layer is the active one. */
    default void activeLayerChanged() {}

    /** Another tool is chosen, or {@link EditorSession#outline()} changed. */
    default void toolChanged() {}

    /** The eyedropper picked a colour, {@code 0xAARRGGBB}. */
    default void colourPicked(int argb) {}

    /** The tool could not do it. */
    default void refused(Refusal reason) {}
}
