package studio.unclip.app.document;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Names of picture files: what an ending means, and a name for a prompt. */
final class FileName {
    static final String ORA = ".ora";
    static final String PNG = ".png";
    private static final Set<String> JPEG = Set.of(".jpg", ".jpeg", ".jpe", ".jfif");
    private static final Set<String> OTHERS = Set.of(
            ".webp", ".gif", ".tif", ".tiff", ".bmp", ".psd", ".xcf", ".kra", ".avif", ".heic", ".jxl", ".svg", ".pdf");
    private static final int LONGEST_NAME = 60;

    private FileName() {}

    /** Kinds of file that are written. */
    enum Kind {
        ORA,
        PNG,
        JPEG
    }

    /** What a typed name asks for. */
    sealed interface Meaning {
        /** @param typed whether this is the name as it was typed, so that the person was asked about replacing it */
        record File(Path path, Kind kind, boolean typed) implements Meaning {}

        /** A kind of picture that is not written here. */
        record NotWritten(String ending) implements Meaning {}
    }

    /** A name without an ending of a picture is one of a PNG. */
    static Meaning of(Path typed) {
        String name = name(typed);
        String ending = ending(name);
        Optional<Kind> kind = kind(ending);
        if (kind.isPresent()) {
            return new Meaning.File(typed, kind.get(), true);
        }
        return OTHERS.contains(ending)
                ? new Meaning.NotWritten(ending)
                : new Meaning.File(typed.resolveSibling(name + PNG), Kind.PNG, false);
    }

    private static Optional<Kind> kind(String ending) {
        if (JPEG.contains(ending)) {
            return Optional.of(Kind.JPEG);
        }
        return switch (ending) {
            case ORA -> Optional.of(Kind.ORA);
            case PNG -> Optional.of(Kind.PNG);
            default -> Optional.empty();
        };
    }

    static boolean isOra(Path file) {
        return ending(name(file)).equals(ORA);
    }

    /** The last part of a path; empty for a root. */
    static String name(Path file) {
        return file.getFileName() == null ? "" : file.getFileName().toString();
    }

    /** With its dot, in small letters; empty if there is none. */
    private static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** The name without an ending of a picture. */
    static String stem(String name) {
        String ending = ending(name);
        boolean picture = kind(ending).isPresent() || OTHERS.contains(ending);
        return picture && name.length() > ending.length() ? name.substring(0, name.length() - ending.length()) : name;
    }

    /** A file's name from a prompt, without an ending: letters and digits of any script, words joined by hyphens. */
    static String suggestion(String prompt) {
        String name = prompt.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        return Optional.of(shortened(name)).filter(made -> !made.isEmpty()).orElse("picture");
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
