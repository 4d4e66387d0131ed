package studio.unclip.inference.api;

import java.util.List;

/**
 * What a request will run and need. Bytes are estimates from the pack and the settings.
 *
 * @param stages in running order
 * @param peakBytes most memory at one time
 * @param budgetBytes what the generator may use
 * @param staged true when not all components fit together, so that each is loaded for its stage and closed after it
 */
public record RunPlan(List<Stage> stages, long peakBytes, long budgetBytes, boolean staged) {

    public RunPlan {
        stages = List.copyOf(stages);
    }

    /**
     * @param name the stage's name
     * @param component the pack's component
     * @param steps denoising steps for one candidate (1 for encoders)
     * @param rows rows of one call: 2 with guidance, else 1
     * @param weightBytes weights in memory
     * @param activationBytes working memory of one call
     */
    public record Stage(String name, String component, int steps, int rows, long weightBytes, long activationBytes) {}
}
