package studio.unclip.app.cli;

import java.util.List;
import java.util.Map;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Result;

/**
 * What becomes of a candidate: the picture that is written, and what is said of it.
 *
 * @param picture what goes into the file
 * @param notes what its recipe has to say beside the candidate's own
 * @param counts numbers for {@code --json}, by key
 * @param notices what a person should know of it, a sentence each; in {@code --json} too
 * @param lines for a person, on the standard output below the picture's own
 */
record Outcome(
        Picture picture,
        Map<String, String> notes,
        Map<String, Number> counts,
        List<String> notices,
        List<String> lines) {

    /** A picture of its own. */
    static Outcome whole(Candidate candidate) {
        return switch (candidate.result()) {
            case Result.Whole whole -> new Outcome(whole.picture(), Map.of(), Map.of(), List.of(), List.of());
            case Result.Patches _ -> throw new IllegalArgumentException("patches of a picture are no picture");
        };
    }
}
