package studio.unclip.editor.file;

import java.util.concurrent.CancellationException;

/** Sees how far a long piece of file work has come, and can end it. Called on the working thread. */
public interface Watcher {

    /** @param fraction of the work, 0 to 1; never less than before within one piece of work */
    void progress(double fraction);

    /** Whether the person has given up; looked at many times a second while work goes on. */
    boolean isCancelled();

    /** @throws CancellationException if the person has given up */
    default void check() {
        if (isCancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    /** Reports a step inside a larger piece of work and gives up where the person has. */
    default void step(double fraction) {
        check();
        progress(fraction);
    }

    /** This watcher for a part of its work: 0 to 1 of the part is {@code from} to {@code to} of the whole. */
    default Watcher part(double from, double to) {
        Watcher whole = this;
        return new Watcher() {
            @Override
            public void progress(double fraction) {
                whole.progress(from + (to - from) * fraction);
            }

            @Override
            public boolean isCancelled() {
                return whole.isCancelled();
            }
        };
    }

    /** Nobody looks. */
    static Watcher none() {
        return new Watcher() {
            @Override
            public void progress(double fraction) {
                // Nobody looks.
            }

            @Override
            public boolean isCancelled() {
                return false;
            }
        };
    }
}
