package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.Seeds;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.diffusion.NoiseStreams;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;

/**
 * The candidates of a run: sent through its parts, told as soon as they are finished, given their recipe, and ordered at
 * the end. A candidate that fails by itself leaves the others alone. Model thread.
 */
final class Candidates {
    private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

    private final JobContext context;
    private final ImageRequest recorded;
    private final Map<String, StageSettings> settings = new HashMap<>();
    private final Map<String, String> notes;
    private final Map<Integer, ImageRequest> ownRequests = new HashMap<>();
    private final Set<Integer> failed = new HashSet<>();
    private final List<Ranked> ready = new ArrayList<>();
    private Optional<JobFailure> failure = Optional.empty();

    private record Ranked(int index, double score) {}

    /** Makes the result of a draft that has passed all parts. */
    interface Finish {
        /** @return the candidate's result; empty while some of its windows are still to be made */
        Optional<Result> of(CandidateDraft draft);
    }

    /**
     * @param recorded what the recipes are to say: the request, with what the run has found out by itself
     * @param stages what ran
     * @param notes of the recipes
     */
    Candidates(JobContext context, ImageRequest recorded, List<StageChoice> stages, Map<String, String> notes) {
        this.context = context;
        // Hashed once for all candidates.
        this.recorded = new Recipe("", "", recorded.with(recorded.sampling().one(0, Map.of())), Map.of()).request();
        this.notes = notes;
        stages.forEach(stage -> settings.put(stage.name(), stage.settings()));
    }

    /** Has a candidate's recipe say another request than the others'. */
    void record(int index, ImageRequest own) {
        ownRequests.put(index, own);
    }

    /** An untouched draft: the candidate's seed, its streams of noise. */
    CandidateDraft draft(ImageRequest request, int index, int window) {
        Sampling sampling = request.sampling();
        long seed = Seeds.ofCandidate(sampling.seed(), index);
        return new CandidateDraft(
                index,
                window,
                seed,
                sampling.noiseOrder() == NoiseOrder.ONE_STREAM
                        ? NoiseStreams.oneStream(seed)
                        : NoiseStreams.perStage(seed));
    }

    /**
     * Sends one draft of each candidate that has not failed through the parts.
     *
     * @param parts in the order in which each candidate passes them
     * @param drafts makes the beginning of a candidate, from its index
     */
    void make(int candidates, List<Part> parts, IntFunction<CandidateDraft> drafts, Finish finish)
            throws PackException {
        make(IntStream.range(0, candidates), parts, drafts, finish);
    }

    /** The same for some candidates. */
    void make(IntStream candidates, List<Part> parts, IntFunction<CandidateDraft> drafts, Finish finish)
            throws PackException {
        new PartOrder(context.models(), parts, outcome(finish))
                .run(
                        context.plan().memory().inTurn(),
                        candidates.filter(index -> !failed.contains(index)).toArray(),
                        drafts);
    }

    /**
     * Which candidates of a request pass all of its windows together: each by itself, so that the first is finished
     * soonest; all, where networks are loaded in turn, so that none is read anew for every candidate of a window.
     */
    List<int[]> rounds(ImageRequest request) {
        int[] all = IntStream.range(0, request.candidates()).toArray();
        return context.plan().memory().inTurn()
                ? List.of(all)
                : Arrays.stream(all).mapToObj(index -> new int[] {index}).toList();
    }

    /** CLIP similarity of picture and caption. A picture it cannot judge is a picture all the same. */
    static Part comparison(ImageEmbeddings images, TextFeatures text) {
        return Part.of(Roles.IMAGE_ENCODER, (tower, draft) -> {
            try {
                draft.score(Embeddings.cosine(images.ofPicture(tower, draft.picture()), text.embedding()));
            } catch (NotFiniteException e) {
                LOG.warn("candidate {} has no score", draft.index(), e);
            }
        });
    }

    /** The last event: best match first. */
    JobEvent.Ended ended() {
        if (ready.isEmpty()) {
            return new JobEvent.Failed(context.job().id(), failure.orElseThrow(), 0);
        }
        ready.sort(Comparator.comparingDouble((Ranked r) -> -r.score()).thenComparingInt(Ranked::index));
        return new JobEvent.Completed(
                context.job().id(),
                ready.stream().map(Ranked::index).toList(),
                context.report().timings(context.models()));
    }

    /** A candidate that was made without parts. */
    void finished(int index, long seed, Result result, OptionalDouble score) {
        Set<Candidate.Warning> warnings = result instanceof Result.Whole whole && OneColour.is(whole.picture())
                ? Set.of(Candidate.Warning.ONE_COLOUR)
                : Set.of();
        ready.add(new Ranked(index, score.orElse(0)));
        context.report().ready(new Candidate(index, result, recipe(index, seed), score, warnings));
    }

    private PartOrder.Outcome outcome(Finish finish) {
        return new PartOrder.Outcome() {
            @Override
            public void finished(CandidateDraft draft) {
                finish.of(draft)
                        .ifPresent(
                                result -> Candidates.this.finished(draft.index(), draft.seed(), result, draft.score()));
            }

            @Override
            public void failed(CandidateDraft draft, NotFiniteException why) {
                LOG.error("candidate {} failed", draft.index(), why);
                JobFailure reason = new JobFailure.NotFinite(why.stage(), why.getMessage());
                failure = Optional.of(failure.orElse(reason));
                failed.add(draft.index());
                context.report().failed(draft.index(), reason);
            }
        };
    }

    private Recipe recipe(int index, long seed) {
        ImageRequest own = ownRequests.getOrDefault(index, recorded);
        PackManifest manifest = context.engine().contents().manifest();
        return new Recipe(
                manifest.id(), manifest.version(), own.with(own.sampling().one(seed, settings)), notes);
    }
}
