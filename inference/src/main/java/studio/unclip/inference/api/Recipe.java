package studio.unclip.inference.api;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Everything that made one picture. The same recipe gives the same bytes on the same machine, threads and runtime, and
 * a picture within 40 dB elsewhere.
 *
 * <p>A recipe always stands for one candidate: its seed is the candidate's own.
 *
 * @param operation {@code generate} for now
 * @param pack the pack's id
 * @param packVersion the pack's version
 * @param prompt the prompt
 * @param conditioning see {@link Conditioning}
 * @param seed this candidate's seed
 * @param noiseOrder see {@link NoiseOrder}
 * @param stages every stage that ran, with every setting it ran with
 * @param notes facts worth keeping that are no settings, for example how the text gap was bridged
 */
public record Recipe(
        String operation,
        String pack,
        String packVersion,
        String prompt,
        Conditioning conditioning,
        long seed,
        NoiseOrder noiseOrder,
        Map<String, StageSettings> stages,
        Map<String, String> notes) {

    /** The only operation so far. */
    public static final String GENERATE = "generate";

    public Recipe {
        Objects.requireNonNull(operation);
        Objects.requireNonNull(pack);
        Objects.requireNonNull(packVersion);
        Objects.requireNonNull(prompt);
        Objects.requireNonNull(conditioning);
        Objects.requireNonNull(noiseOrder);
        Seeds.check(seed);
        stages = Map.copyOf(stages);
        notes = Map.copyOf(notes);
    }

    /** The request that makes this picture again, alone. */
    public ImageRequest toRequest() {
        return new ImageRequest.Generate(prompt, conditioning, seed, 1, stages, noiseOrder);
    }

    /** Stage settings in the order of their names: recipes are written the same way every time. */
    public Map<String, StageSettings> sortedStages() {
        return new TreeMap<>(stages);
    }
}
