package studio.unclip.inference.api;

/**
 * A slider under the hand: a text diff for which all is found that does not change with its theta, so that small pictures
 * of any theta come quickly. Made by {@link ImageGenerator#prepare}. Thread-safe; nothing here blocks.
 *
 * <p><b>Latest wins.</b> While a preview is made, one more may wait: the theta asked for last. The others are left out
 * and never told, so nothing piles up behind a slider that moves fast.
 *
 * <p><b>Jobs go first.</b> Previews are made between jobs, each as a short turn of its own: a job that waits is never
 * kept longer than one preview takes, and while a job runs the previews wait for its end. They use the models that are
 * loaded; after {@link ImageGenerator#rest} the next one loads what it needs again.
 */
public interface PreparedEdit extends AutoCloseable {

    /**
     * Asks for the picture at a place of the slider; told as {@link EditEvent.Preview} once it is made. May be asked
     * before {@link EditEvent.Prepared}: it is made as soon as it can be.
     *
     * @param theta 0 to 1
     * @throws InvalidRequestException if theta is out of range
     * @throws GeneratorClosedException after {@link #close} or the generator's
     */
    void preview(double theta);

    /** Stops what is under way. Nothing more is told, except what is being told right now. Called again it does nothing. */
    @Override
    void close();
}
