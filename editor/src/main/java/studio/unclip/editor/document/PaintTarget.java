package studio.unclip.editor.document;

/** What strokes and fills go to. */
public sealed interface PaintTarget {
    /** The colours of a pixel layer. */
    record Pixels(LayerId layer) implements PaintTarget {}

    /** The mask of a layer. */
    record LayerMaskOf(LayerId layer) implements MaskTarget {}

    /** The document's mask. */
    record DocumentMask() implements MaskTarget {}

    /** The targets that are masks. */
    sealed interface MaskTarget extends PaintTarget permits LayerMaskOf, DocumentMask {}
}
