package studio.unclip.inference.pipeline;

import java.time.Duration;
import java.util.List;

/** Where a job stands: counts its steps, weighs them by what they cost, tells fraction and time left. One thread. */
final class ProgressMeter {

    /** One stage of one candidate, with its steps. */
    record Part(String stage, int steps) {}

    private final List<Part> partsOfOneCandidate;
    private final int candidates;
    private final StepCosts costs;

    ProgressMeter(List<Part> partsOfOneCandidate, int candidates, StepCosts costs) {
        this.partsOfOneCandidate = List.copyOf(partsOfOneCandidate);
        this.candidates = candidates;
        this.costs = costs;
    }

    /** @param fraction 0 to 1 */
    record Position(double fraction, Duration timeLeft) {}

    /**
     * @param candidate candidates finished before this one
     * @param stage the stage that runs; earlier stages of this candidate are done
     * @param step steps of it that are done
     */
    Position at(int candidate, String stage, int step) {
        double one = 0;
        double doneOfThis = 0;
        boolean reached = false;
        for (Part part : partsOfOneCandidate) {
            double cost = costs.expected(part.stage());
            one += cost * part.steps();
            if (part.stage().equals(stage)) {
                doneOfThis += cost * step;
                reached = true;
            } else if (!reached) {
                doneOfThis += cost * part.steps();
            }
        }
        double total = one * candidates;
        double done = one * candidate + doneOfThis;
        double fraction = total <= 0 ? 1 : Math.min(1, done / total);
        return new Position(fraction, Duration.ofNanos((long) Math.max(0, total - done)));
    }
}
