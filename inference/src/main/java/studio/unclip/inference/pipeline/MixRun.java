package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.Ingredient;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.diffusion.Start;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.embedding.Sphere;
import studio.unclip.inference.frame.WholePicture;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackGeometry;

/**
 * A picture between pictures and prompts (the paper, section 3.2): z_i of each, from the image tower or the prior, mixed
 * along the sphere or aspect by aspect (IP-Composer, arXiv 2502.13951); x_T from the seed, or mixed from the pictures'
 * own. The decoder reads no caption: there is none for what lies between. One job; model thread only.
 */
final class MixRun {
    private final ImageRequest.Mix request;
    private final List<StageChoice> stages;
    private final JobContext context;

    private MixRun(ImageRequest.Mix request, List<StageChoice> stages, JobContext context) {
        this.request = request;
        this.stages = stages;
        this.context = context;
    }

    static Operation operation(PackContents contents, ImageRequest.Mix request) {
        int prompts = request.ingredients().size() - request.pictures().size();
        refuse(contents, request);
        List<StageChoice> stages =
                StageChoice.of(
                                contents.manifest(),
                                request.sampling(),
                                stage -> prompts > 0 || stage.size().isPresent())
                        .stream()
                        .map(stage -> stage.isPrior()
                                ? stage.conditionedOn(prompts)
                                : stage.with(request.layouts() ? Given.PICTURE : Given.NOTHING))
                        .toList();
        if (request.layouts()) {
            WayBack.require(contents, decoder(stages));
        }
        Set<String> towers = new HashSet<>(Set.of(Roles.TEXT_ENCODER));
        if (!request.pictures().isEmpty()) {
            towers.add(Roles.IMAGE_ENCODER);
        }
        return new Operation(
                request,
                stages,
                towers,
                1,
                Operation.whole(stages),
                context -> new MixRun(request, stages, context).run());
    }

    private static void refuse(PackContents contents, ImageRequest.Mix request) {
        if (!request.pictures().isEmpty() && !contents.canRank()) {
            throw new InvalidRequestException(
                    "pack",
                    "The pack " + contents.manifest().id()
                            + " has no image encoder, so it cannot mix pictures; it can mix prompts.");
        }
        request.aspect().ifPresent(aspect -> {
            Map<String, PackGeometry.Projector> known = contents.tables().projectors();
            if (!known.containsKey(aspect)) {
                throw new InvalidRequestException(
                        "aspect",
                        known.isEmpty()
                                ? "The pack " + contents.manifest().id()
                                        + " knows no aspects, so it mixes pictures as a whole only."
                                : "The pack " + contents.manifest().id() + " does not know the aspect '" + aspect
                                        + "'. It knows: " + String.join(", ", new TreeSet<>(known.keySet())) + ".");
            }
        });
    }

    private JobEvent.Ended run() throws PackException {
        List<String> captions = new ArrayList<>();
        for (Ingredient one : request.ingredients()) {
            if (one instanceof Ingredient.OfPrompt words) {
                captions.add(words.prompt());
            }
        }
        List<String> read = captions.isEmpty() ? List.of("") : captions;
        List<TextFeatures> texts = new TextEmbeddings(context).of(read, nanos -> {});
        ImageEmbeddings images = new ImageEmbeddings(context);
        List<float[]> seen = seen(images);
        Optional<Departure> departure =
                request.layouts() ? layout(seen, texts.getFirst()).map(MixRun::from) : Optional.empty();
        List<Part> parts = new ArrayList<>();
        List<StageChoice> priors = stages.stream().filter(StageChoice::isPrior).toList();
        priors.forEach(prior -> parts.add(images.prior(
                prior,
                texts,
                (draft, drawn) -> draft.condition(context.engine().geometry().whiten(mixed(seen, drawn))))));
        List<StageChoice> pictures =
                stages.stream().filter(stage -> !stage.isPrior()).toList();
        parts.addAll(new Cascade(context, pictures, Cascade.noText(context, texts.getFirst())).parts());
        Candidates candidates = new Candidates(context, request, stages, Map.of());
        candidates.make(
                request.candidates(),
                parts,
                index -> {
                    CandidateDraft draft = candidates.draft(request, index, 0);
                    if (priors.isEmpty()) {
                        draft.condition(context.engine().geometry().whiten(mixed(seen, List.of())));
                    }
                    departure.ifPresent(how -> draft.depart(decoder(stages).name(), how));
                    return draft;
                },
                draft -> Optional.of(new Result.Whole(draft.picture())));
        return candidates.ended();
    }

    /** z_i of the pictures, in order. */
    private List<float[]> seen(ImageEmbeddings images) throws PackException {
        List<float[]> seen = new ArrayList<>();
        if (!request.pictures().isEmpty()) {
            try (LoadedModels.Lease lease = context.models().lease(Roles.IMAGE_ENCODER)) {
                for (PictureSource picture : request.pictures()) {
                    seen.add(images.ofPicture(lease.model(), WholePicture.of(picture)));
                }
            }
        }
        return seen;
    }

    /**
     * The z_i to draw, raw; where embeddings keep their lengths as long as the ingredients on the average.
     *
     * @param seen of the pictures
     * @param drawn of the prompts
     */
    private float[] mixed(List<float[]> seen, List<float[]> drawn) {
        Iterator<float[]> ofPictures = seen.iterator();
        Iterator<float[]> ofPrompts = drawn.iterator();
        List<float[]> all = request.ingredients().stream()
                .map(one -> one instanceof Ingredient.OfPicture ? ofPictures.next() : ofPrompts.next())
                .toList();
        if (request.aspect().isPresent()) {
            PackGeometry.Projector aspect = context.engine()
                    .contents()
                    .tables()
                    .projectors()
                    .get(request.aspect().get());
            return Embeddings.taking(all.get(0), all.get(1), aspect.rows());
        }
        float[] mean = Sphere.mean(
                all,
                request.ingredients().stream().mapToDouble(Ingredient::weight).toArray());
        return context.engine()
                .geometry()
                .inDirection(
                        mean,
                        all.stream().mapToDouble(Embeddings::length).average().orElseThrow());
    }

    /**
     * x_T between the pictures' own, mixed as their embeddings are, at the length that noise has; with an aspect the
     * first picture's. A picture with no positive weight has no part in it; empty if none has one.
     */
    private Optional<float[]> layout(List<float[]> seen, TextFeatures any) throws PackException {
        List<PictureSource> pictures = new ArrayList<>();
        List<float[]> own = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < request.ingredients().size(); i++) {
            if (request.ingredients().get(i) instanceof Ingredient.OfPicture picture) {
                float[] z = seen.get(next++);
                double weight = request.aspect().isEmpty() ? picture.weight() : i == 0 ? 1 : 0;
                if (weight > 0) {
                    pictures.add(picture.picture());
                    own.add(z);
                    weights.add(weight);
                }
            }
        }
        if (pictures.isEmpty()) {
            return Optional.empty();
        }
        StageChoice decoder = decoder(stages);
        List<float[]> noises = new ArrayList<>();
        double length = 0;
        try (LoadedModels.Networks networks = context.models()
                .leaseAll(decoder.components(context.engine().contents().manifest()))) {
            WayBack back = new WayBack(context, decoder, Cascade.noText(context, any));
            for (int i = 0; i < pictures.size(); i++) {
                float[] noise = back.noise(networks, pictures.get(i), own.get(i));
                noises.add(noise);
                length += Embeddings.length(noise) / pictures.size();
            }
        }
        float[] mixed = Sphere.mean(noises, weights.stream().mapToDouble(d -> d).toArray());
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] *= (float) length;
        }
        return Optional.of(mixed);
    }

    private static Departure from(float[] noise) {
        return (plain, space) -> plain.from(new Start.At(0, noise));
    }

    private static StageChoice decoder(List<StageChoice> stages) {
        return stages.stream().filter(stage -> !stage.isPrior()).findFirst().orElseThrow();
    }
}
