package studio.unclip.inference.pipeline;

import java.util.List;
import java.util.Optional;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.image.Filter;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.image.Resample;
import studio.unclip.inference.model.Decoder;
import studio.unclip.inference.model.GuidedRows;
import studio.unclip.inference.model.Row;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.model.Upsampler;
import studio.unclip.inference.onnx.TensorScope;
import studio.unclip.inference.pack.PackGeometry;
import studio.unclip.inference.pack.Stage;

/**
 * Decoder and upsamplers (the paper, section 2.1): from a draft's conditioning to its picture, a part a stage. What a
 * stage begins with and what it knows of the picture are given per stage here: so far pure noise, and nothing.
 */
final class Cascade {
    private final JobContext job;
    private final List<StageChoice> stages;
    private final TextFeatures text;
    private final StageLoop loop;

    /**
     * @param stages the picture stages, smallest first
     * @param text the caption the decoder reads
     */
    Cascade(JobContext job, List<StageChoice> stages, TextFeatures text) {
        this.job = job;
        this.stages = List.copyOf(stages);
        this.text = text;
        this.loop = new StageLoop(job);
    }

    /** In the order in which a picture grows; the last one finishes it. */
    List<Part> parts() {
        return stages.stream().map(this::part).toList();
    }

    private Part part(StageChoice stage) {
        boolean last = stage.equals(stages.getLast());
        return new Part(stage.stage().components(), (networks, draft) -> {
            float[] x0 = stage.stage().lowResolution().isEmpty()
                    ? decode(networks, stage, draft)
                    : upsample(networks, stage, draft);
            int size = size(stage);
            draft.paint(x0, size);
            if (last) {
                draft.finish(Picture.of(size, size, Pixels.toRgba(x0, size * size)));
            }
        });
    }

    private float[] decode(LoadedModels.Networks networks, StageChoice stage, CandidateDraft draft) {
        int size = size(stage);
        PackGeometry tables = job.engine().contents().tables();
        GuidedRows rows = GuidedRows.of(
                new Row(tables.nullImageEmbedding(), TextFeatures.none(tables.nullTextEmbedding(), text)),
                new Row(draft.conditioning(), text),
                stage.guidance());
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            return loop.run(
                    draft.index(),
                    stage,
                    StageNetworks.bind(stage, networks, model -> Decoder.bind(model, scope, rows, size, job.cancel())),
                    3 * size * size,
                    draft.streams().stream(stage.name(), 0),
                    size);
        }
    }

    private float[] upsample(LoadedModels.Networks networks, StageChoice stage, CandidateDraft draft) {
        int size = size(stage);
        int small = draft.planes().size();
        Stage.LowResolution low = stage.stage().lowResolution().orElseThrow();
        float[] enlarged =
                Resample.resize(draft.planes().values(), 3, small, small, size, size, Filter.named(low.resample()));
        try (TensorScope scope = job.engine().newScope(stage.name())) {
            return loop.run(
                    draft.index(),
                    stage,
                    StageNetworks.bind(
                            stage,
                            networks,
                            model -> Upsampler.bind(
                                    model, scope, enlarged, Optional.of(draft.conditioning()), size, job.cancel())),
                    3 * size * size,
                    draft.streams().stream(stage.name(), 0),
                    size);
        }
    }

    private static int size(StageChoice stage) {
        return stage.stage().size().orElseThrow();
    }
}
