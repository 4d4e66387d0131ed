package studio.unclip.editor.file;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a picture file says beside its pixels, kept from import to export.
 *
 * @param exif a TIFF structure without a file format's frame around it; its orientation is always 1 (upright), since
 *     the pixels are turned at import
 * @param xmp an XMP packet, UTF-8
 * @param texts keyword and text, as PNG has them, in the file's order
 * @param dotsPerInch 0 if not known
 */
public record Metadata(Optional<Blob> exif, Optional<String> xmp, List<Text> texts, double dotsPerInch) {
    public static final Metadata NONE = new Metadata(Optional.empty(), Optional.empty(), List.of(), 0);

    /**
     * @param keyword 1 to 79 Latin-1 characters
     * @param text any text
     */
    public record Text(String keyword, String text) {
        public Text {
            Objects.requireNonNull(text);
            if (keyword.isEmpty() || keyword.length() > 79 || keyword.chars().anyMatch(c -> c > 255 || c < 32)) {
                throw new IllegalArgumentException("no keyword: " + keyword);
            }
        }
    }

    public Metadata {
        Objects.requireNonNull(exif);
        Objects.requireNonNull(xmp);
        texts = List.copyOf(texts);
        if (!(dotsPerInch >= 0 && dotsPerInch < 1e6)) {
            dotsPerInch = 0;
        }
    }

    public Metadata withExif(Optional<Blob> value) {
        return new Metadata(value, xmp, texts, dotsPerInch);
    }

    public Metadata withXmp(Optional<String> value) {
        return new Metadata(exif, value, texts, dotsPerInch);
    }
}
