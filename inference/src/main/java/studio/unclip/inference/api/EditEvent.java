package studio.unclip.inference.api;

/** What a {@link PreparedEdit} tells, on the thread of the generator's events. Plain data. */
public sealed interface EditEvent {

    /**
     * Everything is found; previews come quickly from now on. Told once, unless {@link Failed} is.
     *
     * @param request as asked for, with what the picture shows where that was left to the captioner
     */
    record Prepared(ImageRequest.TextDiff request) implements EditEvent {}

    /**
     * The picture at a place of the slider.
     *
     * @param theta as it was asked for
     * @param picture of the decoder's size on its longer side, without transparency: near to the finished picture shrunk
     */
    record Preview(double theta, Picture picture) implements EditEvent {}

    /** The machine gives less than before; what was asked for is made all the same. */
    record Setback(JobEvent.Setback what) implements EditEvent {}

    /**
     * Something went wrong. A preview that failed leaves the edit as it is; after a failure before {@link Prepared} no
     * preview will come.
     */
    record Failed(JobFailure failure) implements EditEvent {}
}
