package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.embedding.EmbeddingPath;
import studio.unclip.inference.job.PreparedJobs;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;

/** What a {@link PreparedEdit} of this process finds once, and the previews made from it. Made on the model thread. */
final class PreparedDiff implements PreparedJobs.Work {
    private final ImageRequest.TextDiff request;
    private final DiffChoice whole;
    private final DiffChoice choice;
    private final Queue queue;
    private final List<PixelRect> views;

    /** Written on the model thread before the finding ends, read by later jobs and their listeners. */
    private volatile Found found;

    /** Runs an operation as a job. */
    @FunctionalInterface
    interface Queue {
        Job submit(Operation operation, Consumer<? super JobEvent> listener);
    }

    /** What every theta shares. */
    private record Found(
            DiffGround ground,
            TextFeatures none,
            EmbeddingPath path,
            SourcePath source,
            Optional<float[]> again,
            PreviewCorrection correction) {}

    /** @param whole of the finished diff; the previews come near to it in few steps */
    PreparedDiff(ImageRequest.TextDiff request, DiffChoice whole, Queue queue) {
        this.request = request;
        this.whole = whole;
        this.choice = whole.quick();
        this.queue = queue;
        this.views = List.of(WholeView.square(request.picture(), choice.largest()));
    }

    @Override
    public Job find(Consumer<? super JobEvent> told) {
        return queue.submit(new Operation(request, choice.stages().all(), choice.towers(), 1, views, this::find), told);
    }

    @Override
    public ImageRequest.TextDiff found() {
        return request.from(found.ground().request().from());
    }

    @Override
    public Job preview(double theta, Consumer<? super JobEvent> told) {
        return queue.submit(
                new Operation(
                        request, choice.stages().pictures(), Set.of(), 1, views, context -> preview(context, theta)),
                told);
    }

    @Override
    public void close() {
        // What was found is let go with this.
    }

    private JobEvent.Ended find(JobContext context) throws PackException {
        DiffGround ground = DiffGround.of(context, request, choice.largest());
        TextFeatures none = Cascade.noText(context, ground.to());
        StageChoice decoder = choice.stages().decoder();
        EmbeddingPath path = choice.prior().isEmpty()
                ? ground.byText(context.engine().geometry(), choice.constants())
                : byPrior(context, ground, choice.prior().get());
        try (LoadedModels.Networks networks = leased(context, decoder)) {
            SourcePath source = source(context, networks, decoder, ground, none);
            StageChoice finishing = whole.stages().decoder();
            SourcePath finished = source(context, networks, finishing, ground, none);
            Optional<float[]> again = again(context, networks, decoder, ground);
            Picture[] previews = new Picture[PreviewCorrection.STOPS.length];
            Picture[] pictures = new Picture[previews.length];
            for (int stop = 0; stop < previews.length; stop++) {
                float[] whitened = path.at(PreviewCorrection.STOPS[stop]);
                previews[stop] = made(context, networks, decoder, ground, none, whitened, source, again);
                pictures[stop] = made(context, networks, finishing, ground, none, whitened, finished, again);
            }
            found = new Found(ground, none, path, source, again, PreviewCorrection.of(previews, pictures));
        }
        return ended(context);
    }

    private static SourcePath source(
            JobContext context,
            LoadedModels.Networks networks,
            StageChoice decoder,
            DiffGround ground,
            TextFeatures none)
            throws PackException {
        float[] picture = ground.view().at(decoder.size());
        return SourcePath.of(context, networks, decoder, ground.whitened(), none, picture, ground.draft(0));
    }

    /** The decoder's picture under an embedding, begun at the source's own x_T. */
    private Picture made(
            JobContext context,
            LoadedModels.Networks networks,
            StageChoice decoder,
            DiffGround ground,
            TextFeatures none,
            float[] whitened,
            SourcePath source,
            Optional<float[]> again)
            throws PackException {
        CandidateDraft draft = ground.draft(0);
        draft.condition(whitened);
        draft.depart(decoder.name(), source.departure(ground.view(), request.mask()));
        new Cascade(context, List.of(decoder), none).parts().getFirst().work().make(networks, draft);
        return again.map(unchanged -> detailed(draft.picture(), unchanged, ground.view()))
                .orElseGet(draft::picture);
    }

    /** What comes back of the unchanged picture where the decoder paints in latents, which hold less than pixels. */
    private static Optional<float[]> again(
            JobContext context, LoadedModels.Networks networks, StageChoice decoder, DiffGround ground) {
        if (decoder.stage().latent().isEmpty()) {
            return Optional.empty();
        }
        float[] seen = ground.view().at(decoder.size());
        return Optional.of(new StageSpace(context, decoder, networks).again(seen));
    }

    private Picture detailed(Picture made, float[] again, WholeView view) {
        float[] planes = CandidateDraft.Planes.of(made).values();
        int size = made.width();
        float[] before = CandidateDraft.Planes.of(new CandidateDraft.Planes(again, size, size).picture())
                .values();
        float[] detailed = new OwnDetail(view, before, planes, size, 1, request.mask()).at(size, planes, before);
        return new CandidateDraft.Planes(detailed, size, size).picture();
    }

    private EmbeddingPath byPrior(JobContext context, DiffGround ground, StageChoice prior) throws PackException {
        try (LoadedModels.Networks networks = leased(context, prior)) {
            return ground.byPrior(context, networks, prior, choice.constants(), 0);
        }
    }

    private JobEvent.Ended preview(JobContext context, double theta) throws PackException {
        StageChoice decoder = choice.stages().decoder();
        Picture quick;
        try (LoadedModels.Networks networks = leased(context, decoder)) {
            float[] whitened = found.path().at(theta);
            quick = made(
                    context, networks, decoder, found.ground(), found.none(), whitened, found.source(), found.again());
        }
        Picture picture = found.correction().on(quick, theta);
        context.job()
                .tell(new JobEvent.Preview(
                        context.job().id(),
                        0,
                        decoder.name(),
                        request.picture().bounds(),
                        found.ground().view().cut(picture)));
        return ended(context);
    }

    private static LoadedModels.Networks leased(JobContext context, StageChoice stage) throws PackException {
        return context.models()
                .leaseAll(stage.components(context.engine().contents().manifest()));
    }

    private static JobEvent.Ended ended(JobContext context) {
        return new JobEvent.Completed(
                context.job().id(), List.of(), context.report().timings(context.models()));
    }
}
