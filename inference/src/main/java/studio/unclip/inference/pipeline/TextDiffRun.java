package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.embedding.EmbeddingPath;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;

/**
 * A picture moved from what one caption says towards what another says (the paper, section 3.3): its x_T stays, its z_i
 * moves. One job; model thread only.
 */
final class TextDiffRun {
    private final ImageRequest.TextDiff request;
    private final DiffChoice choice;
    private final JobContext context;

    private TextDiffRun(ImageRequest.TextDiff request, DiffChoice choice, JobContext context) {
        this.request = request;
        this.choice = choice;
        this.context = context;
    }

    static Operation operation(PackContents contents, ImageRequest.TextDiff request) {
        DiffChoice choice = DiffChoice.of(contents, request);
        return new Operation(
                request,
                choice.stages().all(),
                choice.towers(),
                2,
                List.of(WholeView.square(request.picture(), choice.largest())),
                context -> new TextDiffRun(request, choice, context).run());
    }

    private JobEvent.Ended run() throws PackException {
        EditStages stages = choice.stages();
        DiffGround ground = DiffGround.of(context, request, choice.largest());
        TextFeatures none = Cascade.noText(context, ground.to());
        StageChoice decoder = stages.decoder();
        float[] picture = ground.view().at(decoder.size());
        List<Part> parts = new ArrayList<>();
        choice.prior()
                .ifPresent(prior -> parts.add(new Part(
                        prior.components(context.engine().contents().manifest()),
                        (networks, draft) -> condition(
                                draft, ground.byPrior(context, networks, prior, choice.constants(), draft.index())))));
        EditCascade cascade = new EditCascade(
                new Cascade(context, stages.pictures(), none),
                stages.pictures(),
                ground.view(),
                Optional.of(ground.whitened()),
                1,
                request.mask(),
                (networks, draft) -> draft.depart(
                        decoder.name(),
                        SourcePath.of(context, networks, decoder, ground.whitened(), none, picture, draft)
                                .departure(ground.view(), request.mask())));
        parts.addAll(cascade.parts());
        if (context.engine().canRank()) {
            parts.add(Candidates.comparison(new ImageEmbeddings(context), ground.to()));
        }
        Candidates candidates =
                new Candidates(context, request.from(ground.request().from()), stages.all(), Map.of());
        candidates.make(
                request.candidates(),
                parts,
                index -> {
                    CandidateDraft draft = candidates.draft(request, index, 0);
                    if (choice.prior().isEmpty()) {
                        condition(draft, ground.byText(context.engine().geometry(), choice.constants()));
                    }
                    return draft;
                },
                draft -> Optional.of(new Result.Whole(draft.picture())));
        return candidates.ended();
    }

    private void condition(CandidateDraft draft, EmbeddingPath path) {
        draft.condition(path.at(request.theta()));
    }
}
