package studio.unclip.app.panel.tray;

import studio.unclip.inference.api.Candidate;

/** How far one candidate is. */
public sealed interface CandidateState {

    /** Its turn has not come. */
    record Waiting() implements CandidateState {}

    /** @param fraction of this candidate, 0 to 1 */
    record Making(double fraction) implements CandidateState {}

    /** Finished. */
    record Ready(Candidate candidate) implements CandidateState {}

    /** The job ended before it was finished. */
    record Stopped() implements CandidateState {}
}
