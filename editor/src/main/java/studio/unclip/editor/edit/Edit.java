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
                ApplyPatch,
                ResizeCanvas,
                SetPixels {
    /** @throws EditRefusedException if the document does not allow it (a locked or missing layer) */
    Document apply(Document document);
}
