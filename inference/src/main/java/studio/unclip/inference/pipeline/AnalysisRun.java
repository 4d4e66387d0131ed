package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.embedding.Softmax;
import studio.unclip.inference.model.Captioner;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.onnx.CancelSignal;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.text.BeamSearch;
import studio.unclip.inference.text.ClipTokenizer;

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
            case AnalysisRequest.Describe describe -> describe(describe);
        };
    }

    /** Beam search, then every caption scored by CLIP: what the captioner finds likely need not fit best. */
    private AnalysisResult describe(AnalysisRequest.Describe request) throws PackException {
        float[] z =
                engine.encodePictures(List.of(request.picture()), false, never).getFirst();
        ClipTokenizer tokenizer = engine.contents().tokenizer();
        List<BeamSearch.Sequence> found;
        try (TensorScope scope = engine.newScope(Roles.CAPTIONER)) {
            Captioner captioner = new Captioner(
                    engine.models().get(Roles.CAPTIONER, false),
                    scope,
                    request.beams(),
                    PackSections.captionLength(engine.contents().manifest()),
                    engine.geometry().whiten(z));
            found = new BeamSearch(tokenizer.start(), tokenizer.end(), request.beams(), captioner.longest())
                    .run(tokens -> captioner.logProbabilities(tokens, never));
        }
        List<AnalysisResult.Caption> captions = new ArrayList<>();
        for (BeamSearch.Sequence sequence : found) {
            String text = tokenizer.decode(sequence.tokens());
            if (!text.isBlank()
                    && captions.stream().noneMatch(caption -> caption.text().equals(text))) {
                float[] zt = engine.encodeText(text, false, never).embedding();
                captions.add(new AnalysisResult.Caption(text, Embeddings.cosine(z, zt), sequence.logProbability()));
            }
        }
        captions.sort(
                Comparator.comparingDouble(AnalysisResult.Caption::similarity).reversed());
        return new AnalysisResult.Described(captions);
    }

    private AnalysisResult classify(AnalysisRequest.Classify request) throws PackException {
        float[] z =
                engine.encodePictures(List.of(request.picture()), false, never).getFirst();
        List<String> labels = request.labels();
        double[] similarity = new double[labels.size()];
        double[] probability = new double[labels.size()];
        for (int i = 0; i < similarity.length; i++) {
            String caption = request.template().replace("{}", labels.get(i));
            similarity[i] = Embeddings.cosine(
                    z, engine.encodeText(caption, false, never).embedding());
            probability[i] = TEMPERATURE * similarity[i];
        }
        Softmax.probabilities(probability);
        List<AnalysisResult.Label> result = new ArrayList<>();
        for (int i = 0; i < similarity.length; i++) {
            result.add(new AnalysisResult.Label(labels.get(i), similarity[i], probability[i]));
        }
        result.sort(
                Comparator.comparingDouble(AnalysisResult.Label::probability).reversed());
        return new AnalysisResult.Classified(result);
    }
}
