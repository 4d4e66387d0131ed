package studio.unclip.editor.file;

import java.util.Objects;

/**
 * Something a person should know about a file that was read or written well: what was changed on the way.
 *
 * @param detail a name the words may mention (a profile, a layer, a blend mode); may be empty
 */
public record Notice(Kind kind, String detail) {

    /** What was changed. */
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
        /** Pictures inside the metadata were not kept: they would still show what is cropped or erased. */
        PREVIEWS_DROPPED,
        /** An animated picture: only the first one is read. */
        FIRST_PICTURE_ONLY,
        /** The file's pixels are read as far as they are there; some may be missing. */
        MAY_BE_INCOMPLETE,
        /** A later version of this studio saved the file; what only that one understands was left out. */
        EXTRAS_OF_LATER_VERSION,
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

    /** One sentence for a person, without the file's name and with a full stop. */
    public String words() {
        return switch (kind) {
            case PROFILE_CONVERTED -> "The colours were converted from " + named("another profile") + " to sRGB.";
            case PROFILE_IGNORED -> "The colour profile cannot be used; the colours were taken as sRGB.";
            case SIXTEEN_BITS_REDUCED -> "The picture has 16 bits a channel; 8 were kept.";
            case CMYK_CONVERTED -> "The printing colours (CMYK) were converted to sRGB.";
            case ORIENTATION_APPLIED -> "The picture was turned upright as its EXIF data ask.";
            case PREVIEWS_DROPPED ->
                "Preview pictures inside the metadata were left out, since they show the picture as it was.";
            case FIRST_PICTURE_ONLY -> "The picture is animated; only its first picture was read.";
            case MAY_BE_INCOMPLETE ->
                "The file was read, but its picture data are damaged or incomplete; parts of the picture may be wrong.";
            case EXTRAS_OF_LATER_VERSION ->
                "A later version of this studio saved the file; what only it understands was left out. Save under another name to keep it.";
            case METADATA_DROPPED -> "A piece of metadata (" + named("unknown") + ") cannot be kept and was left out.";
            case EXTRAS_OUT_OF_DATE ->
                "Another program changed the file; layer masks, recipes and history in it no longer fit and were left out.";
            case EXTRAS_DAMAGED -> "What this studio added to the file is damaged; the layers were read without it.";
            case HISTORY_DAMAGED -> "The history in the file is damaged and was left out.";
            case UNKNOWN_BLEND ->
                "The blend mode " + named("of a layer") + " is not known here; its layer is shown as normal.";
            case GROUP_ISOLATED ->
                "The group " + named("without a name")
                        + " blends with what lies below it; it was read as a group of its own.";
            case LAYER_DROPPED ->
                "The layer " + named("without a name") + " is of a kind that is not read here and was left out.";
            case ENTRIES_DROPPED ->
                "Parts of the file that this studio does not know are too large and will not be saved again.";
            case OUTSIDE_CROPPED ->
                "The layer " + named("without a name")
                        + " reaches too far outside the picture; what lies outside was not saved.";
        };
    }

    private String named(String otherwise) {
        return detail.isEmpty() ? otherwise : "\u201c" + detail + "\u201d";
    }
}
