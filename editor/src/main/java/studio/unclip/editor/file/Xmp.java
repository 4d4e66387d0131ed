package studio.unclip.editor.file;

import java.util.Optional;
import java.util.regex.Pattern;

/** XMP packets (XMP specification, part 1): text, but one that may hold pictures of the picture. */
public final class Xmp {
    /** {@code xmp:Thumbnails}, under whatever prefix. */
    private static final Pattern THUMBNAILS =
            Pattern.compile("<([\\w.-]{1,40}):Thumbnails\\b(?:[^>]*/>|.*?</\\1:Thumbnails\\s*>)", Pattern.DOTALL);

    /** Letters of base 64 in a row as no text has them: a picture, a depth map, a sound. */
    private static final Pattern PICTURE = Pattern.compile("[A-Za-z0-9+/=]{2000}+|GImg:image\\b");

    /**
     * What may be kept of a packet.
     *
     * @param packet empty if the rest cannot be kept either
     * @param previewsDropped whether it held pictures
     */
    public record Kept(Optional<String> packet, boolean previewsDropped) {}

    private Xmp() {}

    /** The packet without pictures inside it: they would still show what is cropped or erased later. */
    public static Kept safe(String packet) {
        String without = THUMBNAILS.matcher(packet).replaceAll("");
        boolean more = PICTURE.matcher(without).find();
        return new Kept(more ? Optional.empty() : Optional.of(without), more || without.length() != packet.length());
    }
}
