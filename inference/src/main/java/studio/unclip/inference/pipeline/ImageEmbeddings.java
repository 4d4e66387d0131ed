package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.image.ClipView;
import studio.unclip.inference.model.AutoregressivePrior;
import studio.unclip.inference.model.ConditionedDenoiser;
import studio.unclip.inference.model.DiffusionPrior;
import studio.unclip.inference.model.GuidedRows;
import studio.unclip.inference.model.ImageEncoder;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.Row;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackGeometry;

/**
 * Where image embeddings z_i come from: a prior draws them for a caption (the paper, section 2.2), CLIP's image tower
 * sees them in a picture. Raw: of unit length, or where the pack keeps lengths as they come (docs/decisions/0004). Model thread.
 */
final class ImageEmbeddings {
    private final JobContext job;
    private final EmbeddingGeometry geometry;
    private final PackGeometry tables;

    ImageEmbeddings(JobContext job) {
        this.job = job;
        this.geometry = job.engine().geometry();
        this.tables = job.engine().contents().tables();
    }

    /**
     * z_i of each picture, by the image tower.
     *
     * @param seen told after each, with the nanoseconds it took
     */
    List<float[]> ofPictures(List<Picture> pictures, LongConsumer seen) throws PackException {
        List<float[]> embeddings = new ArrayList<>();
        try (LoadedModels.Lease lease = job.models().lease(Roles.IMAGE_ENCODER)) {
            for (Picture picture : pictures) {
                long begun = System.nanoTime();
                embeddings.add(ofPicture(lease.model(), picture));
                seen.accept(System.nanoTime() - begun);
            }
        }
        return embeddings;
    }

    /** z_i of a picture, by the image tower. */
    float[] ofPicture(OnnxModel tower, Picture picture) {
        ClipView view = job.engine().contents().clipView();
        try (TensorScope scope = job.engine().newScope(Roles.IMAGE_ENCODER)) {
            float[] pixels = view.of(picture.rgba(), picture.width(), picture.height());
            return NotFiniteException.require(
                    new ImageEncoder(tower, scope).encode(pixels, job.cancel()), Roles.IMAGE_ENCODER);
        }
    }

    /** The part of a prior: a candidate's own z_i, whitened as the decoder reads it. */
    Part prior(StageChoice stage, TextFeatures text) {
        return prior(stage, List.of(text), (draft, z) -> draft.condition(geometry.whiten(z.getFirst())));
    }

    /** Takes what a prior has drawn for a candidate. */
    interface Drawn {
        /** @param z raw, in the order of the captions */
        void of(CandidateDraft draft, List<float[]> z);
    }

    /**
     * The part of a prior for several captions. Each is drawn from the same noise (where a stage has a stream of its own),
     * so that what no caption says, the ground for example, comes out alike.
     */
    Part prior(StageChoice stage, List<TextFeatures> texts, Drawn drawn) {
        boolean autoregressive = stage.sampler().equals(AutoregressiveStage.SAMPLER);
        return new Part(stage.components(job.engine().contents().manifest()), (networks, draft) -> {
            List<float[]> z = new ArrayList<>();
            for (TextFeatures text : texts) {
                float[] one = autoregressive
                        ? autoregressive(networks.get(stage.stage().component()), stage, text, draft)
                        : diffused(networks, stage, text, draft);
                z.add(NotFiniteException.require(one, stage.name()));
            }
            drawn.of(draft, z);
        });
    }

    /** What the decoder reads where no prior draws (the paper's ablation, section 5.1): the same for all candidates. */
    float[] standIn(Conditioning conditioning, TextFeatures text) {
        return switch (conditioning) {
            case TEXT_EMBEDDING -> geometry.whiten(geometry.textAsImage(text.embedding()));
            case CAPTION_ONLY -> tables.nullImageEmbedding();
            case DIFFUSION_PRIOR, AUTOREGRESSIVE_PRIOR ->
                throw new IllegalArgumentException(conditioning + " is drawn by a prior");
        };
    }

    private float[] diffused(
            LoadedModels.Networks networks, StageChoice stage, TextFeatures text, CandidateDraft draft) {
        StageLoop loop = new StageLoop(job);
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            GuidedRows rows = captions(text, tables.nullTextEmbeddingPrior(), stage);
            ConditionedDenoiser denoiser = StageNetworks.bind(
                    stage,
                    networks,
                    model -> DiffusionPrior.bind(
                            networks.find(Roles.PRIOR_TEXT), model, scope, rows, geometry.dimension(), job.cancel()));
            return closest(stage, text, sample -> {
                float[] whitened = loop.run(
                        draft,
                        stage,
                        denoiser,
                        geometry.dimension(),
                        loop.ahead(draft.streams().stream(stage.name(), sample), geometry.dimension()),
                        Optional.empty(),
                        UnaryOperator.identity());
                return geometry.raw(whitened);
            });
        }
    }

    private float[] autoregressive(OnnxModel model, StageChoice stage, TextFeatures text, CandidateDraft draft) {
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            PackGeometry.Buckets buckets = tables.autoregressive().orElseThrow();
            AutoregressivePrior prior = new AutoregressivePrior(
                    model,
                    scope,
                    captions(text, buckets.nullText(), stage),
                    buckets,
                    AutoregressiveStage.dotQuantile(job.engine().contents().manifest()));
            return closest(stage, text, sample -> geometry.ofComponents(drawn(prior, stage, draft, sample)));
        }
    }

    private GuidedRows captions(TextFeatures text, float[] nullText, StageChoice stage) {
        return GuidedRows.of(Row.of(job.engine().noText(nullText, text)), Row.of(text), stage.guidance());
    }

    /** Components of one z_i, one by one. */
    private float[] drawn(AutoregressivePrior prior, StageChoice stage, CandidateDraft draft, int sample) {
        NoiseStreams streams = draft.streams();
        job.report().begins(draft.index(), stage.name());
        long begun = System.nanoTime();
        long inside = prior.nanosInside();
        float[] values = NotFiniteException.unless(
                stage.name(),
                () -> prior.draw(
                        streams.stream(stage.name(), sample),
                        job.cancel(),
                        (step, nanos) -> job.report().stepDone(draft.index(), stage.name(), nanos)));
        job.report().took(stage.name(), stage.steps(), prior.nanosInside() - inside, System.nanoTime() - begun, 0);
        return values;
    }

    /** Of k samples of z_i the one with the largest dot product with z_t (the paper, section 2.2). */
    private static float[] closest(StageChoice stage, TextFeatures text, IntFunction<float[]> draw) {
        float[] best = draw.apply(0);
        double bestDot = Embeddings.dot(best, text.embedding());
        for (int sample = 1; sample < stage.samples(); sample++) {
            float[] z = draw.apply(sample);
            double dot = Embeddings.dot(z, text.embedding());
            if (dot > bestDot) {
                bestDot = dot;
                best = z;
            }
        }
        return best;
    }
}
