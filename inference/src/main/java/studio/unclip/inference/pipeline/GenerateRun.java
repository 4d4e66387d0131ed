package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;

/**
 * Text to picture, as the paper has it: caption → z_t; prior → z_i; decoder → 64 pixels; upsamplers → the finished
 * picture, which CLIP compares with the caption. One job; model thread only.
 */
final class GenerateRun {
    private final ImageRequest.Generate request;
    private final List<StageChoice> stages;
    private final JobContext context;

    private GenerateRun(ImageRequest.Generate request, List<StageChoice> stages, JobContext context) {
        this.request = request;
        this.stages = stages;
        this.context = context;
    }

    static Operation operation(PackContents contents, ImageRequest.Generate request) {
        List<StageChoice> stages = StageChoice.of(contents.manifest(), request.conditioning(), request.sampling());
        Set<String> towers = new HashSet<>(Set.of(Roles.TEXT_ENCODER));
        if (contents.canRank()) {
            towers.add(Roles.IMAGE_ENCODER);
        }
        return new Operation(request, stages, towers, 1, context -> new GenerateRun(request, stages, context).run());
    }

    private JobEvent.Ended run() throws PackException {
        TextFeatures text = new TextEmbeddings(context).of(request.prompt());
        ImageEmbeddings images = new ImageEmbeddings(context);
        List<Part> parts = new ArrayList<>();
        List<StageChoice> priors = stages.stream().filter(StageChoice::isPrior).toList();
        priors.forEach(prior -> parts.add(images.prior(prior, text)));
        List<StageChoice> pictures =
                stages.stream().filter(stage -> !stage.isPrior()).toList();
        parts.addAll(new Cascade(context, pictures, text).parts());
        if (context.engine().canRank()) {
            parts.add(Candidates.comparison(images, text));
        }
        Candidates candidates = new Candidates(context, request, stages, notes());
        candidates.make(
                request.candidates(),
                parts,
                index -> {
                    CandidateDraft draft = candidates.draft(request, index, 0);
                    if (priors.isEmpty()) {
                        draft.condition(images.standIn(request.conditioning(), text));
                    }
                    return draft;
                },
                draft -> Optional.of(new Result.Whole(draft.picture())));
        return candidates.ended();
    }

    private Map<String, String> notes() {
        if (request.conditioning() != Conditioning.TEXT_EMBEDDING) {
            return Map.of();
        }
        return Map.of(
                "textGap",
                context.engine()
                        .contents()
                        .manifest()
                        .embedding()
                        .textGap()
                        .name()
                        .toLowerCase(Locale.ROOT));
    }
}
