package studio.unclip.app.export;

/**
 * A text chunk of a PNG file ({@code iTXt}; PNG specification, third edition, 11.3.3.4).
 *
 * @param keyword 1 to 79 Latin-1 characters
 * @param text any text, kept as UTF-8
 */
record PngText(String keyword, String text) {

    /** The recipe, as JSON. */
    static final String RECIPE = "unclip-recipe";

    /** The XMP packet (XMP Specification part 3, 1.1.5). */
    static final String XMP = "XML:com.adobe.xmp";
}
