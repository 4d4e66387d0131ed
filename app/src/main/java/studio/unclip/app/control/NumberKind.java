package studio.unclip.app.control;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.PictureSize;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.api.StepNumbers;

/**
 * Which numbers a field takes, and how they are written. Immutable.
 *
 * @param <T> the numbers
 */
public interface NumberKind<T> {

    /** The number a text stands for; empty if it is none of these. */
    Optional<T> read(String text);

    /** As {@link #read} takes it back. */
    String write(T value);

    /** The next larger number (by 1) or smaller one (by -1) that is worth choosing; the same at the ends. */
    T beside(T value, int by);

    /** What the field takes, as the end of a sentence: "a whole number from 1 to 1000". */
    String words();

    /** What counts where this number is asked for: mostly itself, else the nearest that works. */
    default T taken(T asked) {
        return asked;
    }

    /** Numbers of steps; of those that are typed, the ones a stage takes. */
    static NumberKind<Integer> steps(StepNumbers numbers) {
        return new NumberKind<>() {
            private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

            @Override
            public Optional<Integer> read(String text) {
                return Optional.of(text.strip())
                        .filter(digits -> DIGITS.matcher(digits).matches())
                        .map(Integer::valueOf)
                        .filter(value -> value >= 1 && value <= StageSettings.MAX_STEPS);
            }

            @Override
            public Integer taken(Integer asked) {
                return numbers.nearest(asked);
            }

            @Override
            public String write(Integer value) {
                return Integer.toString(value);
            }

            @Override
            public Integer beside(Integer value, int by) {
                OptionalInt next = by > 0 ? numbers.atLeast(value + 1) : numbers.atMost(value - 1);
                return next.orElse(value);
            }

            @Override
            public String words() {
                return "a whole number from 1 to " + StageSettings.MAX_STEPS;
            }
        };
    }

    /** Numbers with two digits behind the point, or behind the comma, where that is written. */
    static NumberKind<Double> hundredths(double least, double most, double step) {
        return new NumberKind<>() {
            private static final Pattern NUMBER = Pattern.compile("-?([0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9})");

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

    /** Lengths of a side in pixels; of those that are typed, the nearest that a pack draws. */
    static NumberKind<Integer> sides(PackInfo.Sizes sizes) {
        NumberKind<Integer> whole = whole(1, PictureSize.MOST, sizes.multiple());
        return new NumberKind<>() {
            @Override
            public Optional<Integer> read(String text) {
                return whole.read(text);
            }

            @Override
            public Integer taken(Integer asked) {
                return sizes.nearest(asked);
            }

            @Override
            public String write(Integer value) {
                return whole.write(value);
            }

            @Override
            public Integer beside(Integer value, int by) {
                return sizes.nearest(whole.beside(value, by));
            }

            @Override
            public String words() {
                return whole.words();
            }
        };
    }

    /**
     * Whole numbers.
     *
     * @param step what Up and Down add
     */
    static NumberKind<Integer> whole(int least, int most, int step) {
        return new NumberKind<>() {
            private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,9}");

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
                return Math.clamp(value + (long) by * step, least, most);
            }

            @Override
            public String words() {
                return "a whole number from " + least + " to " + most;
            }
        };
    }
}
