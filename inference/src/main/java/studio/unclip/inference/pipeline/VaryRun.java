package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.diffusion.Start;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.PackException;

/**
 * Relatives of a picture (the paper, section 3.1): its z_i and its x_T are found, one is moved in meaning, the other in
 * layout, and both are decoded again. One job; model thread only.
 */
final class VaryRun {
    private final ImageRequest.Vary request;
    private final Operations.Vary constants;
    private final EditStages stages;
    private final JobContext context;

    private VaryRun(ImageRequest.Vary request, Operations.Vary constants, EditStages stages, JobContext context) {
        this.request = request;
        this.constants = constants;
        this.stages = stages;
        this.context = context;
    }

    static Operation operation(PackContents contents, ImageRequest.Vary request) {
        Operations.Vary constants = contents.manifest()
                .operations()
                .vary()
                .orElseThrow(() -> new InvalidRequestException(
                        "pack",
                        "The pack " + contents.manifest().id()
                                + " cannot vary pictures: that needs an image encoder and the sampler ddim."));
        int steps = EditStages.decoder(contents.manifest()).defaults().steps();
        EditStages found = EditStages.inverting(contents.manifest(), request, steps, stage -> false);
        StageChoice decoder = found.decoder();
        boolean chosen = request.stages().containsKey(decoder.name())
                && request.stages().get(decoder.name()).eta().isPresent();
        EditStages stages = chosen ? found : found.with(decoder.withEta(constants.eta() * request.layout()));
        return new Operation(
                request,
                stages.all(),
                Set.of(Roles.TEXT_ENCODER, Roles.IMAGE_ENCODER),
                2,
                List.of(WholeView.square(request.picture(), stages.largest())),
                context -> new VaryRun(request, constants, stages, context).run());
    }

    private JobEvent.Ended run() throws PackException {
        WholeView view = WholeView.of(request.picture(), stages.largest());
        EmbeddingGeometry geometry = context.engine().geometry();
        float[] z = new ImageEmbeddings(context)
                .ofPictures(List.of(view.picture()), nanos -> {})
                .getFirst();
        float[] whitened = geometry.whiten(z);
        TextFeatures none = new TextEmbeddings(context).none();
        StageChoice decoder = stages.decoder();
        float[] picture = view.at(decoder.size());
        EditCascade cascade = new EditCascade(
                new Cascade(context, stages.pictures(), none),
                stages.pictures(),
                view,
                Optional.of(whitened),
                1 - request.layout(),
                Optional.empty(),
                (networks, draft) -> draft.depart(
                        decoder.name(),
                        departure(SourcePath.of(context, networks, decoder, whitened, none, picture, draft), draft)));
        Candidates candidates = new Candidates(context, request, stages.all(), Map.of());
        candidates.make(
                request.candidates(),
                cascade.parts(),
                index -> {
                    CandidateDraft draft = candidates.draft(request, index, 0);
                    draft.condition(moved(whitened, draft));
                    return draft;
                },
                draft -> Optional.of(new Result.Whole(draft.picture())));
        return candidates.ended();
    }

    /** z_i on its way to a random one, as long as the pack's embeddings are: the decoder knows no others. */
    private float[] moved(float[] whitened, CandidateDraft draft) {
        double share = constants.meaning().at(request.meaning());
        if (share == 0) {
            return whitened;
        }
        EmbeddingGeometry geometry = context.engine().geometry();
        float[] other = new float[whitened.length];
        draft.streams().stream("meaning", 0).normal(other);
        float[] moved = Embeddings.slerp(whitened, other, share);
        return geometry.whiten(geometry.raw(moved));
    }

    /** From x_T with a share of fresh noise, its variance kept; held to the picture as far as x_T is the picture's own. */
    private Departure departure(SourcePath path, CandidateDraft draft) {
        double share = constants.layout().at(request.layout());
        if (share == 0) {
            return path.departure();
        }
        float[] start = path.trajectory().at(0);
        float[] fresh = new float[start.length];
        draft.streams().stream("layout", 0).normal(fresh);
        float own = (float) Math.cos(share * Math.PI / 2);
        float drawn = (float) Math.sin(share * Math.PI / 2);
        for (int k = 0; k < start.length; k++) {
            start[k] = own * start[k] + drawn * fresh[k];
        }
        return (plain, space) ->
                plain.from(new Start.At(0, start)).agreeing(path.anchor().loosening(1 - share, path.side()));
    }
}
