package studio.unclip.app.shell;

/** Asks what becomes of a picture that is in no file when the window is about to close. */
@FunctionalInterface
public interface Unsaved {

    /** What a person chose. */
    enum Choice {
        /** Save it and stay open. */
        SAVE,
        /** Close without it. */
        DISCARD,
        /** Stay. */
        STAY
    }

    Choice ask();
}
