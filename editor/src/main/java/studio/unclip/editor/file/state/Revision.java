package studio.unclip.editor.file.state;

import java.util.Objects;
import java.util.UUID;

/**
 * Names one state of a document, so that a file and a journal can be told to hold the same or an older one.
 *
 * @param session of editing, from opening to closing; a new one each time
 * @param number counts the states of the session upwards
 */
public record Revision(UUID session, long number) {
    public Revision {
        Objects.requireNonNull(session);
    }

    /** Whether this state is known to come after the other: only states of one session can be compared. */
    public boolean isAfter(Revision other) {
        return session.equals(other.session) && number > other.number;
    }
}
