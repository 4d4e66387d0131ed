package studio.unclip.inference.api;

import java.util.Optional;

/**
 * What can be said about an opened pack and a request before anything runs: from the pack's small files alone, without a
 * model. {@link ImageGenerator} answers the same. Thread-safe.
 */
public interface Preflight {

    /** See {@link ImageGenerator#pack()}. */
    PackInfo pack();

    /** See {@link ImageGenerator#check}. */
    PromptCheck check(String prompt);

    /** See {@link ImageGenerator#notice}. */
    default Optional<String> notice(PictureSource picture) {
        return Optional.empty();
    }

    /** See {@link ImageGenerator#plan}. */
    RunPlan plan(ImageRequest request);

    /**
     * What an analysis would need.
     *
     * @throws InvalidRequestException if the pack lacks a component the answer needs
     */
    RunPlan plan(AnalysisRequest request);

    /** Plans are made so from now on, for memory ran out with the one before. Any thread. */
    void save(Thrift thrift);
}
