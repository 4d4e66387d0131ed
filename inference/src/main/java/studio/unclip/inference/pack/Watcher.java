package studio.unclip.inference.pack;

/**
 * Sees how far a long piece of work on a pack has come, and may end it. Progress is told on the working thread; whether it
 * shall end may be asked on another one.
 */
public interface Watcher {

    /**
     * Some more is done.
     *
     * @param file the file at hand
     * @param done bytes of the whole work done
     * @param total bytes of the whole work
     */
    void progress(String file, long done, long total);

    /** Whether the work shall end now; it then throws {@link java.util.concurrent.CancellationException}. */
    default boolean cancelled() {
        return false;
    }

    /** One that sees nothing and never ends anything. */
    static Watcher silent() {
        return (file, done, total) -> {};
    }
}
