package studio.unclip.app.document;

import java.util.Objects;
import java.util.Optional;

/**
 * One line for a person about something that happened.
 *
 * @param text what happened, and what to do if there is something to do
 * @param problem whether it stays until it is dismissed
 * @param offer something that could be done about it with one click
 */
public record Notice(String text, boolean problem, Optional<Offer> offer) {

    /**
     * @param title in a few words, of a button
     * @param run does it, on the window's thread
     */
    public record Offer(String title, Runnable run) {
        public Offer {
            Objects.requireNonNull(title);
            Objects.requireNonNull(run);
        }
    }

    public Notice {
        Objects.requireNonNull(text);
        Objects.requireNonNull(offer);
    }

    /** Without an offer. */
    public Notice(String text, boolean problem) {
        this(text, problem, Optional.empty());
    }
}
