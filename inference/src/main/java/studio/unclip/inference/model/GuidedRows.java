package studio.unclip.inference.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import studio.unclip.inference.onnx.BoundRun;
import studio.unclip.inference.onnx.HostTensor;

/**
 * The rows of one guided call, and how far guidance goes from the first to what the others say: u + g (c - u) (Ho and
 * Salimans, 2022). Without guidance there is no free row.
 *
 * @param rows the free one, then the given ones; more than one where regions are told different things
 * @param guidance g; 1 without a free row
 */
public record GuidedRows(List<Row> rows, double guidance) {

    public GuidedRows {
        rows = List.copyOf(rows);
        if (rows.size() < (guidance == 1 ? 1 : 2)) {
            throw new IllegalArgumentException(rows.size() + " rows with guidance " + guidance);
        }
    }

    /**
     * @param free what guidance leads away from: the nulls, or a negative prompt
     * @param given what it leads to
     * @param guidance g; at 1 only {@code given} is run
     */
    public static GuidedRows of(Row free, Row given, double guidance) {
        return of(free, List.of(given), guidance);
    }

    /**
     * @param free what guidance leads away from
     * @param given what it leads to, a row a region
     * @param guidance g; at 1 only {@code given} are run
     */
    public static GuidedRows of(Row free, List<Row> given, double guidance) {
        List<Row> rows = new ArrayList<>(given);
        if (guidance != 1) {
            rows.addFirst(free);
        }
        return new GuidedRows(rows, guidance);
    }

    /** Rows of a call. */
    public int count() {
        return rows.size();
    }

    /** Positions that hold the longest of the captions, at least 1: the size of an axis {@code length}. */
    int textLength() {
        return Math.max(
                1, rows.stream().mapToInt(row -> row.text().tokens()).max().orElse(1));
    }

    /** Fills z_i, where the network reads it. */
    void fillImage(BoundRun run) {
        if (!run.hasInput(Roles.IMAGE_EMBEDDING)) {
            return;
        }
        for (int row = 0; row < count(); row++) {
            Rows.put(
                    run.input(Roles.IMAGE_EMBEDDING),
                    count(),
                    row,
                    rows.get(row).image());
        }
    }

    /**
     * Fills the text inputs the network has. What is longer than a caption is padded with states of 0 that the mask hides;
     * what is shorter loses padding only.
     *
     * @throws IllegalArgumentException if a caption has more tokens than the network takes
     */
    void fillText(BoundRun run) {
        for (int row = 0; row < count(); row++) {
            TextFeatures text = rows.get(row).text();
            if (run.hasInput(Roles.TEXT_EMBEDDING)) {
                Rows.put(run.input(Roles.TEXT_EMBEDDING), count(), row, text.embedding());
            }
            if (run.hasInput(Roles.TEXT_STATES)) {
                HostTensor states = run.input(Roles.TEXT_STATES);
                int width = (int) states.shape()[2];
                requireFit(text, states);
                if (text.states().length != text.mask().length * width) {
                    throw new IllegalArgumentException(text.states().length + " states of " + text.mask().length
                            + " positions do not fit a tensor " + states);
                }
                Rows.put(states, count(), row, Arrays.copyOf(text.states(), (int) states.shape()[1] * width));
            }
            if (run.hasInput(Roles.TEXT_MASK)) {
                HostTensor mask = run.input(Roles.TEXT_MASK);
                requireFit(text, mask);
                Rows.put(mask, count(), row, Arrays.copyOf(text.mask(), (int) mask.shape()[1]));
            }
        }
    }

    private static void requireFit(TextFeatures text, HostTensor tensor) {
        if (text.tokens() > tensor.shape()[1]) {
            throw new IllegalArgumentException(text.tokens() + " tokens do not fit a tensor " + tensor);
        }
    }
}
