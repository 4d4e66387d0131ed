package studio.unclip.inference.pipeline;

import java.util.List;
import studio.unclip.inference.onnx.OnnxModel;

/**
 * What one or more networks, loaded together, do for every candidate.
 *
 * @param components the networks' roles in the pack
 * @param work makes it for one candidate
 */
record Part(List<String> components, Work work) {
    Part {
        components = List.copyOf(components);
    }

    /** What a part does; one candidate's rows a call (docs/decisions/0003). */
    @FunctionalInterface
    interface Work {
        void make(LoadedModels.Networks networks, CandidateDraft draft);
    }

    /** What a part of one network does. */
    @FunctionalInterface
    interface LoneWork {
        void make(OnnxModel network, CandidateDraft draft);
    }

    /** A part of one network. */
    static Part of(String component, LoneWork work) {
        return new Part(List.of(component), (networks, draft) -> work.make(networks.get(component), draft));
    }
}
