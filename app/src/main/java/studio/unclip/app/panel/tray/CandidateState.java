package studio.unclip.app.panel.tray;

import studio.unclip.inference.api.Candidate;

/** How far one candidate is. One that is not finished when its job ends leaves the tray. */
public sealed interface CandidateState {

    /** Its turn has not come. */
    record Waiting() implements CandidateState {}

    /** @param fraction of this candidate, 0 to 1 */
    record Making(double fraction) implements CandidateState {}

    /** Finished. */
    record Ready(Candidate candidate) implements CandidateState {}
}
