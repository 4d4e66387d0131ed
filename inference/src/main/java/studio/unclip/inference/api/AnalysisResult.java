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

    /** Words that fit a picture, the most telling of each kind first, kind by kind. */
    record Seen(List<Sight> words) implements AnalysisResult {
        public Seen {
            words = List.copyOf(words);
        }
    }

    /**
     * What changed between two pictures, the largest change first.
     *
     * @param more words that fit the second more than the first; their {@code clarity} is the difference
     * @param less words that fit it less
     */
    record Changed(List<Sight> more, List<Sight> less) implements AnalysisResult {
        public Changed {
            more = List.copyOf(more);
            less = List.copyOf(less);
        }
    }

    /** What a word of the vocabulary is a word for. */
    enum Kind {
        THING,
        PLACE,
        STYLE
    }

    /**
     * A word that fits a picture.
     *
     * @param words as captions have it
     * @param kind what it is a word for
     * @param similarity cosine of the picture's z_i with its z_t, each less its mean, -1 to 1
     * @param clarity by how many standard deviations it fits better than the words of its kind do on average
     */
    record Sight(String words, Kind kind, double similarity, double clarity) {}

    /**
     * @param text the caption
     * @param similarity cosine of its z_t with the picture's z_i, -1 to 1
     * @param logProbability natural logarithm of its probability by the captioner, per token, at most 0
     */
    record Caption(String text, double similarity, double logProbability) {}

    /**
     * @param label as given
     * @param similarity cosine, -1 to 1
     * @param probability softmax over the labels at the temperature of the pack's CLIP, 0 to 1
     */
    record Label(String label, double similarity, double probability) {}
}
