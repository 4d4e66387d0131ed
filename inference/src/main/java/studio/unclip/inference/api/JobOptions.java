package studio.unclip.inference.api;

import java.time.Duration;

/**
 * How a job reports, as opposed to what it makes: nothing here changes a pixel.
 *
 * @param previewInterval least time between two previews of a candidate; zero or negative means no previews
 */
public record JobOptions(Duration previewInterval) {

    /** Previews at most eight times a second: smooth to the eye, under 2 % of the run. */
    public static JobOptions live() {
        return new JobOptions(Duration.ofMillis(125));
    }

    /** No previews. */
    public static JobOptions quiet() {
        return new JobOptions(Duration.ZERO);
    }
}
