package studio.unclip.app.panel.tray;

import java.util.OptionalDouble;
import java.util.Set;
import studio.unclip.app.results.StoredPicture;
import studio.unclip.inference.api.Candidate;

/** How far one candidate is. One that is not finished when its job ends leaves the tray. */
public sealed interface CandidateState {

    /** Its turn has not come. */
    record Waiting() implements CandidateState {}

    /** @param fraction of this candidate, 0 to 1 */
    record Making(double fraction) implements CandidateState {}

    /** Finished, and held in memory. */
    record Ready(Candidate candidate) implements CandidateState {}

    /**
     * Finished, and only in its file.
     *
     * @param score as {@link Candidate#score}; empty also where it is not known any more
     * @param warnings as {@link Candidate#warnings}
     */
    record Stored(StoredPicture picture, OptionalDouble score, Set<Candidate.Warning> warnings)
            implements CandidateState {}
}
