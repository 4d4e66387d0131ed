package studio.unclip.editor.edit;

/** Why an edit cannot be made; the app has the words for it. */
public enum Refusal {
    /** The layer, or a group around it, is locked. */
    LAYER_LOCKED,
    /** There is no such layer (any more). */
    LAYER_MISSING,
    /** The edit needs a layer of pixels. */
    NOT_A_PIXEL_LAYER,
    /** The edit needs a group. */
    NOT_A_GROUP,
    /** The layer has no mask. */
    NO_LAYER_MASK,
    /** Nothing lies below to merge with. */
    NOTHING_BELOW,
    /** A group cannot be put into itself. */
    INTO_ITSELF
}
