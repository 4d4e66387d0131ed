package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Locale;
import studio.unclip.inference.pack.PackManifest;

/** Numbers and texts from a manifest's optional sections (docs/pack-format.md), each with what holds where it is not given. */
final class PackSections {
    static final String AUTOREGRESSIVE_PRIOR = "autoregressive-prior";
    static final String CAPTIONER = "captioner";
    static final String LOOKS = "looks";

    private static final int CAPTION_LENGTH = 40;

    private PackSections() {}

    /** Tokens of a caption at most. */
    static int captionLength(PackManifest manifest) {
        return whole(manifest, CAPTIONER, "length", CAPTION_LENGTH, 2, 4096);
    }

    /**
     * A whole number of a section.
     *
     * @throws IllegalArgumentException if it is there but no whole number within the limits
     */
    static int whole(PackManifest manifest, String section, String key, int otherwise, int least, int most) {
        double value = number(manifest, section, key, otherwise, least, most);
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "sections.%s.%s must be a whole number, is %s", section, key, value));
        }
        return (int) value;
    }

    /**
     * A number of a section.
     *
     * @throws IllegalArgumentException if it is there but no number within the limits
     */
    static double number(
            PackManifest manifest, String section, String key, double otherwise, double least, double most) {
        var found = manifest.sections().get(section);
        Object value = found == null ? null : found.content().get(key);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof Number number && number.doubleValue() >= least && number.doubleValue() <= most) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(String.format(
                Locale.ROOT, "sections.%s.%s must be a number from %s to %s, is %s", section, key, least, most, value));
    }

    /**
     * Texts of a section; none where it is not there.
     *
     * @param most how many at most
     * @throws IllegalArgumentException if it is there but no list of so many texts
     */
    static List<String> texts(PackManifest manifest, String section, String key, int most) {
        var found = manifest.sections().get(section);
        Object value = found == null ? null : found.content().get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list
                && list.size() <= most
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw new IllegalArgumentException(
                String.format(Locale.ROOT, "sections.%s.%s must be a list of at most %d texts", section, key, most));
    }
}
