package studio.unclip.inference.pipeline;

import studio.unclip.inference.onnx.OnnxModel;

/**
 * One network's share of every candidate.
 *
 * @param component the network's role in the pack
 * @param work makes it for one candidate
 */
record Part(String component, Work work) {

    /** What a part does; one candidate's rows a call (docs/decisions/0003). */
    @FunctionalInterface
    interface Work {
        void make(OnnxModel model, CandidateDraft draft);
    }
}
