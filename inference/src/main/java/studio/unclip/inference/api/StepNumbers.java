package studio.unclip.inference.api;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Which numbers of steps a stage takes with one of its samplers. Not every number begins in pure noise; where another is
 * asked for, the engine takes {@link #nearest}. Plain data.
 *
 * @param ranges rising, at least one, with gaps between
 */
public record StepNumbers(List<Range> ranges) {

    /** Every number from 1 to {@link StageSettings#MAX_STEPS}. */
    public static final StepNumbers ALL = of(n -> true);

    /** Numbers from first to last, both included. */
    public record Range(int first, int last) {}

    public StepNumbers {
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("there must be some number of steps");
        }
        ranges = List.copyOf(ranges);
    }

    /** Those of 1 to {@link StageSettings#MAX_STEPS} that are taken. */
    public static StepNumbers of(IntPredicate taken) {
        List<Range> ranges = new ArrayList<>();
        for (int n = 1; n <= StageSettings.MAX_STEPS; n++) {
            if (taken.test(n)) {
                int first = n;
                while (n < StageSettings.MAX_STEPS && taken.test(n + 1)) {
                    n++;
                }
                ranges.add(new Range(first, n));
            }
        }
        return new StepNumbers(ranges);
    }

    /** Whether the stage takes exactly this number. */
    public boolean contains(int steps) {
        return nearest(steps) == steps;
    }

    /** The number that is taken where this one is asked for; of two equally near the larger. */
    public int nearest(int steps) {
        OptionalInt below = atMost(steps);
        OptionalInt above = atLeast(steps);
        if (below.isEmpty() || above.isEmpty()) {
            return below.isPresent() ? below.getAsInt() : above.getAsInt();
        }
        return steps - below.getAsInt() < above.getAsInt() - steps ? below.getAsInt() : above.getAsInt();
    }

    /** The smallest number taken that is no smaller than this one. */
    public OptionalInt atLeast(int steps) {
        for (Range range : ranges) {
            if (range.last() >= steps) {
                return OptionalInt.of(Math.max(range.first(), steps));
            }
        }
        return OptionalInt.empty();
    }

    /** The largest number taken that is no larger than this one. */
    public OptionalInt atMost(int steps) {
        for (Range range : ranges.reversed()) {
            if (range.first() <= steps) {
                return OptionalInt.of(Math.min(range.last(), steps));
            }
        }
        return OptionalInt.empty();
    }
}
