package studio.unclip.inference.api;

import java.util.List;
import java.util.Optional;

/**
 * What a person or a panel may want to know about a pack.
 *
 * @param id names the pack everywhere
 * @param version the pack's own version
 * @param name for people
 * @param description one or two sentences for people
 * @param family which kind of cascade it is
 * @param licence its licence in a few words
 * @param stages the diffusion stages, in running order
 * @param outputSize width and height of the finished picture, pixels
 * @param defaultCandidates how many candidates the studio asks for
 * @param canRank whether pictures can be scored against words
 * @param concepts things the pack can draw, as a prompt speaks of them ("an owl", "a pair of scissors"); may be empty
 */
public record PackInfo(
        String id,
        String version,
        String name,
        String description,
        String family,
        String licence,
        List<Stage> stages,
        int outputSize,
        int defaultCandidates,
        boolean canRank,
        List<String> concepts) {

    public PackInfo {
        stages = List.copyOf(stages);
        concepts = List.copyOf(concepts);
    }

    /** The stage of this name, if the pack has it. */
    public Optional<Stage> stage(String stageName) {
        return stages.stream().filter(s -> s.name().equals(stageName)).findFirst();
    }

    /**
     * @param name for settings and recipes: {@code prior}, {@code decoder}, {@code upsampler-256}, …
     * @param size width and height it works at, pixels; 0 for the prior
     * @param samplers what may be chosen
     * @param defaults every setting, filled
     */
    public record Stage(String name, int size, List<String> samplers, StageSettings defaults) {
        public Stage {
            samplers = List.copyOf(samplers);
        }
    }
}
