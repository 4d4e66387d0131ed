package studio.unclip.inference.api;

import java.util.List;

/** Answers to an {@link AnalysisRequest}. */
public sealed interface AnalysisResult {

    /** Cosine similarity of each picture with the text, -1 to 1, in the order of the request. */
    record Ranked(List<Double> similarities) implements AnalysisResult {
        public Ranked {
            similarities = List.copyOf(similarities);
        }
    }

    /** Labels with their similarity and probability, most probable first. */
    record Classified(List<Label> labels) implements AnalysisResult {
        public Classified {
            labels = List.copyOf(labels);
        }
    }

    /** Captions, the one CLIP finds closest to the picture first. */
    record Described(List<Caption> captions) implements AnalysisResult {
        public Described {
            captions = List.copyOf(captions);
        }
    }

    /**
     * @param text the caption
     * @param similarity cosine of its z_t with the picture's z_i, -1 to 1
     * @param logProbability natural logarithm of its probability by the captioner, per token, at most 0
     */
    record Caption(String text, double similarity, double logProbability) {}

    /**
     * @param label as given
     * @param similarity cosine, -1 to 1
     * @param probability softmax over the labels at CLIP's temperature 100, 0 to 1
     */
    record Label(String label, double similarity, double probability) {}
}
