package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.pack.PackException;

/** Answers questions to CLIP. Model thread only. */
final class AnalysisRun {
    /** CLIP's temperature after training: similarities are multiplied by 100 before the softmax (CLIP paper, 2.3). */
    private static final double TEMPERATURE = 100;

    private final Engine engine;
    private final CancelSignal never = new CancelSignal();

    AnalysisRun(Engine engine) {
        this.engine = engine;
    }

    AnalysisResult run(AnalysisRequest request) throws PackException {
        return switch (request) {
            case AnalysisRequest.Rank rank -> {
                float[] text = engine.encodeText(rank.text(), false, never).embedding();
                List<Double> similarities = new ArrayList<>();
                for (float[] z : engine.encodePictures(rank.pictures(), false, never)) {
                    similarities.add(Embeddings.cosine(z, text));
                }
                yield new AnalysisResult.Ranked(similarities);
            }
            case AnalysisRequest.Classify classify -> classify(classify);
        };
    }

    private AnalysisResult classify(AnalysisRequest.Classify request) throws PackException {
        float[] z =
                engine.encodePictures(List.of(request.picture()), false, never).getFirst();
        List<String> labels = request.labels();
        double[] similarity = new double[labels.size()];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < similarity.length; i++) {
            String caption = request.template().replace("{}", labels.get(i));
            similarity[i] = Embeddings.cosine(
                    z, engine.encodeText(caption, false, never).embedding());
            largest = Math.max(largest, similarity[i]);
        }
        double sum = 0;
        for (double s : similarity) {
            sum += Math.exp(TEMPERATURE * (s - largest));
        }
        List<AnalysisResult.Label> result = new ArrayList<>();
        for (int i = 0; i < similarity.length; i++) {
            double probability = Math.exp(TEMPERATURE * (similarity[i] - largest)) / sum;
            result.add(new AnalysisResult.Label(labels.get(i), similarity[i], probability));
        }
        result.sort(
                Comparator.comparingDouble(AnalysisResult.Label::probability).reversed());
        return new AnalysisResult.Classified(result);
    }
}
