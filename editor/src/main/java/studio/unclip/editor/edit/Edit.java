package studio.unclip.editor.edit;

import studio.unclip.editor.document.Document;

/**
 * A change of a document. Pure: the same edit of the same document gives an equal document, on any thread. An edit that
 * changes nothing gives the same document object back.
 */
public sealed interface Edit
        permits LayerEdit,
                MaskEdit,
                SelectionEdit,
                FillEdit,
                PlacePicture,
                ReplacePicture,
                BecomePicture,
                ApplyPatch,
                LandPatches,
                ResizeCanvas,
                TurnPicture,
                MoveLayer,
                SetPixels {
    /**
     * The changed document.
     *
     * @throws EditRefusedException if the document does not allow it (a locked or missing layer), or if what comes out
     *     could never be saved
     */
    default Document apply(Document document) {
        Document changed = edited(document);
        Room.require(document, changed);
        return changed;
    }

    /**
     * What the edit makes of the document, whether there is room for it or not: for {@link #apply} and for edits made of
     * others.
     *
     * @throws EditRefusedException if the document does not allow it
     */
    Document edited(Document document);
}
