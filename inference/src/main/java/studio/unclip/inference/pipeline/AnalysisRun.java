package studio.unclip.inference.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.embedding.Softmax;
import studio.unclip.inference.frame.WholePicture;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.VocabularyFile;

/** Answers questions to CLIP and the captioner. One job; model thread only. */
final class AnalysisRun {
    private final Engine engine;
    private final AnalysisRequest request;
    private final LocalJob job;
    private final JobContext context;
    private final ImageEmbeddings images;
    private final TextEmbeddings texts;

    AnalysisRun(Engine engine, AnalysisRequest request, LocalJob job, JobPlan plan) {
        this.engine = engine;
        this.request = request;
        this.job = job;
        this.context = JobContext.begin(engine, job, plan, Duration.ZERO, parts(), 1);
        this.images = new ImageEmbeddings(context);
        this.texts = new TextEmbeddings(context);
    }

    JobEvent.Ended run() throws PackException {
        return new JobEvent.Analysed(
                job.id(),
                switch (request) {
                    case AnalysisRequest.Rank rank -> rank(rank);
                    case AnalysisRequest.Classify classify -> classify(classify);
                    case AnalysisRequest.Describe describe -> describe(describe);
                    case AnalysisRequest.See see ->
                        words().in(see(List.of(WholePicture.of(see.part()))).getFirst());
                    case AnalysisRequest.SeeChange change -> change(change);
                });
    }

    private List<ProgressMeter.Part> parts() {
        return switch (request) {
            case AnalysisRequest.Rank rank -> parts(rank.pictures().size(), 0, 1);
            case AnalysisRequest.Classify classify ->
                parts(1, 0, classify.labels().size());
            case AnalysisRequest.Describe describe ->
                parts(1, PackSections.captionLength(engine.contents().manifest()) - 1, describe.beams());
            case AnalysisRequest.See _ -> parts(1, 0, wordsToRead());
            case AnalysisRequest.SeeChange _ -> parts(2, 0, wordsToRead());
        };
    }

    private int wordsToRead() {
        return engine.words().isPresent()
                ? 0
                : engine.contents().vocabulary().map(WordsSeen::count).orElse(0);
    }

    private static List<ProgressMeter.Part> parts(int pictures, int tokens, int captions) {
        return List.of(
                new ProgressMeter.Part(Roles.IMAGE_ENCODER, pictures),
                new ProgressMeter.Part(Roles.CAPTIONER, tokens),
                new ProgressMeter.Part(Roles.TEXT_ENCODER, captions));
    }

    private AnalysisResult rank(AnalysisRequest.Rank rank) throws PackException {
        List<float[]> seen = see(rank.pictures());
        float[] text = read(List.of(rank.text())).getFirst().embedding();
        return new AnalysisResult.Ranked(
                seen.stream().map(z -> Embeddings.cosine(z, text)).toList());
    }

    private AnalysisResult classify(AnalysisRequest.Classify classify) throws PackException {
        List<String> labels = classify.labels();
        float[] z = see(List.of(classify.picture())).getFirst();
        List<TextFeatures> captions = read(labels.stream()
                .map(label -> classify.template().replace("{}", label))
                .toList());
        double[] similarities = captions.stream()
                .mapToDouble(caption -> Embeddings.cosine(z, caption.embedding()))
                .toArray();
        double scale = engine.contents().manifest().embedding().logitScale();
        double[] chances = Arrays.stream(similarities).map(one -> one * scale).toArray();
        Softmax.probabilities(chances);
        List<AnalysisResult.Label> result = new ArrayList<>();
        for (int i = 0; i < chances.length; i++) {
            result.add(new AnalysisResult.Label(labels.get(i), similarities[i], chances[i]));
        }
        result.sort(
                Comparator.comparingDouble(AnalysisResult.Label::probability).reversed());
        return new AnalysisResult.Classified(result);
    }

    private AnalysisResult describe(AnalysisRequest.Describe describe) throws PackException {
        float[] z = see(List.of(describe.picture())).getFirst();
        return new AnalysisResult.Described(new Captions(context).of(z, describe.beams(), this::done));
    }

    private AnalysisResult change(AnalysisRequest.SeeChange change) throws PackException {
        List<float[]> seen = see(List.of(WholePicture.of(change.before()), WholePicture.of(change.after())));
        return words().between(seen.get(0), seen.get(1));
    }

    /** Read once, and kept as long as the engine. */
    private WordsSeen words() throws PackException {
        if (engine.words().isEmpty()) {
            VocabularyFile vocabulary = engine.contents().vocabulary().orElseThrow();
            List<float[]> read = read(WordsSeen.captions(vocabulary)).stream()
                    .map(TextFeatures::embedding)
                    .toList();
            engine.keep(
                    new WordsSeen(vocabulary, read, engine.contents().tables().mean()));
        }
        return engine.words().orElseThrow();
    }

    private List<float[]> see(List<Picture> pictures) throws PackException {
        return images.ofPictures(pictures, nanos -> done(Roles.IMAGE_ENCODER, nanos));
    }

    private List<TextFeatures> read(List<String> captions) throws PackException {
        return texts.of(captions, nanos -> done(Roles.TEXT_ENCODER, nanos));
    }

    private void done(String component, long nanos) {
        context.report().stepDone(0, component, nanos);
    }
}
