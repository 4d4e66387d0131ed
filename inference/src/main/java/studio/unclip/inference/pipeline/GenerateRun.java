package studio.unclip.inference.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;

/**
 * Text to picture, as the paper has it: caption → z_t; prior → z_i; decoder → 64 pixels; upsamplers → the finished
 * picture, which CLIP compares with the caption. One job; model thread only.
 */
final class GenerateRun {
    private static final Logger LOG = LoggerFactory.getLogger(GenerateRun.class);

    private final Engine engine;
    private final ImageRequest.Generate request;
    private final List<StageChoice> stages;
    private final LocalJob job;
    private final JobContext context;
    private final List<Ranked> ready = new ArrayList<>();
    private Optional<JobFailure> failure = Optional.empty();

    private record Ranked(int index, double score) {}

    /** @param stages what {@link StageChoice} made of the request */
    GenerateRun(
            Engine engine,
            ImageRequest.Generate request,
            List<StageChoice> stages,
            LocalJob job,
            JobPlan plan,
            Duration previewInterval) {
        this.engine = engine;
        this.request = request;
        this.stages = stages;
        this.job = job;
        stages.forEach(s -> engine.costs().assume(s.name(), s.stage().size().orElse(0)));
        this.context = JobContext.begin(
                engine,
                job,
                plan,
                previewInterval,
                stages.stream()
                        .map(s -> new ProgressMeter.Part(s.name(), s.allSteps()))
                        .toList(),
                request.candidates());
    }

    JobEvent.Ended run() throws PackException {
        TextFeatures text = new TextEmbeddings(context).of(request.prompt());
        ImageEmbeddings images = new ImageEmbeddings(context);
        List<Part> parts = new ArrayList<>();
        List<StageChoice> priors = stages.stream().filter(StageChoice::isPrior).toList();
        priors.forEach(prior -> parts.add(images.prior(prior, text)));
        List<StageChoice> pictures =
                stages.stream().filter(stage -> !stage.isPrior()).toList();
        parts.addAll(new Cascade(context, pictures, text).parts());
        if (engine.canRank()) {
            parts.add(comparison(images, text));
        }
        new PartOrder(context.models(), parts, outcome())
                .run(context.plan().memory().inTurn(), request.candidates(), index -> {
                    CandidateDraft draft = draft(index);
                    if (priors.isEmpty()) {
                        draft.condition(images.standIn(request.conditioning(), text));
                    }
                    return draft;
                });
        return ended();
    }

    private CandidateDraft draft(int index) {
        long seed = Seeds.ofCandidate(request.seed(), index);
        return new CandidateDraft(
                index,
                seed,
                request.noiseOrder() == NoiseOrder.ONE_STREAM
                        ? NoiseStreams.oneStream(seed)
                        : NoiseStreams.perStage(seed));
    }

    /** CLIP similarity of picture and caption. A picture it cannot judge is a picture all the same. */
    private static Part comparison(ImageEmbeddings images, TextFeatures text) {
        return Part.of(Roles.IMAGE_ENCODER, (tower, draft) -> {
            try {
                draft.score(Embeddings.cosine(images.ofPicture(tower, draft.picture()), text.embedding()));
            } catch (NotFiniteException e) {
                LOG.warn("candidate {} has no score", draft.index(), e);
            }
        });
    }

    private PartOrder.Outcome outcome() {
        return new PartOrder.Outcome() {
            @Override
            public void finished(CandidateDraft draft) {
                Picture picture = draft.picture();
                Set<Candidate.Warning> warnings =
                        OneColour.is(picture) ? Set.of(Candidate.Warning.ONE_COLOUR) : Set.of();
                ready.add(new Ranked(draft.index(), draft.score().orElse(0)));
                context.report()
                        .ready(new Candidate(draft.index(), picture, recipe(draft.seed()), draft.score(), warnings));
            }

            @Override
            public void failed(CandidateDraft draft, NotFiniteException why) {
                LOG.error("candidate {} failed", draft.index(), why);
                JobFailure reason = new JobFailure.NotFinite(why.stage(), why.getMessage());
                failure = Optional.of(failure.orElse(reason));
                context.report().failed(draft.index(), reason);
            }
        };
    }

    private JobEvent.Ended ended() {
        if (ready.isEmpty()) {
            return new JobEvent.Failed(job.id(), failure.orElseThrow(), 0);
        }
        ready.sort(Comparator.comparingDouble((Ranked r) -> -r.score()).thenComparingInt(Ranked::index));
        return new JobEvent.Completed(
                job.id(),
                ready.stream().map(Ranked::index).toList(),
                context.report().timings(context.models().nanosOpening()));
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
                                .toLowerCase(Locale.ROOT))
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
