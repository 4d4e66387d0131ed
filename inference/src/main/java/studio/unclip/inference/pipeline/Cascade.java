package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.diffusion.NoiseAhead;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.model.ConditionedDenoiser;
import studio.unclip.inference.model.Decoder;
import studio.unclip.inference.model.GuidedRows;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.Row;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.model.Upsampler;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.Stage;

/**
 * Decoder and upsamplers (the paper, section 2.1): from a draft's conditioning to its picture, a part a stage. What is
 * known of the picture beforehand is told to every stage and put back after every step; how a stage's loop departs from
 * the plain one is the draft's.
 */
final class Cascade {
    private final JobContext job;
    private final List<StageChoice> stages;
    private final TextFeatures text;
    private final TextFeatures away;
    private final Optional<InAreas> areas;
    private final StageLoop loop;

    /** Whether what is known replaces the sample itself, not the model's guess. */
    private final boolean replaces;

    /** Captions of areas, and which pixels are whose. */
    private record InAreas(AreaShares shares, List<TextFeatures> texts) {}

    /**
     * @param stages the picture stages, smallest first
     * @param text the caption the decoder reads, or {@link #noText}
     */
    Cascade(JobContext job, List<StageChoice> stages, TextFeatures text) {
        this(job, stages, text, noText(job, text));
    }

    /** @param away the caption that guidance leads away from */
    Cascade(JobContext job, List<StageChoice> stages, TextFeatures text, TextFeatures away) {
        this(job, stages, text, away, Optional.empty());
    }

    private Cascade(
            JobContext job, List<StageChoice> stages, TextFeatures text, TextFeatures away, Optional<InAreas> areas) {
        this.job = job;
        this.stages = List.copyOf(stages);
        this.text = text;
        this.away = away;
        this.areas = areas;
        this.loop = new StageLoop(job);
        this.replaces = job.engine()
                .contents()
                .manifest()
                .operations()
                .inpaint()
                .filter(inpaint -> inpaint.mode() == Operations.InpaintMode.REPLACE)
                .isPresent();
    }

    /**
     * The same with captions of their own in areas; drafts have as many embeddings for them.
     *
     * @param texts in the order of the areas
     */
    Cascade inAreas(AreaShares shares, List<TextFeatures> texts) {
        return new Cascade(job, stages, text, away, Optional.of(new InAreas(shares, List.copyOf(texts))));
    }

    /** No caption, as the decoder reads it. */
    static TextFeatures noText(JobContext job, TextFeatures like) {
        return job.engine().noText(job.engine().contents().tables().nullTextEmbedding(), like);
    }

    /** In the order in which a picture grows; the last one finishes it. */
    List<Part> parts() {
        return stages.stream().map(this::part).toList();
    }

    private Part part(StageChoice stage) {
        boolean first = stage.equals(stages.getFirst());
        boolean last = stage.equals(stages.getLast());
        return new Part(stage.components(job.engine().contents().manifest()), (networks, draft) -> {
            begin(draft, stage);
            if (first && draft.streams().anyOrder() && !job.plan().memory().inTurn()) {
                stages.forEach(later -> begin(draft, later));
            }
            float[] made = stage.stage().lowResolution().isEmpty()
                    ? decode(networks, stage, draft)
                    : upsample(networks, stage, draft);
            draft.paint(new CandidateDraft.Planes(made, stage.width(), stage.height()));
            if (last) {
                draft.finish(draft.planes().picture());
            }
        });
    }

    /** What pictures are in a stage. */
    StageSpace space(StageChoice stage, LoadedModels.Networks networks) {
        return new StageSpace(job, stage, networks);
    }

    private float[] decode(LoadedModels.Networks networks, StageChoice stage, CandidateDraft draft) {
        StageSpace space = space(stage, networks);
        float[] nothing = job.engine().contents().tables().nullImageEmbedding();
        Row free = new Row(draft.away().orElse(nothing), away);
        GuidedRows rows = GuidedRows.of(free, given(draft), stage.guidance());
        // A decoder that nothing follows would be seen where known and painted pixels run into each other.
        Optional<KnownPicture> told = draft.known().map(one -> stages.size() > 1 ? one.sketched() : one);
        Optional<KnownPixels> known = told.map(space::known);
        float[] best = null;
        double least = Double.MAX_VALUE;
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            ConditionedDenoiser denoiser = StageNetworks.bind(
                    stage,
                    networks,
                    model -> areas.isEmpty()
                            ? Decoder.bind(
                                    networks.find(Roles.CONDITIONER),
                                    model,
                                    scope,
                                    rows,
                                    known,
                                    stage.sample(),
                                    job.cancel())
                            : Decoder.bindRegions(
                                    networks.find(Roles.CONDITIONER),
                                    model,
                                    scope,
                                    rows,
                                    areas.get().shares().all(),
                                    known,
                                    stage.sample(),
                                    job.cancel()));
            TorchRandom stream = stream(draft, stage);
            int left = stage.samples();
            while (left > 0) {
                NoiseAhead noise = draft.takeNoise(stage.name())
                        .orElseGet(() -> loop.ahead(stream, stage.sample().elements()));
                float[] picture = space.picture(run(draft, stage, space, denoiser, noise, known));
                float[] made = known.map(inside -> space.mended(picture, told.orElseThrow(), inside))
                        .orElse(picture);
                left--;
                double flaw = draft.flaw(made);
                if (best == null || flaw < least) {
                    best = made;
                    least = flaw;
                }
                if (draft.suffices(flaw)) {
                    job.report().skipped(draft.index(), stage.name(), left * stage.steps());
                    left = 0;
                }
            }
        }
        return best;
    }

    /** What the decoder is conditioned on: the whole, or what is left of it beside areas, and these. */
    private List<Row> given(CandidateDraft draft) {
        List<Row> given = new ArrayList<>();
        if (areas.isEmpty() || !areas.get().shares().rest().isEmpty()) {
            given.add(new Row(draft.conditioning(), text));
        }
        for (int i = 0; i < draft.inAreas().size(); i++) {
            given.add(
                    new Row(draft.inAreas().get(i), areas.orElseThrow().texts().get(i)));
        }
        return given;
    }

    private float[] upsample(LoadedModels.Networks networks, StageChoice stage, CandidateDraft draft) {
        int size = stage.size();
        int small = draft.planes().width();
        StageSpace space = space(stage, networks);
        Stage.LowResolution low = stage.stage().lowResolution().orElseThrow();
        float[] enlarged =
                Resample.resize(draft.planes().values(), 3, small, small, size, size, Filter.named(low.resample()));
        Optional<KnownPixels> known = draft.known().map(space::known);
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            return run(
                    draft,
                    stage,
                    space,
                    StageNetworks.bind(
                            stage,
                            networks,
                            model -> Upsampler.bind(
                                    model,
                                    scope,
                                    enlarged,
                                    Optional.ofNullable(draft.conditioning()),
                                    known,
                                    stage.sample(),
                                    job.cancel())),
                    draft.takeNoise(stage.name()).orElseGet(() -> noise(draft, stage)),
                    known);
        }
    }

    /**
     * Begins a stage's noise, if it has not been. That of later stages is drawn while the first runs, because a picture of
     * 1024 x 1024 takes three million numbers; not where networks are loaded in turn, for there memory is short, and the
     * first stage is run for several drafts before the second.
     */
    private void begin(CandidateDraft draft, StageChoice stage) {
        // Only of a loop that starts from noise it is known that it reads some; several read one stream in turn.
        if (!draft.departs(stage.name()) && stage.samples() == 1) {
            draft.keepNoise(stage.name(), () -> noise(draft, stage).begin());
        }
    }

    private NoiseAhead noise(CandidateDraft draft, StageChoice stage) {
        return loop.ahead(stream(draft, stage), stage.sample().elements());
    }

    private static TorchRandom stream(CandidateDraft draft, StageChoice stage) {
        return draft.streams().stream(stage.name(), draft.window());
    }

    private float[] run(
            CandidateDraft draft,
            StageChoice stage,
            StageSpace space,
            ConditionedDenoiser denoiser,
            NoiseAhead noise,
            Optional<KnownPixels> known) {
        return loop.run(draft, stage, denoiser, stage.sample().elements(), noise, space.preview(), plain -> {
            DenoisingLoop.Task task = draft.departure(stage.name()).of(plain, space);
            return known.map(pixels ->
                            task.agreeing(replaces ? pixels.replacing(task.sampler()) : pixels.in(stage.steps())))
                    .orElse(task);
        });
    }
}
