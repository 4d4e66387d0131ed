package studio.unclip.app.queue;

import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PackInfo;

/**
 * Hears what becomes of one thing that was asked for. Its last word is a {@link JobEvent.Ended}, {@link #refused} or {@link
 * #removed}. Called on the window's thread.
 */
public interface AskListener {

    /**
     * Its turn has come, and the engine has taken it.
     *
     * @param pack the engine's
     */
    void started(PackInfo pack);

    /** What its job tells; after {@link #started}. */
    void hear(JobEvent event);

    /**
     * The engine did not take it when its turn came.
     *
     * @param why what happened and what to do, one line
     */
    void refused(String why);

    /** It was taken out of the queue before its turn. */
    void removed();
}
