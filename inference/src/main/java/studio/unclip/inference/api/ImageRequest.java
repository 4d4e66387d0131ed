package studio.unclip.inference.api;

import java.util.Map;
import java.util.Objects;

/**
 * What a person can ask of the model. Plain data.
 *
 * <p>Later operations (inpaint, expand, refine, vary, text diff, mix, upscale) are further records here.
 */
public sealed interface ImageRequest {

    /** How many candidates one request may ask for. */
    int MAX_CANDIDATES = 64;

    /** The seed of the first candidate, 0 to 2^32 - 1; candidate i uses (seed + i) mod 2^32. */
    long seed();

    /** How many pictures to make, 1 to {@link #MAX_CANDIDATES}. */
    int candidates();

    /** Settings by stage name (see {@link PackInfo#stages()}); a stage that is absent runs on the pack's defaults. */
    Map<String, StageSettings> stages();

    /**
     * Text to picture: text encoder, prior, decoder, upsamplers (DALL-E 2 paper, sections 2.1 and 2.2).
     *
     * @param prompt what to draw; not blank
     * @param conditioning what stands in for the image embedding z_i
     * @param seed see {@link ImageRequest#seed()}
     * @param candidates see {@link ImageRequest#candidates()}
     * @param stages see {@link ImageRequest#stages()}
     * @param noiseOrder which numbers the seed stands for
     */
    record Generate(
            String prompt,
            Conditioning conditioning,
            long seed,
            int candidates,
            Map<String, StageSettings> stages,
            NoiseOrder noiseOrder)
            implements ImageRequest {

        public Generate {
            Objects.requireNonNull(conditioning);
            Objects.requireNonNull(noiseOrder);
            if (prompt.isBlank()) {
                throw new InvalidRequestException(
                        "prompt", "The prompt is empty. Say what to draw, for example: an owl");
            }
            Seeds.check(seed);
            if (candidates < 1 || candidates > MAX_CANDIDATES) {
                throw new InvalidRequestException(
                        "candidates", "Candidates must be 1 to " + MAX_CANDIDATES + ", not " + candidates + ".");
            }
            stages = Map.copyOf(stages);
        }

        /** The same request with another conditioning: the paper's ablation with one seed. */
        public Generate with(Conditioning other) {
            return new Generate(prompt, other, seed, candidates, stages, noiseOrder);
        }

        /** A request on the pack's defaults. */
        public static Generate of(String prompt, long seed, int candidates) {
            return new Generate(
                    prompt, Conditioning.DIFFUSION_PRIOR, seed, candidates, Map.of(), NoiseOrder.STREAM_PER_STAGE);
        }
    }
}
