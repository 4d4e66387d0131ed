package studio.unclip.app.shell;

/** Asks what becomes of work that is in no file when the window is about to close. */
@FunctionalInterface
public interface Unsaved {

    /** What a person chose. */
    enum Choice {
        /** Save the picture on the canvas; then the window closes. Only where there is one. */
        SAVE,
        /** Close without it. */
        DISCARD,
        /** Stay. */
        STAY
    }

    /** @param stake what would be lost; something is */
    Choice ask(AtStake stake);
}
