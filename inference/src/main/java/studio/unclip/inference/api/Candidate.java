package studio.unclip.inference.api;

import java.util.OptionalDouble;
import java.util.Set;

/**
 * One finished picture.
 *
 * @param index its number in the request, from 0
 * @param result the picture, or new parts of the one that was asked about
 * @param recipe everything that made it; generating by it gives this picture again
 * @param score CLIP similarity (cosine, -1 to 1) of picture and prompt; empty where the pack has no image encoder, or
 *     there is no prompt
 * @param warnings what a person should know about it; mostly none
 */
public record Candidate(int index, Result result, Recipe recipe, OptionalDouble score, Set<Warning> warnings) {

    public Candidate {
        warnings = Set.copyOf(warnings);
    }

    /** The same under another number. */
    public Candidate at(int other) {
        return new Candidate(other, result, recipe, score, warnings);
    }

    /** What to show of it where there is room for one picture. */
    public Picture picture() {
        return result.shown();
    }

    /** What is odd about a finished picture. */
    public enum Warning {
        /** Every pixel has the same value: the model has drawn nothing. */
        ONE_COLOUR("The picture is all one colour: the model drew nothing. Try another seed or less guidance.");

        private final String message;

        Warning(String message) {
            this.message = message;
        }

        /** One line for a person: what it is and what to do. */
        public String message() {
            return message;
        }
    }
}
