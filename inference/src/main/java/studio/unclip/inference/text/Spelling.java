package studio.unclip.inference.text;

import java.util.Arrays;

/**
 * How many slips of the keyboard lie between two words: letters left out, put in, changed, or swapped with their
 * neighbour (optimal string alignment). Counts up to a limit only, in a band as wide as the limit.
 */
final class Spelling {
    /** Words this short may be anything. */
    private static final int SHORTEST = 3;

    /** From this length on two slips are still the same word. */
    private static final int LONG = 7;

    private final String word;
    private final int most;

    /** @param word what was typed */
    Spelling(String word) {
        this.word = word;
        this.most = word.length() < SHORTEST ? 0 : word.length() < LONG ? 1 : 2;
    }

    /** Slips a word of this length may have. */
    int most() {
        return most;
    }

    /** Slips between the two, or -1 if there are more than {@link #most()}. */
    int slips(String known) {
        int n = word.length();
        int m = known.length();
        if (most == 0 || Math.abs(n - m) > most) {
            return -1;
        }
        int[] beforeLast = new int[m + 1];
        int[] last = new int[m + 1];
        int[] row = new int[m + 1];
        for (int j = 0; j <= m; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= n; i++) {
            Arrays.fill(row, most + 1);
            if (i <= most) {
                row[0] = i;
            }
            for (int j = Math.max(1, i - most); j <= Math.min(m, i + most); j++) {
                boolean same = word.charAt(i - 1) == known.charAt(j - 1);
                int cost = Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
                boolean swapped = i > 1
                        && j > 1
                        && word.charAt(i - 1) == known.charAt(j - 2)
                        && word.charAt(i - 2) == known.charAt(j - 1);
                row[j] = swapped ? Math.min(cost, beforeLast[j - 2] + 1) : cost;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[m] <= most ? last[m] : -1;
    }
}
