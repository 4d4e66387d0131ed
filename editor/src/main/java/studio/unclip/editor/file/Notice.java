package studio.unclip.editor.file;

import java.util.Objects;

/**
 * Something a person should know about a file that was read or written well: what was changed on the way.
 *
 * @param detail a name the words may mention (a profile, a layer, a blend mode); may be empty
 */
public record Notice(Kind kind, String detail) {

    /** What was changed; the app has the words for it. */
    public enum Kind {
        /** Colours were converted to sRGB; the detail names the profile. */
        PROFILE_CONVERTED,
        /** The profile does not fit the picture or is damaged; colours were taken as sRGB. */
        PROFILE_IGNORED,
        /** 16 bits a channel became 8. */
        SIXTEEN_BITS_REDUCED,
        /** Printing colours (CMYK) were converted to sRGB. */
        CMYK_CONVERTED,
        /** The picture was turned as its EXIF orientation asks. */
        ORIENTATION_APPLIED,
        /** A piece of metadata was damaged or too large and is not kept; the detail names it. */
        METADATA_DROPPED,
        /** Another program changed the file: layer masks, recipes and history in it no longer fit and are left out. */
        EXTRAS_OUT_OF_DATE,
        /** What this studio adds to a file is damaged; the layers were read without it. */
        EXTRAS_DAMAGED,
        /** The history in the file is damaged and was left out. */
        HISTORY_DAMAGED,
        /** The detail's blend mode is not known here; the layer is shown as normal. */
        UNKNOWN_BLEND,
        /** A group that lets its layers blend with what lies below it was read as a group of its own. */
        GROUP_ISOLATED,
        /** A layer of a kind that is not read here was left out; the detail is its name. */
        LAYER_DROPPED,
        /** Entries this studio does not know are too large to be carried along. */
        ENTRIES_DROPPED,
        /** A layer reaches too far outside the picture; what lies outside was not saved. The detail is its name. */
        OUTSIDE_CROPPED
    }

    public Notice {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(detail);
    }

    public static Notice of(Kind kind) {
        return new Notice(kind, "");
    }
}
