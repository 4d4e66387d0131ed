package studio.unclip.app.generate;

import java.util.HashSet;
import java.util.Set;
import studio.unclip.app.workspace.Revision;

/**
 * The states of a document that results which belong together became, as those of one request do, or those of one slider:
 * while one of them is seen the next takes its place. Window thread.
 */
public final class Trying {
    private final Set<Revision> states = new HashSet<>();

    void became(Revision state) {
        states.add(state);
    }

    /** Whether this state is one of them. */
    public boolean has(Revision state) {
        return states.contains(state);
    }
}
