package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import studio.unclip.inference.api.AnalysisResult.Changed;
import studio.unclip.inference.api.AnalysisResult.Kind;
import studio.unclip.inference.api.AnalysisResult.Seen;
import studio.unclip.inference.api.AnalysisResult.Sight;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.pack.VocabularyFile;

/**
 * A pack's vocabulary as CLIP reads it, and which of it fits a picture. Raw similarities say little: pictures have their
 * mean in common, and so have the words of a kind; both are taken away first, and a word counts by how far it stands out
 * among its kind. Immutable.
 */
final class WordsSeen {
    /** Words told of each kind. */
    private static final int MOST = 5;

    private final List<Word> words;
    private final float[] imageMean;

    /** @param direction z_t less the mean of its kind, unit length */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Word(String text, Kind kind, float[] direction) {}

    /**
     * @param embeddings z_t of {@link #captions}
     * @param imageMean mean of raw image embeddings
     */
    WordsSeen(VocabularyFile vocabulary, List<float[]> embeddings, float[] imageMean) {
        this.imageMean = imageMean.clone();
        List<Word> all = new ArrayList<>();
        List<String> captions = captions(vocabulary);
        int next = 0;
        for (Kind kind : Kind.values()) {
            int count = of(vocabulary, kind).size();
            List<float[]> ofKind = embeddings.subList(next, next + count);
            float[] mean = mean(ofKind, imageMean.length);
            for (int i = 0; i < count; i++) {
                all.add(new Word(captions.get(next + i), kind, Embeddings.difference(ofKind.get(i), mean)));
            }
            next += count;
        }
        this.words = List.copyOf(all);
    }

    /** What there is to read of a vocabulary: things as captions speak of one, places, styles. */
    static List<String> captions(VocabularyFile vocabulary) {
        return Stream.of(Kind.values())
                .flatMap(kind -> of(vocabulary, kind).stream())
                .toList();
    }

    /** How many that are. */
    static int count(VocabularyFile vocabulary) {
        return captions(vocabulary).size();
    }

    private static List<String> of(VocabularyFile vocabulary, Kind kind) {
        return switch (kind) {
            case THING ->
                vocabulary.concepts().stream()
                        .map(VocabularyFile.Concept::phrase)
                        .toList();
            case PLACE -> vocabulary.places();
            case STYLE -> vocabulary.styles();
        };
    }

    /** @param z of a picture, raw */
    Seen in(float[] z) {
        List<Sight> sights = sights(z);
        List<Sight> told = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            told.addAll(first(sights.stream().filter(sight -> sight.kind() == kind), Sight::clarity));
        }
        return new Seen(told);
    }

    /** @param before z of a picture, raw, as is the other */
    Changed between(float[] before, float[] after) {
        List<Sight> old = sights(before);
        List<Sight> now = sights(after);
        List<Sight> changes = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            changes.add(new Sight(
                    now.get(i).words(),
                    now.get(i).kind(),
                    now.get(i).similarity(),
                    now.get(i).clarity() - old.get(i).clarity()));
        }
        return new Changed(
                first(changes.stream().filter(sight -> sight.clarity() > 0), Sight::clarity),
                first(changes.stream().filter(sight -> sight.clarity() < 0), sight -> -sight.clarity()));
    }

    private static List<Sight> first(Stream<Sight> sights, ToDoubleFunction<Sight> by) {
        return sights.sorted(Comparator.comparingDouble(by).reversed())
                .limit(MOST)
                .toList();
    }

    private List<Sight> sights(float[] z) {
        float[] direction = Embeddings.difference(z, imageMean);
        double[] similarity = words.stream()
                .mapToDouble(word -> Embeddings.dot(direction, word.direction()))
                .toArray();
        Map<Kind, double[]> spread = spread(similarity);
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < similarity.length; i++) {
            double[] usual = spread.get(words.get(i).kind());
            double clarity = usual[1] == 0 ? 0 : (similarity[i] - usual[0]) / usual[1];
            sights.add(new Sight(words.get(i).text(), words.get(i).kind(), similarity[i], clarity));
        }
        return sights;
    }

    /** Mean and standard deviation of the similarities of each kind. */
    private Map<Kind, double[]> spread(double[] similarity) {
        Map<Kind, double[]> spread = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            double count = 0;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < similarity.length; i++) {
                if (words.get(i).kind() == kind) {
                    count++;
                    sum += similarity[i];
                    squares += similarity[i] * similarity[i];
                }
            }
            double mean = count == 0 ? 0 : sum / count;
            double variance = count == 0 ? 0 : squares / count - mean * mean;
            spread.put(kind, new double[] {mean, Math.sqrt(Math.max(0, variance))});
        }
        return spread;
    }

    private static float[] mean(List<float[]> vectors, int length) {
        float[] mean = new float[length];
        for (float[] vector : vectors) {
            for (int i = 0; i < length; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        return mean;
    }
}
