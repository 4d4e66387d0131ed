package studio.unclip.editor.edit;

import java.util.Locale;
import java.util.stream.LongStream;
import studio.unclip.editor.document.DocumentLimits;

/** Why an edit cannot be made. The document is then as it was. */
public enum Refusal {
    /** The layer, or a group around it, is locked. */
    LAYER_LOCKED("The layer, or a group around it, is locked: unlock it first."),
    /** There is no such layer (any more). */
    LAYER_MISSING("There is no such layer any more: choose another one."),
    /** The edit needs a layer of pixels. */
    NOT_A_PIXEL_LAYER("That works on a layer of pixels only: choose one that is no group."),
    /** The edit needs a group. */
    NOT_A_GROUP("That works on a group only: choose one."),
    /** The layer has no mask. */
    NO_LAYER_MASK("The layer has no mask: give it one first."),
    /** Nothing lies below to merge with. */
    NOTHING_BELOW("Nothing lies below this layer that it could be merged with."),
    /** A group cannot be put into itself. */
    INTO_ITSELF("A group cannot be put into itself."),
    /** The picture would have more pixels than a file holds. */
    PICTURE_TOO_LARGE(
            "A picture can have at most %,d pixels a side and %,d million in all: choose a smaller size.",
            DocumentLimits.MAX_SIDE, DocumentLimits.MAX_PIXELS / 1_000_000),
    /** All layers together would have more pixels than a file holds. */
    LAYERS_TOO_LARGE(
            "All layers together can have at most %,d million pixels: merge or crop some of them first.",
            DocumentLimits.MAX_TOTAL_PIXELS / 1_000_000),
    /** There would be more layers than a file holds. */
    TOO_MANY_LAYERS(
            "A picture can have at most %,d layers and groups: merge or delete some of them first.",
            DocumentLimits.MAX_LAYERS),
    /** There would be more groups inside each other than a file holds. */
    GROUPS_TOO_DEEP(
            "At most %d groups can lie inside each other: ungroup one of them first.", DocumentLimits.MAX_DEPTH),
    /** Pixels would come to lie further outside the picture than can be kept. */
    TOO_FAR_OUTSIDE("That would lie too far outside the picture: move it closer, or crop what lies outside.");

    private final String sentence;

    Refusal(String sentence, long... numbers) {
        this.sentence = String.format(
                Locale.ROOT, sentence, LongStream.of(numbers).boxed().toArray());
    }

    /** What to tell a person, and what to do about it. */
    public String sentence() {
        return sentence;
    }
}
