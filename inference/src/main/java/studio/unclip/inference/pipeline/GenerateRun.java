package studio.unclip.inference.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Samplers;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.model.AutoregressivePrior;
import studio.unclip.inference.model.Decoder;
import studio.unclip.inference.model.DiffusionPrior;
import studio.unclip.inference.model.GuidedDenoiser;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.model.Upsampler;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackGeometry;
import studio.unclip.inference.pack.Stage;

/**
 * Text to picture, as the paper has it: caption → z_t; prior → z_i; decoder → 64 pixels; upsamplers → the finished
 * picture; once for every candidate (docs/decisions/0003). One job; model thread only.
 */
final class GenerateRun {
    /** What a preview shows at most, so that it stays cheap: larger guesses are shrunk by skipping pixels. */
    private static final int PREVIEW_SIZE = 256;

    /** The name progress has while sessions are made. */
    private static final String LOAD = "load";

    private final Engine engine;
    private final ImageRequest.Generate request;
    private final List<StageChoice> stages;
    private final LocalJob job;
    private final PreviewGate previews;
    private final boolean staged;
    private final DenoisingLoop loop;
    private final ProgressMeter meter;
    private final TimingSheet timings;
    private int candidate;
    private ProgressMeter.Position position;

    GenerateRun(
            Engine engine,
            ImageRequest.Generate request,
            LocalJob job,
            Duration previewInterval,
            boolean staged,
            Executor noiseThread) {
        this.engine = engine;
        this.request = request;
        this.stages = StageChoice.of(engine.contents().manifest(), request);
        this.job = job;
        this.previews = new PreviewGate(previewInterval);
        this.staged = staged;
        this.loop = new DenoisingLoop(noiseThread);
        this.timings = new TimingSheet();
        List<ProgressMeter.Part> parts = stages.stream()
                .map(s -> new ProgressMeter.Part(s.name(), s.steps() * (s.isPrior() ? s.samples() : 1)))
                .toList();
        stages.forEach(s -> engine.costs().assume(s.name(), s.stage().size().orElse(0)));
        this.meter = new ProgressMeter(parts, request.candidates(), engine.costs());
        this.position = meter.at(0, stages.getFirst().name(), 0);
    }

    /** Makes all candidates; the last event is the caller's to tell if this throws. */
    JobEvent.Ended run() throws PackException {
        engine.models().whenLoading(this::loading);
        try {
            TextFeatures text = engine.encodeText(request.prompt(), staged, job.cancelSignal());
            List<Candidate> made = new ArrayList<>();
            for (candidate = 0; candidate < request.candidates(); candidate++) {
                Candidate ready = make(text);
                made.add(ready);
                job.finish(ready);
            }
            made.sort(Comparator.comparingDouble((Candidate c) -> -c.score().orElse(0))
                    .thenComparingInt(Candidate::index));
            return new JobEvent.Completed(
                    job.id(), made, timings.sum(engine.models().takeNanosOpening()));
        } finally {
            engine.models().whenLoading(() -> {});
        }
    }

    private Candidate make(TextFeatures text) throws PackException {
        long seed = Seeds.ofCandidate(request.seed(), candidate);
        NoiseStreams streams = request.noiseOrder() == NoiseOrder.ONE_STREAM
                ? NoiseStreams.oneStream(seed)
                : NoiseStreams.perStage(seed);
        float[] conditioning = conditioning(text, streams);
        float[] picture = null;
        int size = 0;
        for (StageChoice stage : stages) {
            if (!stage.isPrior()) {
                picture = stage.stage().lowResolution().isEmpty()
                        ? decode(stage, conditioning, text, streams)
                        : upsample(stage, picture, size, conditioning, streams);
                size = stage.stage().size().orElseThrow();
            }
        }
        Picture finished = Picture.of(size, size, Pixels.toRgba(picture, size * size));
        OptionalDouble score = engine.score(finished, text.embedding(), staged, job.cancelSignal());
        return new Candidate(candidate, finished, recipe(seed), score);
    }

    /** The whitened embedding the decoder reads: from the prior, from the text, or the null (the paper's ablation). */
    private float[] conditioning(TextFeatures text, NoiseStreams streams) throws PackException {
        return switch (request.conditioning()) {
            case DIFFUSION_PRIOR -> engine.geometry().whiten(prior(text, streams));
            case AUTOREGRESSIVE_PRIOR -> engine.geometry().whiten(autoregressivePrior(text, streams));
            case TEXT_EMBEDDING -> engine.geometry().whiten(engine.geometry().textAsImage(text.embedding()));
            case CAPTION_ONLY -> engine.contents().tables().nullImageEmbedding();
        };
    }

    /** k samples of z_i; the one with the largest dot product with z_t is kept (the paper, section 2.2). */
    private float[] prior(TextFeatures text, NoiseStreams streams) throws PackException {
        StageChoice stage = stages.getFirst();
        float[] nullText = engine.contents().tables().nullTextEmbeddingPrior();
        int dimension = engine.geometry().dimension();
        float[] best = null;
        double bestDot = Double.NEGATIVE_INFINITY;
        try (TensorScope scope = engine.newScope(stage.name())) {
            GuidedDenoiser denoiser = DiffusionPrior.bind(
                    engine.models().get(stage.stage().component(), staged),
                    scope,
                    text,
                    nullText,
                    stage.guidance(),
                    job.cancelSignal());
            for (int sample = 0; sample < stage.samples(); sample++) {
                float[] whitened = denoise(
                        stage, denoiser, dimension, streams.stream(stage.name(), sample), sample * stage.steps(), 0);
                float[] z = Embeddings.normalise(engine.geometry().unwhiten(whitened));
                double dot = Embeddings.dot(z, text.embedding());
                if (dot > bestDot) {
                    bestDot = dot;
                    best = z;
                }
            }
        }
        return best;
    }

    /** The same with the autoregressive prior: components one by one (the paper, section 2.2). */
    private float[] autoregressivePrior(TextFeatures text, NoiseStreams streams) throws PackException {
        StageChoice stage = stages.getFirst();
        PackGeometry.Buckets buckets =
                engine.contents().tables().autoregressive().orElseThrow();
        float[] best = null;
        double bestDot = Double.NEGATIVE_INFINITY;
        try (TensorScope scope = engine.newScope(stage.name())) {
            AutoregressivePrior prior = new AutoregressivePrior(
                    engine.models().get(stage.stage().component(), staged),
                    scope,
                    text,
                    buckets,
                    stage.guidance(),
                    AutoregressiveStage.dotQuantile(engine.contents().manifest()));
            for (int sample = 0; sample < stage.samples(); sample++) {
                int before = sample * stage.steps();
                progress(stage, before);
                long begun = System.nanoTime();
                long inside = prior.nanosInside();
                float[] values = prior.draw(streams.stream(stage.name(), sample), job.cancelSignal(), (step, nanos) -> {
                    engine.costs().learn(stage.name(), nanos);
                    progress(stage, before + step);
                });
                timings.add(stage.name(), stage.steps(), prior.nanosInside() - inside, System.nanoTime() - begun, 0);
                float[] z = engine.geometry().ofComponents(values);
                double dot = Embeddings.dot(z, text.embedding());
                if (dot > bestDot) {
                    bestDot = dot;
                    best = z;
                }
            }
        }
        return best;
    }

    private float[] decode(StageChoice stage, float[] conditioning, TextFeatures text, NoiseStreams streams)
            throws PackException {
        int size = stage.stage().size().orElseThrow();
        Decoder.Conditions conditions = new Decoder.Conditions(
                conditioning,
                text,
                engine.contents().tables().nullImageEmbedding(),
                engine.contents().tables().nullTextEmbedding());
        OnnxModel model = engine.models().get(stage.stage().component(), staged);
        try (TensorScope scope = engine.newScope(stage.name())) {
            GuidedDenoiser denoiser =
                    Decoder.bind(model, scope, conditions, size, stage.guidance(), job.cancelSignal());
            return denoise(stage, denoiser, 3 * size * size, streams.stream(stage.name(), 0), 0, size);
        }
    }

    private float[] upsample(
            StageChoice stage, float[] smaller, int smallSize, float[] conditioning, NoiseStreams streams)
            throws PackException {
        int size = stage.stage().size().orElseThrow();
        Stage.LowResolution low = stage.stage().lowResolution().orElseThrow();
        float[] enlarged = Resample.resize(smaller, 3, smallSize, smallSize, size, size, Filter.named(low.resample()));
        OnnxModel model = engine.models().get(stage.stage().component(), staged);
        try (TensorScope scope = engine.newScope(stage.name())) {
            GuidedDenoiser denoiser =
                    Upsampler.bind(model, scope, enlarged, Optional.of(conditioning), size, job.cancelSignal());
            return denoise(stage, denoiser, 3 * size * size, streams.stream(stage.name(), 0), 0, size);
        }
    }

    /**
     * @param stepsBefore steps of this stage made earlier for the same candidate
     * @param size side of the picture, for previews; 0 where the sample is none
     */
    private float[] denoise(
            StageChoice stage, GuidedDenoiser denoiser, int elements, TorchRandom stream, int stepsBefore, int size) {
        Sampler sampler = Samplers.create(
                stage.sampler(), engine.contents().schedule(stage.name()), stage.steps(), stage.eta(), elements);
        progress(stage, stepsBefore);
        long inside = denoiser.nanosInside();
        long calls = denoiser.calls();
        DenoisingLoop.Outcome outcome = loop.run(
                sampler,
                denoiser,
                elements,
                denoiser.predictionSize(),
                stream,
                job.cancelSignal()::isCancelled,
                (step, steps, nanos, x0) -> {
                    engine.costs().learn(stage.name(), nanos);
                    progress(stage, stepsBefore + step);
                    if (size > 0 && step < steps && previews.open(candidate)) {
                        preview(stage, x0, size);
                    }
                });
        timings.add(
                stage.name(),
                denoiser.calls() - calls,
                denoiser.nanosInside() - inside,
                outcome.nanos(),
                outcome.noiseNanos());
        return outcome.x0();
    }

    private void progress(StageChoice stage, int step) {
        position = meter.at(candidate, stage.name(), step);
        int steps = stage.steps() * (stage.isPrior() ? stage.samples() : 1);
        job.tell(new JobEvent.Progress(
                job.id(), candidate, stage.name(), step, steps, position.fraction(), position.timeLeft()));
    }

    private void loading() {
        job.tell(new JobEvent.Progress(job.id(), candidate, LOAD, 0, 1, position.fraction(), position.timeLeft()));
    }

    private void preview(StageChoice stage, float[] x0, int size) {
        int shown = Math.min(size, PREVIEW_SIZE);
        float[] planes = shown == size ? x0 : Resample.resize(x0, 3, size, size, shown, shown, Filter.NEAREST);
        job.tell(new JobEvent.Preview(
                job.id(), candidate, stage.name(), Picture.of(shown, shown, Pixels.toRgba(planes, shown * shown))));
    }

    private Recipe recipe(long seed) {
        Map<String, StageSettings> settings = new HashMap<>();
        stages.forEach(stage -> settings.put(stage.name(), stage.settings()));
        Map<String, String> notes = request.conditioning() == Conditioning.TEXT_EMBEDDING
                ? Map.of(
                        "textGap",
                        engine.contents()
                                .manifest()
                                .embedding()
                                .textGap()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT))
                : Map.of();
        return new Recipe(
                Recipe.GENERATE,
                engine.contents().manifest().id(),
                engine.contents().manifest().version(),
                request.prompt(),
                request.conditioning(),
                seed,
                request.noiseOrder(),
                settings,
                notes);
    }
}
