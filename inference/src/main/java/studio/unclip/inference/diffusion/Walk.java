package studio.unclip.inference.diffusion;

import java.util.Arrays;

/**
 * The order in which a loop visits a sampler's levels: mostly straight down the noise, sometimes up again. Neighbours
 * differ by one; from level i to i + 1 is the sampler's step i, from i + 1 to i its {@link Sampler#rise}. Immutable.
 */
public final class Walk {
    private final int[] levels;

    private Walk(int[] levels) {
        this.levels = levels;
    }

    /**
     * From one level to the end, without return.
     *
     * @param from 0 to steps - 1
     * @param steps the sampler's
     */
    public static Walk down(int from, int steps) {
        return repaint(from, steps, 1, 1);
    }

    /**
     * RePaint's (Lugmayr et al. 2022, section 4.3): every {@code jump} levels, counted from the clean end, the walk goes
     * up again by as many, until that stretch was walked {@code times} times; never as far up as where it began.
     *
     * @param from 0 to steps - 1
     * @param steps the sampler's
     * @param jump levels of one return, at least 1
     * @param times how often a stretch is walked, at least 1
     */
    public static Walk repaint(int from, int steps, int jump, int times) {
        if (from < 0 || from >= steps || jump < 1 || times < 1) {
            throw new IllegalArgumentException(
                    "a walk from level " + from + " of " + steps + ", " + times + " times every " + jump);
        }
        int[] returns = new int[steps + 1];
        long moves = steps - (long) from;
        for (int level = steps; level - jump > from; level -= jump) {
            returns[level] = times - 1;
            moves += 2L * jump * (times - 1);
        }
        if (moves >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a walk of " + moves + " moves");
        }
        int[] levels = new int[(int) moves + 1];
        int level = from;
        levels[0] = level;
        for (int move = 1; move < levels.length; ) {
            levels[move++] = ++level;
            if (returns[level] > 0) {
                returns[level]--;
                for (int up = 0; up < jump; up++) {
                    levels[move++] = --level;
                }
            }
        }
        return new Walk(levels);
    }

    /** The levels visited, the first and the last included. */
    public int[] levels() {
        return levels.clone();
    }

    /** Number of moves. */
    int moves() {
        return levels.length - 1;
    }

    /** Whether this move (from 0) is a step; else it goes up. */
    boolean falls(int move) {
        return levels[move + 1] > levels[move];
    }

    /** The sampler's index of this move's step or rise. */
    int step(int move) {
        return Math.min(levels[move], levels[move + 1]);
    }

    int first() {
        return levels[0];
    }

    int last() {
        return levels[levels.length - 1];
    }

    /** How many of the moves are steps. */
    public int steps() {
        int count = 0;
        for (int move = 0; move < moves(); move++) {
            count += falls(move) ? 1 : 0;
        }
        return count;
    }

    @Override
    public String toString() {
        return "Walk" + Arrays.toString(levels);
    }
}
