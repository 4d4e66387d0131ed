package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.model.Captioner;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.text.BeamSearch;
import studio.unclip.inference.text.ClipTokenizer;

/**
 * What a picture shows, in words: a beam search of the captioner, then every caption scored by CLIP, since what the
 * captioner finds likely need not fit best. Model thread.
 */
final class Captions {
    private final JobContext job;

    Captions(JobContext job) {
        this.job = job;
    }

    /**
     * Captions of a picture, the best first.
     *
     * @param z the picture's z_i
     * @param beams how many are followed
     * @param done told after each call of a component, with the nanoseconds it took
     */
    List<AnalysisResult.Caption> of(float[] z, int beams, ObjLongConsumer<String> done) throws PackException {
        ClipTokenizer tokenizer = job.engine().contents().tokenizer();
        Map<String, Double> likely = new LinkedHashMap<>();
        for (BeamSearch.Sequence sequence : search(z, beams, done)) {
            String text = tokenizer.decode(sequence.tokens());
            if (!text.isBlank()) {
                likely.putIfAbsent(text, sequence.logProbability());
            }
        }
        List<String> found = List.copyOf(likely.keySet());
        List<TextFeatures> read = new TextEmbeddings(job).of(found, nanos -> done.accept(Roles.TEXT_ENCODER, nanos));
        List<AnalysisResult.Caption> captions = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            double similarity = Embeddings.cosine(z, read.get(i).embedding());
            captions.add(new AnalysisResult.Caption(found.get(i), similarity, likely.get(found.get(i))));
        }
        captions.sort(
                Comparator.comparingDouble(AnalysisResult.Caption::similarity).reversed());
        return captions;
    }

    private List<BeamSearch.Sequence> search(float[] z, int beams, ObjLongConsumer<String> done) throws PackException {
        ClipTokenizer tokenizer = job.engine().contents().tokenizer();
        try (LoadedModels.Lease lease = job.models().lease(Roles.CAPTIONER);
                TensorScope scope = job.engine().newScope(Roles.CAPTIONER)) {
            Captioner captioner = new Captioner(
                    lease.model(),
                    scope,
                    beams,
                    PackSections.captionLength(job.engine().contents().manifest()),
                    job.engine().geometry().whiten(z));
            return new BeamSearch(tokenizer.start(), tokenizer.end(), beams, captioner.longest()).run(tokens -> {
                long begun = System.nanoTime();
                float[][] chances = NotFiniteException.unless(
                        Roles.CAPTIONER, () -> captioner.logProbabilities(tokens, job.cancel()));
                done.accept(Roles.CAPTIONER, System.nanoTime() - begun);
                return chances;
            });
        }
    }
}
