package studio.unclip.inference.api;

import java.util.Map;
import java.util.Objects;

/**
 * How a request samples: shared by all operations.
 *
 * @param seed of the first candidate, 0 to 2^32 - 1; candidate i uses (seed + i) mod 2^32
 * @param candidates how many pictures to make, 1 to {@link ImageRequest#MAX_CANDIDATES}
 * @param stages settings by stage name (see {@link PackInfo#stages()}); a stage that is absent runs on the pack's defaults
 * @param noiseOrder which numbers the seed stands for
 */
public record Sampling(long seed, int candidates, Map<String, StageSettings> stages, NoiseOrder noiseOrder) {

    public Sampling {
        Objects.requireNonNull(noiseOrder);
        Seeds.check(seed);
        if (candidates < 1 || candidates > ImageRequest.MAX_CANDIDATES) {
            throw new InvalidRequestException(
                    "candidates",
                    "Candidates must be 1 to " + ImageRequest.MAX_CANDIDATES + ", not " + candidates + ".");
        }
        stages = Map.copyOf(stages);
    }

    /** One picture on the pack's defaults. */
    public static Sampling of(long seed) {
        return of(seed, 1);
    }

    /** On the pack's defaults. */
    public static Sampling of(long seed, int candidates) {
        return new Sampling(seed, candidates, Map.of(), NoiseOrder.STREAM_PER_STAGE);
    }

    /** The same with other settings. */
    public Sampling withStages(Map<String, StageSettings> other) {
        return new Sampling(seed, candidates, other, noiseOrder);
    }

    /** One candidate of it, alone. */
    public Sampling one(long itsSeed, Map<String, StageSettings> itsStages) {
        return new Sampling(itsSeed, 1, itsStages, noiseOrder);
    }
}
