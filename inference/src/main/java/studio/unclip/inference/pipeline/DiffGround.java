package studio.unclip.inference.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.embedding.EmbeddingPath;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.PackException;

/**
 * What a text diff starts from, whatever its theta: the picture and its embedding, both captions as CLIP reads them, and
 * the way z_i goes from one to the other. Model thread.
 *
 * @param request with what the picture shows, said or found; its theta and mask say nothing
 * @param view the picture
 * @param z its z_i, raw
 * @param whitened the same as the decoder reads it
 * @param from what it shows
 * @param to what it is to show
 * @param drawn ways a prior has drawn so far, by candidate
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record DiffGround(
        ImageRequest.TextDiff request,
        WholeView view,
        float[] z,
        float[] whitened,
        TextFeatures from,
        TextFeatures to,
        Map<Integer, EmbeddingPath> drawn) {
    /** Captions that are followed where the picture's own is not said. */
    private static final int BEAMS = 5;

    /**
     * The last one if it will do.
     *
     * @param largest side of the largest picture the cascade makes
     */
    static DiffGround of(JobContext job, ImageRequest.TextDiff request, int largest) throws PackException {
        DiffGround ground = job.engine().diffs().of(request, asked -> found(job, asked, largest));
        // Read from this job's own source: an earlier one's may be closed.
        WholeView view = new WholeView(
                request.picture(), ground.view().frame(), ground.view().planes());
        return new DiffGround(
                ground.request(), view, ground.z(), ground.whitened(), ground.from(), ground.to(), ground.drawn());
    }

    private static DiffGround found(JobContext job, ImageRequest.TextDiff request, int largest) throws PackException {
        WholeView view = WholeView.of(request.picture(), largest);
        float[] z = new ImageEmbeddings(job)
                .ofPictures(List.of(view.picture()), nanos -> {})
                .getFirst();
        ImageRequest.TextDiff said = request.from().isBlank() ? described(job, request, z) : request;
        List<TextFeatures> texts = new TextEmbeddings(job).of(List.of(said.from(), said.to()), nanos -> {});
        return new DiffGround(
                said, view, z, job.engine().geometry().whiten(z), texts.getFirst(), texts.getLast(), new HashMap<>());
    }

    /** The best caption that does not say already what the picture is to become. */
    private static ImageRequest.TextDiff described(JobContext job, ImageRequest.TextDiff request, float[] z)
            throws PackException {
        String to = request.to().strip().toLowerCase(Locale.ROOT);
        String from = new Captions(job)
                .of(z, BEAMS, (component, nanos) -> {}).stream()
                        .map(AnalysisResult.Caption::text)
                        .filter(text -> !text.strip().toLowerCase(Locale.ROOT).equals(to))
                        .findFirst()
                        .orElse("");
        return request.from(from);
    }

    /** The paper's way (section 3.3): along the arc from z_i to the captions' normalised difference. */
    EmbeddingPath byText(EmbeddingGeometry geometry, Operations.TextDiff constants) {
        float[] difference =
                geometry.inDirection(Embeddings.difference(to.embedding(), from.embedding()), Embeddings.length(z));
        return new EmbeddingPath(
                at -> at == 0 ? whitened : geometry.whiten(Embeddings.slerp(z, difference, at * constants.slerp())));
    }

    /**
     * By what a prior draws for one caption more than for the other, from the same noise.
     *
     * @param candidate whose noise it is
     */
    EmbeddingPath byPrior(
            JobContext job,
            LoadedModels.Networks networks,
            StageChoice prior,
            Operations.TextDiff constants,
            int candidate) {
        return drawn.computeIfAbsent(candidate, _ -> draw(job, networks, prior, constants, candidate));
    }

    private EmbeddingPath draw(
            JobContext job,
            LoadedModels.Networks networks,
            StageChoice prior,
            Operations.TextDiff constants,
            int candidate) {
        EmbeddingGeometry geometry = job.engine().geometry();
        float[] before = drawn(job, networks, prior, from, candidate);
        float[] after = drawn(job, networks, prior, to, candidate);
        return new EmbeddingPath(at -> {
            if (at == 0) {
                return whitened;
            }
            float[] moved = new float[whitened.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = whitened[i] + (float) (at * constants.reach()) * (after[i] - before[i]);
            }
            // The decoder knows embeddings of the pack's length only.
            return geometry.whiten(geometry.raw(moved));
        });
    }

    private float[] drawn(
            JobContext job, LoadedModels.Networks networks, StageChoice prior, TextFeatures text, int candidate) {
        CandidateDraft draft = draft(candidate);
        new ImageEmbeddings(job).prior(prior, text).work().make(networks, draft);
        return draft.conditioning();
    }

    /** An untouched draft of a candidate. */
    CandidateDraft draft(int candidate) {
        long seed = Seeds.ofCandidate(request.seed(), candidate);
        return new CandidateDraft(candidate, 0, seed, NoiseStreams.perStage(seed));
    }

    /** Needs the towers that {@link #of} asks. */
    static List<String> towers(ImageRequest.TextDiff request) {
        return request.from().isBlank()
                ? List.of(Roles.TEXT_ENCODER, Roles.IMAGE_ENCODER, Roles.CAPTIONER)
                : List.of(Roles.TEXT_ENCODER, Roles.IMAGE_ENCODER);
    }
}
