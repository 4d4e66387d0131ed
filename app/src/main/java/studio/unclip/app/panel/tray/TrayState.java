package studio.unclip.app.panel.tray;

import java.time.Duration;
import java.util.Optional;
import studio.unclip.app.generate.Mode;
import studio.unclip.editor.patch.ChangeCount;

/** What the tray tells above its candidates. */
public sealed interface TrayState {

    /** Nothing was asked for yet. */
    record Empty() implements TrayState {}

    /** Nothing was asked for yet, but pictures of earlier runs of the program are there. */
    record Earlier() implements TrayState {}

    /** The job waits for the model: networks are being loaded, the prompt is being read. */
    record Starting() implements TrayState {}

    /**
     * @param candidate which one is being made, from 1
     * @param of how many
     * @param where the part of the work that is being done
     * @param fraction of the whole job, 0 to 1
     * @param timeLeft of the whole job; empty while there is nothing to judge it by
     */
    record Running(int candidate, int of, Where where, double fraction, Optional<Duration> timeLeft)
            implements TrayState {}

    /**
     * A place in a candidate's making.
     *
     * @param stage the stage's name
     * @param sample which sample of the stage, from 1
     * @param samples how many the stage draws to choose from
     * @param step the one that is being done, from 1
     * @param steps of one sample
     */
    record Where(String stage, int sample, int samples, int step, int steps) {

        /**
         * @param done steps of the stage that are done, all samples together
         * @param all steps of the stage, all samples together
         * @param samples how many it draws
         */
        static Where of(String stage, int done, int all, int samples) {
            int drawn = samples > 0 && all % samples == 0 ? samples : 1;
            int each = Math.max(1, all / drawn);
            int doing = Math.clamp(done, 0, Math.max(0, all - 1));
            return new Where(stage, doing / each + 1, drawn, doing % each + 1, each);
        }
    }

    /**
     * All are made.
     *
     * @param ranked whether the best match is first
     * @param took from asking to the last picture
     * @param missed what they were asked in, where none of them matches what was said
     */
    record Finished(int made, boolean ranked, Duration took, Optional<Mode> missed) implements TrayState {}

    /**
     * One of them is being tried.
     *
     * @param mode it was asked in
     * @param which of those that are finished, as they are shown, from 1
     * @param of how many there are
     * @param changed what it changed of the picture it was laid into or made from; empty where nobody asks
     */
    record OnCanvas(Mode mode, int which, int of, Optional<ChangeCount> changed) implements TrayState {}

    /** The one on the canvas stays there. */
    record Kept() implements TrayState {}

    /** @param title of the one that was dismissed */
    record Dismissed(String title) implements TrayState {}

    /**
     * @param kept candidates that were finished before
     * @param earlier whether only candidates of other requests are there, because this one has none
     */
    record Cancelled(int kept, boolean earlier) implements TrayState {}

    /**
     * @param message what happened and what to do, one line
     * @param kept candidates that were finished before
     * @param earlier whether only candidates of other requests are there, because this one has none
     */
    record Failed(String message, int kept, boolean earlier) implements TrayState {}
}
