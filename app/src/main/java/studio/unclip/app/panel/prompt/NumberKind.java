package studio.unclip.app.panel.prompt;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which numbers a field takes, and how they are written. Immutable.
 *
 * @param <T> the numbers
 */
interface NumberKind<T> {

    /** The number a text stands for; empty if it is none of these. */
    Optional<T> read(String text);

    /** As {@link #read} takes it back. */
    String write(T value);

    /** The next larger number (by 1) or smaller one (by -1) that is worth choosing; the same at the ends. */
    T beside(T value, int by);

    /** What the field takes, as the end of a sentence: "a whole number from 1 to 1000". */
    String words();

    /** Whole numbers, from a least to a most one. */
    static NumberKind<Integer> whole(int least, int most) {
        return new NumberKind<>() {
            private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

            @Override
            public Optional<Integer> read(String text) {
                return Optional.of(text.strip())
                        .filter(digits -> DIGITS.matcher(digits).matches())
                        .map(Integer::valueOf)
                        .filter(value -> value >= least && value <= most);
            }

            @Override
            public String write(Integer value) {
                return Integer.toString(value);
            }

            @Override
            public Integer beside(Integer value, int by) {
                return Math.clamp(value + by, least, most);
            }

            @Override
            public String words() {
                return String.format(Locale.ROOT, "a whole number from %d to %d", least, most);
            }
        };
    }

    /** Numbers with two digits behind the point, or behind the comma, where that is written. */
    static NumberKind<Double> hundredths(double least, double most, double step) {
        return new NumberKind<>() {
            private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}");

            @Override
            public Optional<Double> read(String text) {
                return Optional.of(text.strip().replace(',', '.'))
                        .filter(number -> NUMBER.matcher(number).matches())
                        .map(Double::valueOf)
                        .filter(value -> value >= least && value <= most);
            }

            @Override
            public String write(Double value) {
                return String.format(Locale.ROOT, "%.2f", value);
            }

            @Override
            public Double beside(Double value, int by) {
                return Math.clamp(value + by * step, least, most);
            }

            @Override
            public String words() {
                return String.format(Locale.ROOT, "a number from %.0f to %.0f", least, most);
            }
        };
    }
}
