package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.diffusion.Sampler;
import studio.unclip.inference.diffusion.Start;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Stage;

/**
 * A picture drawn anew as a prompt says (SDEdit, Meng et al. 2022): the decoder begins with the small picture under noise,
 * the further up the schedule the stronger, and everything else is as from text. One job; model thread only.
 */
final class RefineRun {
    private final ImageRequest.Refine request;
    private final EditStages stages;
    private final JobContext context;

    /** Of the decoder's schedule that is walked, above 0 to 1. */
    private final double share;

    /** Whether the prior draws what to lead away from as well, for a decoder that reads no caption (Kandinsky 2.2). */
    private final boolean drawsBoth;

    private RefineRun(
            ImageRequest.Refine request, double share, boolean drawsBoth, EditStages stages, JobContext context) {
        this.request = request;
        this.share = share;
        this.drawsBoth = drawsBoth;
        this.stages = stages;
        this.context = context;
    }

    static Operation operation(PackContents contents, ImageRequest.Refine request) {
        PackManifest manifest = contents.manifest();
        Operations.Refine constants = manifest.operations()
                .refine()
                .orElseThrow(() -> new InvalidRequestException(
                        "pack", "The pack " + manifest.id() + " cannot begin with a picture."));
        double share = request.strength() == 1 ? 1 : constants.strength().at(request.strength());
        boolean drawsBoth = !request.negative().isBlank() && !contents.readsCaption();
        EditStages stages = EditStages.of(manifest, request, stage -> true).ofPriors(drawsBoth ? 2 : 1);
        if (!request.negative().isBlank() && stages.decoder().guidance() == 1) {
            throw new InvalidRequestException(
                    "negative",
                    "Words to lead away from need guidance; give the "
                            + stages.decoder().name() + " a guidance above 1, or leave them out.");
        }
        Set<String> towers = new HashSet<>(Set.of(Roles.TEXT_ENCODER, Roles.IMAGE_ENCODER));
        if (!contents.canRank()) {
            towers.remove(Roles.IMAGE_ENCODER);
        }
        return new Operation(
                request,
                stages.all(),
                towers,
                1,
                List.of(WholeView.square(request.picture(), stages.largest())),
                context -> new RefineRun(request, share, drawsBoth, stages, context).run());
    }

    private JobEvent.Ended run() throws PackException {
        return request.strength() == 0 ? unchanged() : refined();
    }

    /** No noise at all. */
    private JobEvent.Ended unchanged() {
        Candidates candidates = new Candidates(context, request, stages.all(), Map.of());
        Picture same = request.picture().read(request.picture().bounds());
        for (int index = 0; index < request.candidates(); index++) {
            long seed = candidates.draft(request, index, 0).seed();
            candidates.finished(index, seed, new Result.Whole(same), OptionalDouble.empty());
        }
        return candidates.ended();
    }

    private JobEvent.Ended refined() throws PackException {
        WholeView view = WholeView.of(request.picture(), stages.largest());
        TextEmbeddings texts = new TextEmbeddings(context);
        TextFeatures text = texts.of(request.prompt());
        TextFeatures away = request.negative().isBlank() ? Cascade.noText(context, text) : texts.of(request.negative());
        ImageEmbeddings images = new ImageEmbeddings(context);
        EditStages walked = stages.with(stages.decoder().withSteps(allSteps()));
        EditCascade cascade = new EditCascade(
                new Cascade(context, walked.pictures(), text, away),
                walked.pictures(),
                view,
                Optional.empty(),
                1 - share,
                Optional.empty(),
                (decoder, draft) -> draft.depart(stages.decoder().name(), departure(view, draft)));
        List<Part> parts = new ArrayList<>();
        List<TextFeatures> captions = drawsBoth ? List.of(text, away) : List.of(text);
        stages.all().stream()
                .filter(StageChoice::isPrior)
                .forEach(prior -> parts.add(images.prior(prior, captions, this::condition)));
        parts.addAll(cascade.parts());
        if (context.engine().canRank()) {
            parts.add(Candidates.comparison(images, text));
        }
        Candidates candidates = new Candidates(context, request, stages.all(), Map.of());
        candidates.make(
                request.candidates(),
                parts,
                index -> candidates.draft(request, index, 0),
                draft -> Optional.of(new Result.Whole(draft.picture())));
        return candidates.ended();
    }

    private void condition(CandidateDraft draft, List<float[]> z) {
        EmbeddingGeometry geometry = context.engine().geometry();
        draft.condition(geometry.whiten(z.getFirst()));
        if (drawsBoth) {
            draft.leadAway(geometry.whiten(z.getLast()));
        }
    }

    /**
     * Steps of the whole schedule, of which the stage's steps are the share that is walked: so every strength has the same
     * number of calls, and the noise it begins with is nearly what was asked for.
     */
    private int allSteps() {
        StageChoice decoder = stages.decoder();
        double wanted = decoder.steps() / Math.max(share, 1e-3);
        return decoder.stepNumbers().get(decoder.sampler()).nearest((int) Math.min(Stage.MAX_STEPS, Math.rint(wanted)));
    }

    private Departure departure(WholeView view, CandidateDraft draft) {
        StageChoice decoder = stages.decoder();
        int all = allSteps();
        int level = all - (int) Math.rint(share * all);
        if (level == 0) {
            return Departure.NONE;
        }
        float[] picture = view.at(decoder.size());
        float[] noise = new float[decoder.sample().elements()];
        // A stream of its own: the stage's goes to the steps.
        draft.streams().stream(decoder.name() + "-start", 0).normal(noise);
        return (plain, space) -> {
            Sampler sampler = plain.sampler();
            float[] sample = space.of(picture);
            int from = Math.min(level, sampler.steps() - 1);
            float signal = (float) Math.sqrt(sampler.signal(from));
            float spread = (float) Math.sqrt(1 - sampler.signal(from));
            float[] start = new float[sample.length];
            for (int k = 0; k < start.length; k++) {
                start[k] = signal * sample[k] + spread * noise[k];
            }
            return plain.from(new Start.At(from, start));
        };
    }
}
