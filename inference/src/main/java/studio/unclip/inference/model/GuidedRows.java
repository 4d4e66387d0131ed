package studio.unclip.inference.model;

import java.util.List;
import studio.unclip.inference.onnx.BoundRun;

/**
 * The rows of one guided call, and how far guidance goes from the first to the second: u + g (c - u) (Ho and Salimans,
 * 2022). Without guidance there is one row.
 *
 * @param rows the free one and the given one, or the given one alone
 * @param guidance g; 1 with one row
 */
public record GuidedRows(List<Row> rows, double guidance) {

    public GuidedRows {
        rows = List.copyOf(rows);
        if (rows.size() != (guidance == 1 ? 1 : 2)) {
            throw new IllegalArgumentException(rows.size() + " rows with guidance " + guidance);
        }
    }

    /**
     * @param free what guidance leads away from: the nulls, or a negative prompt
     * @param given what it leads to
     * @param guidance g; at 1 only {@code given} is run
     */
    public static GuidedRows of(Row free, Row given, double guidance) {
        return new GuidedRows(guidance == 1 ? List.of(given) : List.of(free, given), guidance);
    }

    /** Rows of a call, 1 or 2. */
    public int count() {
        return rows.size();
    }

    void fillImage(BoundRun run) {
        for (int row = 0; row < count(); row++) {
            Rows.put(
                    run.input(Roles.IMAGE_EMBEDDING),
                    count(),
                    row,
                    rows.get(row).image());
        }
    }

    /** Fills the text inputs the network has. */
    void fillText(BoundRun run) {
        for (int row = 0; row < count(); row++) {
            TextFeatures text = rows.get(row).text();
            Rows.put(run.input(Roles.TEXT_EMBEDDING), count(), row, text.embedding());
            if (run.hasInput(Roles.TEXT_STATES)) {
                Rows.put(run.input(Roles.TEXT_STATES), count(), row, text.states());
            }
            if (run.hasInput(Roles.TEXT_MASK)) {
                Rows.put(run.input(Roles.TEXT_MASK), count(), row, text.mask());
            }
        }
    }
}
