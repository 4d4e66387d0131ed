package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.model.Upsampler;
import studio.unclip.inference.pack.PackException;

/**
 * Text to picture, as the paper has it: caption → z_t; prior → z_i; decoder → 64 pixels; upsamplers → the finished
 * picture, which CLIP compares with the caption. Areas with prompts of their own have a z_i each, between which the
 * decoder's answers are shared out by pixel. One job; model thread only.
 */
final class GenerateRun {
    private final ImageRequest.Generate request;
    private final List<StageChoice> stages;
    private final AreaShares shares;

    /** Whether something reads the whole prompt's z_i: areas may cover all of the picture. */
    private final boolean whole;

    /** What the areas' grounds have in common; empty where a person named the areas. */
    private final Optional<Aspects> ground;

    private final JobContext context;

    private GenerateRun(
            ImageRequest.Generate request,
            List<StageChoice> stages,
            AreaShares shares,
            boolean whole,
            Optional<Aspects> ground,
            JobContext context) {
        this.request = request;
        this.stages = stages;
        this.shares = shares;
        this.whole = whole;
        this.ground = ground;
        this.context = context;
    }

    static Operation operation(PackContents contents, ImageRequest.Generate asked) {
        // What the program splits by itself stands in the recipe as if a person had.
        ImageRequest.Generate request = asked.splitting() ? asked.in(areas(contents, asked)) : asked;
        // A recipe names the areas that a prompt was split into, and they are these of the same pack.
        boolean split = request.areas().size() > 1 && request.areas().equals(areas(contents, request));
        Optional<Aspects> ground = split ? Optional.of(contents.ground()) : Optional.empty();
        if (request.conditioning() == Conditioning.CAPTION_ONLY && !contents.readsCaption()) {
            throw new InvalidRequestException(
                    "prior",
                    "The decoder of the pack " + contents.manifest().id()
                            + " reads no caption, so it needs an image embedding to draw from.");
        }
        List<StageChoice> chosen = PackSizes.sized(
                contents.manifest(),
                request.size(),
                StageChoice.of(contents.manifest(), request.conditioning(), request.sampling()));
        AreaShares shares = AreaShares.of(
                request.areas(), chosen.getLast().picture(), decoder(chosen).sample(), contents.feather());
        boolean whole = !shares.rest().isEmpty() || chosen.stream().anyMatch(stage -> reads(contents, stage));
        List<StageChoice> stages = chosen.stream()
                .map(stage -> inAreas(stage, request, shares, whole))
                .toList();
        Set<String> towers = new HashSet<>(Set.of(Roles.TEXT_ENCODER));
        if (contents.canRank()) {
            towers.add(Roles.IMAGE_ENCODER);
        }
        return new Operation(
                request,
                stages,
                towers,
                1,
                Operation.whole(stages),
                context -> new GenerateRun(request, stages, shares, whole, ground, context).run());
    }

    private static boolean reads(PackContents contents, StageChoice stage) {
        return stage.stage().lowResolution().isPresent()
                && stage.components(contents.manifest()).stream()
                        .anyMatch(role -> Upsampler.readsImageEmbedding(
                                contents.manifest().component(role).orElseThrow()));
    }

    /** The prior draws for the whole prompt and each area; the decoder has a row for each part of the picture. */
    private static StageChoice inAreas(
            StageChoice stage, ImageRequest.Generate request, AreaShares shares, boolean whole) {
        if (stage.isPrior()) {
            return stage.conditionedOn((whole ? 1 : 0) + request.areas().size());
        }
        boolean decoder = stage.stage().lowResolution().isEmpty();
        return decoder && !request.areas().isEmpty()
                ? stage.conditionedOn(shares.all().size())
                : stage;
    }

    private static StageChoice decoder(List<StageChoice> stages) {
        return stages.stream().filter(stage -> !stage.isPrior()).findFirst().orElseThrow();
    }

    /** The areas a prompt is split into: a pack says them of pictures of its own size. */
    private static List<Area> areas(PackContents contents, ImageRequest.Generate request) {
        return request.size().isEmpty() ? contents.split(request.prompt()) : List.of();
    }

    private JobEvent.Ended run() throws PackException {
        Candidates candidates = new Candidates(context, request, stages, notes());
        boolean several = request.firstLook().isPresent()
                && request.areas().isEmpty()
                && request.conditioning() == Conditioning.DIFFUSION_PRIOR;
        List<String> prompts = several
                ? context.engine()
                        .contents()
                        .looks()
                        .prompts(request.prompt(), request.firstLook().getAsInt(), request.candidates())
                : Collections.nCopies(request.candidates(), request.prompt());
        // One after the other; where networks are loaded in turn, all that are drawn from the same words at once.
        boolean inTurn = context.plan().memory().inTurn();
        Map<String, TextFeatures> texts = read(prompts);
        Map<String, List<Integer>> alike = new LinkedHashMap<>();
        for (int index = 0; index < prompts.size(); index++) {
            String prompt = prompts.get(index);
            candidates.record(index, request.saying(prompt));
            if (!inTurn && !alike.containsKey(prompt)) {
                make(alike, texts, candidates);
            }
            alike.computeIfAbsent(prompt, _ -> new ArrayList<>()).add(index);
        }
        make(alike, texts, candidates);
        return candidates.ended();
    }

    /** Makes candidates, by the words they are drawn from, and takes them off. */
    private void make(Map<String, List<Integer>> alike, Map<String, TextFeatures> texts, Candidates candidates)
            throws PackException {
        for (Map.Entry<String, List<Integer>> one : alike.entrySet()) {
            make(one.getKey(), one.getValue(), texts, candidates);
        }
        alike.clear();
    }

    /** Reads every caption once, with the network loaded once. */
    private Map<String, TextFeatures> read(List<String> prompts) throws PackException {
        Set<String> captions = new LinkedHashSet<>(List.of(request.prompt()));
        captions.addAll(prompts);
        request.areas().forEach(area -> captions.add(area.prompt()));
        Iterator<TextFeatures> read = new TextEmbeddings(context)
                .of(List.copyOf(captions), nanos -> {})
                .iterator();
        Map<String, TextFeatures> texts = new HashMap<>();
        captions.forEach(caption -> texts.put(caption, read.next()));
        return texts;
    }

    /** The candidates that are drawn from the same words. */
    private void make(String words, List<Integer> indexes, Map<String, TextFeatures> texts, Candidates candidates)
            throws PackException {
        TextFeatures prompt = texts.get(words);
        List<TextFeatures> inAreas =
                request.areas().stream().map(area -> texts.get(area.prompt())).toList();
        List<TextFeatures> all =
                Stream.concat(Stream.of(prompt), inAreas.stream()).toList();
        ImageEmbeddings images = new ImageEmbeddings(context);
        List<Part> parts = new ArrayList<>();
        List<StageChoice> priors = stages.stream().filter(StageChoice::isPrior).toList();
        priors.forEach(prior -> parts.add(images.prior(prior, whole ? all : inAreas, this::condition)));
        List<StageChoice> pictures =
                stages.stream().filter(stage -> !stage.isPrior()).toList();
        Cascade cascade = new Cascade(context, pictures, prompt);
        parts.addAll((inAreas.isEmpty() ? cascade : cascade.inAreas(shares, inAreas)).parts());
        if (context.engine().canRank()) {
            // With what was asked for, whatever look it has: else looks would be ranked, not pictures.
            parts.add(Candidates.comparison(images, texts.get(request.prompt())));
        }
        candidates.make(
                indexes.stream().mapToInt(index -> index),
                parts,
                index -> {
                    CandidateDraft draft = candidates.draft(request, index, 0);
                    if (priors.isEmpty()) {
                        draft.condition(images.standIn(request.conditioning(), prompt));
                        draft.conditionAreas(inAreas.stream()
                                .map(text -> images.standIn(request.conditioning(), text))
                                .toList());
                    }
                    return draft;
                },
                draft -> Optional.of(new Result.Whole(draft.picture())));
    }

    private void condition(CandidateDraft draft, List<float[]> z) {
        EmbeddingGeometry geometry = context.engine().geometry();
        if (whole) {
            draft.condition(geometry.whiten(z.getFirst()));
        }
        List<float[]> inAreas = z.subList(whole ? 1 : 0, z.size());
        draft.conditionAreas(ground.map(common -> common.shared(inAreas)).orElse(inAreas).stream()
                .map(geometry::whiten)
                .toList());
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
