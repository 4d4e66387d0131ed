package studio.unclip.app.shell;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of picture files: what an ending means, and a name for a prompt. */
final class PictureName {
    private static final String PNG = ".png";
    private static final Set<String> JPEG = Set.of(".jpg", ".jpeg", ".jpe", ".jfif");
    private static final Set<String> OTHERS = Set.of(
            ".webp", ".gif", ".tif", ".tiff", ".bmp", ".psd", ".ora", ".xcf", ".kra", ".avif", ".heic", ".jxl", ".svg",
            ".pdf");
    private static final int LONGEST_NAME = 60;

    private PictureName() {}

    /** What a typed name asks for. */
    sealed interface Meaning {
        /** @param typed whether this is the name as it was typed, so that the person was asked about replacing it */
        record File(Path path, boolean typed) implements Meaning {}

        /** A kind of picture that is not written here. */
        record NotWritten(String ending) implements Meaning {}
    }

    /** A name without an ending of a picture is one of a PNG. */
    static Meaning of(Path typed) {
        String name = typed.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        if (ending.equals(PNG) || JPEG.contains(ending)) {
            return new Meaning.File(typed, true);
        }
        return OTHERS.contains(ending)
                ? new Meaning.NotWritten(ending)
                : new Meaning.File(typed.resolveSibling(name + PNG), false);
    }

    static boolean isJpeg(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return JPEG.stream().anyMatch(name::endsWith);
    }

    /** A file's name from a prompt: letters and digits of any script, words joined by hyphens. */
    static String suggestion(String prompt) {
        String name = prompt.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return Optional.of(shortened(name)).filter(made -> !made.isEmpty()).orElse("picture") + PNG;
    }

    /** Never in the middle of a letter that takes two chars. */
    private static String shortened(String name) {
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME;
        return name.substring(0, end);
    }
}
