package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.onnx.MemoryPlan;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;

/**
 * A request as a pack runs it, known before anything is loaded. Made by {@link #of}, which refuses in one sentence what
 * the pack cannot do.
 *
 * @param request what was asked for, with what is found out before it runs
 * @param stages the diffusion stages it runs, with every setting filled
 * @param towers the other components it asks: encoders, the captioner
 * @param windows how often a candidate passes the picture stages: as many as the parts it is made in
 * @param details how often the last picture stage runs besides, by itself
 * @param views see {@link studio.unclip.inference.api.RunPlan#views}; by the draft's window
 * @param run does it
 */
record Operation(
        ImageRequest request,
        List<StageChoice> stages,
        Set<String> towers,
        int windows,
        int details,
        List<PixelRect> views,
        Run run) {

    Operation {
        stages = List.copyOf(stages);
        towers = Set.copyOf(towers);
        views = List.copyOf(views);
    }

    /** One whose stages all run together. */
    Operation(
            ImageRequest request,
            List<StageChoice> stages,
            Set<String> towers,
            int windows,
            List<PixelRect> views,
            Run run) {
        this(request, stages, towers, windows, 0, views, run);
    }

    /** One short class an operation, each reading like its paper. Model thread. */
    @FunctionalInterface
    interface Run {
        JobEvent.Ended of(JobContext context) throws PackException;
    }

    /**
     * What a request runs.
     *
     * @throws studio.unclip.inference.api.InvalidRequestException if the pack cannot do it
     */
    static Operation of(PackContents contents, ImageRequest request) {
        return switch (request) {
            case ImageRequest.Generate generate -> GenerateRun.operation(contents, generate);
            case ImageRequest.Inpaint inpaint -> InpaintRun.operation(contents, inpaint);
            case ImageRequest.Expand expand -> ExpandRun.operation(contents, expand);
            case ImageRequest.Upscale upscale -> UpscaleRun.operation(contents, upscale);
            case ImageRequest.Vary vary -> VaryRun.operation(contents, vary);
            case ImageRequest.Refine refine -> RefineRun.operation(contents, refine);
            case ImageRequest.TextDiff diff -> TextDiffRun.operation(contents, diff);
            case ImageRequest.Mix mix -> MixRun.operation(contents, mix);
        };
    }

    /** The network uses to plan memory for, in about the order of the job. */
    List<MemoryPlan.Use> uses(PackManifest manifest) {
        List<MemoryPlan.Use> uses = new ArrayList<>();
        for (String first : List.of(Roles.TEXT_ENCODER, Roles.CAPTIONER)) {
            if (towers.contains(first)) {
                uses.add(MemoryPlan.Use.of(first, first, 1));
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            StageChoice stage = stages.get(i);
            // The noise of later stages is drawn while a picture stage runs.
            long held = stage.isPrior()
                    ? 0
                    : stages.subList(i + 1, stages.size()).stream()
                            .mapToLong(Operation::noise)
                            .sum();
            uses.add(new MemoryPlan.Use(
                    stage.name(),
                    stage.components(manifest),
                    stage.rows(),
                    stage.codec(),
                    stage.tileable(manifest),
                    held,
                    stage.extent()));
        }
        if (towers.contains(Roles.IMAGE_ENCODER)) {
            uses.add(MemoryPlan.Use.of(Roles.IMAGE_ENCODER, Roles.IMAGE_ENCODER, 1));
        }
        return uses;
    }

    /** All of a picture that is made of nothing. */
    static List<PixelRect> whole(List<StageChoice> stages) {
        StageChoice last = stages.getLast();
        return List.of(new PixelRect(0, 0, last.width(), last.height()));
    }

    /** Bytes of a picture stage's x_T. */
    private static long noise(StageChoice stage) {
        return (long) stage.sample().elements() * Float.BYTES;
    }

    private int runs(StageChoice stage) {
        return stage.isPrior() ? 1 : windows + (stage.equals(stages.getLast()) ? details : 0);
    }

    /** The stages of one candidate, for progress. */
    List<ProgressMeter.Part> progress() {
        return stages.stream()
                .map(s -> new ProgressMeter.Part(s.name(), s.allSteps() * runs(s)))
                .toList();
    }
}
