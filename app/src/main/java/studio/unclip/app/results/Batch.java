package studio.unclip.app.results;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the pictures of one request have in common in their files' names: {@code 2026-11-26/142205-an-owl-2.png} is the
 * second picture of an owl that was asked for at five past two. Later ones are greater.
 *
 * @param day the folder
 * @param name the files' names up to the picture's number
 */
record Batch(LocalDate day, String name) implements Comparable<Batch> {
    static final String ENDING = ".png";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final Pattern FILE = Pattern.compile("(\\d{6}-.+)-(\\d{1,4})\\.png");
    private static final Comparator<Batch> ORDER =
            Comparator.comparing(Batch::day).thenComparing(Batch::name);
    private static final int LONGEST_WORDS = 40;

    /** Of a request made at this time. */
    static Batch of(LocalDateTime when, String label) {
        return new Batch(when.toLocalDate(), TIME.format(LocalTime.from(when)) + "-" + words(label));
    }

    /** Of another request of the same second: the second, the third, … of them. */
    Batch again(int which) {
        return new Batch(day, name + "-" + which);
    }

    /** Letters and digits of any script, joined by hyphens; never half a letter. */
    private static String words(String label) {
        String words = label.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]+", "-")
                .replaceAll("^-|-$", "");
        int letters = words.codePointCount(0, words.length());
        String kept = words.substring(0, words.offsetByCodePoints(0, Math.min(letters, LONGEST_WORDS)));
        return kept.isEmpty() ? "picture" : kept;
    }

    /** Its folder below that of all pictures. */
    String folder() {
        return day.toString();
    }

    /** The file's name of a picture, from 1. */
    String file(int number) {
        return name + "-" + number + ENDING;
    }

    /** A picture's number among those of its batch, from 1. */
    record Place(Batch batch, int number) {}

    /** Whose picture a file is; empty for a file of somebody else. */
    static Optional<Place> of(Path file) {
        Matcher matcher = FILE.matcher(file.getFileName().toString());
        Path folder = file.getParent();
        if (folder == null || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(folder.getFileName().toString());
            return Optional.of(new Place(new Batch(day, matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(Batch other) {
        return ORDER.compare(this, other);
    }
}
