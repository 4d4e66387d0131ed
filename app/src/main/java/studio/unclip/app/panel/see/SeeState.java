package studio.unclip.app.panel.see;

/** Where a look at the picture stands. */
public sealed interface SeeState {

    /** Nothing was asked of this picture. */
    record Unasked() implements SeeState {}

    /** The model looks at it, or waits for its turn. */
    record Looking() implements SeeState {}

    /** This was seen. */
    record Seen(Sight sight) implements SeeState {}

    /**
     * It was not looked at.
     *
     * @param message what happened and what to do, one line
     */
    record Failed(String message) implements SeeState {}
}
