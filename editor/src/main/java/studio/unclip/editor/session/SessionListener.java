package studio.unclip.editor.session;

import studio.unclip.editor.document.Document;
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

    /** Another layer is the active one, or another tool, colour or outline. */
    default void toolChanged() {}
}
