package studio.unclip.app.document;

/** Asks what becomes of work that is in no file. Window thread. */
@FunctionalInterface
public interface Unsaved {

    /** What comes if it is let go. */
    enum Before {
        /** The window closes. */
        CLOSING,
        /** Another document takes the place of this one. */
        ANOTHER_DOCUMENT
    }

    /** What a person chose. */
    enum Choice {
        /** Save the document; then go on. Only where there is one. */
        SAVE,
        /** Go on without it. */
        DISCARD,
        /** Stay. */
        STAY
    }

    /** @param stake what would be lost; something is */
    Choice ask(AtStake stake, Before before);
}
