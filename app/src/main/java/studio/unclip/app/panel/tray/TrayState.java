package studio.unclip.app.panel.tray;

import java.time.Duration;
import java.util.Optional;

/** What the tray tells above its candidates. */
public sealed interface TrayState {

    /** Nothing was asked for yet. */
    record Empty() implements TrayState {}

    /** The job waits for the model: networks are being loaded, the prompt is being read. */
    record Starting() implements TrayState {}

    /**
     * @param candidate which one is being made, from 1
     * @param of how many
     * @param stage the stage's name
     * @param step done in it
     * @param steps of it
     * @param fraction of the whole job, 0 to 1
     * @param timeLeft of the whole job; empty while there is nothing to judge it by
     */
    record Running(
            int candidate, int of, String stage, int step, int steps, double fraction, Optional<Duration> timeLeft)
            implements TrayState {}

    /**
     * All are made.
     *
     * @param ranked whether the best match is first
     * @param took from asking to the last picture
     */
    record Finished(int made, boolean ranked, Duration took) implements TrayState {}

    /** @param kept candidates that were finished before */
    record Cancelled(int kept) implements TrayState {}

    /**
     * @param message what happened and what to do, one line
     * @param kept candidates that were finished before
     */
    record Failed(String message, int kept) implements TrayState {}
}
