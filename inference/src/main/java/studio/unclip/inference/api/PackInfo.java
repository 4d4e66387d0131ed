package studio.unclip.inference.api;

import java.util.List;
import java.util.Map;
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
 * @param outputSize width and height of the finished picture, pixels, where no other size is asked for
 * @param sizes which other sizes can be asked for; empty: none
 * @param defaultCandidates how many candidates the studio asks for
 * @param canRank whether pictures can be scored against words
 * @param looks whether candidates can be drawn in different looks ({@link ImageRequest.Generate#firstLook})
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
        Optional<Sizes> sizes,
        int defaultCandidates,
        boolean canRank,
        boolean looks,
        List<String> concepts) {

    public PackInfo {
        stages = List.copyOf(stages);
        concepts = List.copyOf(concepts);
    }

    /**
     * Which sizes of a picture a pack draws beside its own.
     *
     * @param multiple both sides are multiples of this, pixels
     * @param mostPixels width times height at most
     */
    public record Sizes(int multiple, long mostPixels) {
        /** The side nearest to this one that the pack draws, pixels. */
        public int nearest(int side) {
            int most = PictureSize.MOST / multiple * multiple;
            return Math.clamp(Math.round((double) side / multiple) * multiple, multiple, most);
        }

        /** Whether so large a picture can be asked for; its sides may still be no multiples. */
        public boolean hasRoomFor(int width, int height) {
            return (long) width * height <= mostPixels;
        }
    }

    /** The stage of this name, if the pack has it. */
    public Optional<Stage> stage(String stageName) {
        return stages.stream().filter(s -> s.name().equals(stageName)).findFirst();
    }

    /**
     * @param name for settings and recipes: {@code prior}, {@code decoder}, {@code upsampler-256}, …
     * @param size width and height it works at, pixels; 0 for the prior
     * @param samplers what may be chosen
     * @param defaults what holds where a person says nothing; only settings that make a difference to this stage are there
     * @param steps which numbers of steps it takes, by sampler; a sampler that is not named takes all
     */
    public record Stage(
            String name, int size, List<String> samplers, StageSettings defaults, Map<String, StepNumbers> steps) {
        public Stage {
            samplers = List.copyOf(samplers);
            steps = Map.copyOf(steps);
        }

        /** A stage that takes every number of steps. */
        public Stage(String name, int size, List<String> samplers, StageSettings defaults) {
            this(name, size, samplers, defaults, Map.of());
        }

        /** Which numbers of steps it takes with a sampler. */
        public StepNumbers stepsWith(String sampler) {
            return steps.getOrDefault(sampler, StepNumbers.ALL);
        }

        /** For a person: why it takes another number of steps than these settings ask for, if it does. */
        public Optional<String> noteOnSteps(StageSettings settings) {
            if (settings.steps().isEmpty()) {
                return Optional.empty();
            }
            int asked = settings.steps().getAsInt();
            String sampler = settings.sampler().or(defaults::sampler).orElse("");
            int taken = stepsWith(sampler).nearest(asked);
            return taken == asked
                    ? Optional.empty()
                    : Optional.of("The " + name + " takes " + taken + " steps instead of " + asked
                            + ": with that many, " + sampler + " would not begin in pure noise.");
        }
    }
}
