package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.diffusion.DenoisingLoop;
import studio.unclip.inference.diffusion.KnownPixels;
import studio.unclip.inference.diffusion.Start;
import studio.unclip.inference.diffusion.TorchRandom;
import studio.unclip.inference.diffusion.Walk;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.frame.Frame;
import studio.unclip.inference.frame.Repainting;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pipeline.InpaintPlace.Purpose;

/**
 * Painting under a mask (the paper's figure 1 shows it of GLIDE; specification 7): each context is a picture of which all
 * but the masked part is known. z_i comes from the prior and from what is seen around the mask: a thing takes its ground
 * from there, a scene that goes on lies on the arc between both, without a prompt it is what is seen alone. By how much
 * the likeness says. Where a thing would be larger than the mask it is painted in a close look, what is there having been
 * cleared ({@link InpaintPlace}). One job; model thread only.
 */
final class InpaintRun {
    private static final Logger LOG = LoggerFactory.getLogger(InpaintRun.class);

    /** Side of the surroundings' picture for the image tower, pixels, where it can be. */
    private static final int MOST_SEEN = 256;

    /** The stream of the noise that the decoder begins with there. */
    private static final String START = "start";

    private final ImageRequest.Inpaint request;
    private final Operations.Inpaint constants;
    private final List<StageChoice> stages;
    private final List<InpaintPlace> places;

    /** By place, what is gone over at the picture's own scale. */
    private final List<List<DetailTile>> details;

    private final JobContext job;
    private final boolean words;
    private final boolean looks;

    /** Where a thing takes its ground from; empty if that is the prompt's. */
    private final Optional<Surroundings> surroundings;

    private final Map<Integer, List<Patch>> made = new HashMap<>();

    /** What is seen around a place in the untouched picture, raw. */
    private final Map<Integer, float[]> aroundPlaces = new HashMap<>();

    /** What is seen around the place that is painted, raw, by candidate. */
    private final Map<Integer, float[]> seenBy = new HashMap<>();

    private InpaintRun(
            ImageRequest.Inpaint request,
            Operations.Inpaint constants,
            List<StageChoice> stages,
            List<InpaintPlace> places,
            List<List<DetailTile>> details,
            boolean looks,
            boolean thing,
            JobContext job) {
        this.request = request;
        this.constants = constants;
        this.stages = stages;
        this.places = places;
        this.details = details;
        this.job = job;
        this.words = !request.prompt().isBlank();
        this.looks = looks;
        this.surroundings = thing && looks
                ? Optional.of(new Surroundings(
                        constants.thing(),
                        Aspects.named(
                                constants.thing().around(),
                                job.engine().contents().tables()),
                        request.likeness()))
                : Optional.empty();
    }

    static Operation operation(PackContents contents, ImageRequest.Inpaint request) {
        String pack = contents.manifest().id();
        Operations.Inpaint constants = contents.manifest()
                .operations()
                .inpaint()
                .orElseThrow(() -> new InvalidRequestException(
                        "pack", "The pack " + pack + " cannot paint under a mask. Choose another pack."));
        boolean words = !request.prompt().isBlank();
        boolean scene = isPut(request.intent()) && contents.namesScene(request.prompt());
        boolean thing = isPut(request.intent()) && !scene;
        boolean looks = !scene && looksAround(request, constants);
        if (!words && request.mask().isFull()) {
            throw new InvalidRequestException(
                    "mask",
                    "All of the picture is masked, so no surroundings are left to go on from. Say what to paint.");
        }
        if (looks && !contents.canRank()) {
            throw new InvalidRequestException(
                    "pack",
                    "The pack " + pack + " cannot see the surroundings, for it has no image encoder. "
                            + (words ? "Set the likeness to 0." : "Say what to paint."));
        }
        List<StageChoice> stages =
                StageChoice.of(
                                contents.manifest(),
                                request.sampling(),
                                stage -> words || stage.size().isPresent())
                        .stream()
                        .map(stage -> stage.with(Given.PIXELS))
                        .map(stage -> thing && looks && isDecoder(stage) ? stage.conditionedOn(2) : stage)
                        .toList();
        double beside = thing ? constants.thing().context() : constants.context();
        List<InpaintPlace> places = InpaintPlace.of(request, constants, nativeSize(stages), thing && looks, beside);
        List<List<DetailTile>> details = DetailTile.of(places, request.picture().bounds(), stages.getLast());
        Set<String> towers = new HashSet<>(Set.of(Roles.TEXT_ENCODER));
        if (looks || contents.canRank()) {
            towers.add(Roles.IMAGE_ENCODER);
        }
        return new Operation(
                request,
                stages,
                towers,
                places.size(),
                details.stream().mapToInt(List::size).sum(),
                Stream.concat(
                                places.stream().map(place -> place.context().frame()),
                                details.stream()
                                        .flatMap(List::stream)
                                        .map(detail -> detail.tile().frame()))
                        .map(Frame::square)
                        .toList(),
                context -> new InpaintRun(request, constants, stages, places, details, looks, thing, context).run());
    }

    private JobEvent.Ended run() throws PackException {
        TextFeatures text = new TextEmbeddings(job).of(request.prompt());
        ImageEmbeddings images = new ImageEmbeddings(job);
        List<StageChoice> pictures =
                stages.stream().filter(stage -> !stage.isPrior()).toList();
        TextFeatures told = words ? text : Cascade.noText(job, text);
        Cascade cascade = new Cascade(job, pictures, told);
        Cascade clearing = new Cascade(job, pictures, Cascade.noText(job, text));
        Candidates candidates = new Candidates(job, request, stages, Map.of("seen", seen()));
        List<Part> enlarging = new Cascade(job, List.of(pictures.getLast()), told).parts();
        for (int[] round : candidates.rounds(request)) {
            for (int window = 0; window < places.size(); window++) {
                int number = window;
                boolean end = number == places.size() - 1;
                InpaintPlace place = places.get(window);
                Repainting shown = new Repainting(place.context(), request.picture(), place.mask());
                List<Part> parts = new ArrayList<>();
                switch (place.purpose()) {
                    case ASKED -> {
                        if (looks) {
                            seen(round, window, images, () -> filled(shown, words));
                        }
                        parts.addAll(asked(images, text, grounded(cascade, shown, text)));
                    }
                    case CLEARED -> {
                        seen(round, window, images, () -> filled(shown, false));
                        parts.addAll(clearing.parts());
                    }
                    case CLOSE -> {
                        parts.add(Part.of(Roles.IMAGE_ENCODER, (tower, draft) -> looked(draft, images, tower)));
                        parts.addAll(asked(images, text, grounded(cascade, shown, text)));
                    }
                }
                parts.add(new Part(
                        List.of(), (_, draft) -> lay(draft, place, repainting(place, shown, draft.index()))));
                if (!details.get(window).isEmpty()) {
                    parts.add(sharpened(details.get(window), shown, enlarging, candidates));
                }
                candidates.make(
                        Arrays.stream(round),
                        parts,
                        index ->
                                draft(candidates.draft(request, index, number), place, repainting(place, shown, index)),
                        draft -> end ? Optional.of(result(draft.index())) : Optional.empty());
            }
        }
        return candidates.ended();
    }

    /** What the image tower sees around a place in the untouched picture, the same for every candidate, is read once. */
    private void seen(int[] round, int window, ImageEmbeddings images, Supplier<Picture> around) throws PackException {
        if (!aroundPlaces.containsKey(window)) {
            aroundPlaces.put(
                    window,
                    images.ofPictures(List.of(around.get()), nanos -> {}).getFirst());
        }
        for (int index : round) {
            seenBy.put(index, aroundPlaces.get(window));
        }
    }

    /** A cleared place is another picture for every candidate. */
    private void looked(CandidateDraft draft, ImageEmbeddings images, OnnxModel tower) {
        int size = decoder().size();
        KnownPixels shown = draft.known().orElseThrow().at(size);
        float[] around = images.ofPicture(tower, Picture.of(size, size, Pixels.toRgba(shown.planes(), size * size)));
        seenBy.put(draft.index(), around);
        draft.conditionAreas(List.of(job.engine().geometry().whiten(around)));
    }

    /** The parts that paint what was asked for. */
    private List<Part> asked(ImageEmbeddings images, TextFeatures text, Cascade cascade) {
        List<Part> parts = new ArrayList<>();
        stages.stream().filter(StageChoice::isPrior).forEach(prior -> parts.add(drawn(images.prior(prior, text))));
        parts.addAll(cascade.parts());
        if (words && job.engine().canRank()) {
            parts.add(Candidates.comparison(images, text));
        }
        return parts;
    }

    /** A place as a candidate has it; only of what was asked of the untouched picture all have the same. */
    private Repainting repainting(InpaintPlace place, Repainting shown, int index) {
        List<Patch> before = made.getOrDefault(index, List.of());
        return place.purpose() == Purpose.ASKED || before.isEmpty()
                ? shown
                : new Repainting(place.context(), new PatchedPicture(request.picture(), before), place.mask());
    }

    private CandidateDraft draft(CandidateDraft draft, InpaintPlace place, Repainting shown) {
        draft.know(known(shown));
        boolean asked = words && place.purpose() != Purpose.CLEARED;
        if (!asked) {
            draft.condition(job.engine().geometry().whiten(seenBy.get(draft.index())));
        } else if (surroundings.isPresent() && place.purpose() == Purpose.ASKED) {
            draft.conditionAreas(List.of(job.engine().geometry().whiten(seenBy.get(draft.index()))));
        }
        StageChoice decoder = decoder();
        boolean removes = place.purpose() == Purpose.CLEARED || request.intent() == ImageRequest.Intent.REMOVE;
        double done = asked ? 0 : removes ? constants.removing() : constants.continuing();
        draft.depart(decoder.name(), (plain, space) -> departing(plain, space, decoder, shown, draft, done));
        return draft;
    }

    /** What was painted, over what was before; a close look belongs to the patch of the place that was cleared for it. */
    private void lay(CandidateDraft draft, InpaintPlace place, Repainting shown) {
        List<Patch> patches = made.computeIfAbsent(draft.index(), _ -> new ArrayList<>());
        Patch patch = shown.patch(shown.grounded(
                CandidateDraft.Planes.of(draft.picture()).values(),
                place.purpose() == Purpose.CLOSE,
                decoder().size(),
                place.purpose() == Purpose.CLEARED ? 1 : kept()));
        if (place.purpose() == Purpose.CLOSE) {
            Patch cleared = patches.removeLast();
            patch = new Patch(
                    cleared.area(),
                    new PatchedPicture(request.picture(), List.of(cleared, patch)).read(cleared.area()));
        }
        patches.add(patch);
    }

    /**
     * The part that gives what was just laid the picture's own sharpness, tile by tile. A tile that cannot be made stays as
     * it was painted.
     */
    private Part sharpened(List<DetailTile> tiles, Repainting shown, List<Part> enlarging, Candidates candidates) {
        List<String> components = enlarging.stream()
                .flatMap(part -> part.components().stream())
                .distinct()
                .toList();
        int small = stages.getLast().stage().lowResolution().orElseThrow().size();
        float[] nothing = job.engine().contents().tables().nullImageEmbedding();
        return new Part(components, (networks, draft) -> {
            List<Patch> patches = made.get(draft.index());
            DetailTile.Canvas canvas = new DetailTile.Canvas(patches.removeLast());
            patches.add(canvas.patch());
            for (DetailTile tile : tiles) {
                CandidateDraft own = tile.begin(
                        candidates.draft(request, draft.index(), tile.number()),
                        new PatchedPicture(request.picture(), patches),
                        shown.repaint(tile.tile().frame().square()),
                        small,
                        nothing);
                try {
                    enlarging.forEach(part -> part.work().make(networks, own));
                    tile.lay(canvas, own);
                } catch (NotFiniteException e) {
                    LOG.warn("a tile of candidate {} stays as it was painted", draft.index(), e);
                } finally {
                    own.abandon();
                }
            }
        });
    }

    /** How far the ground is to be the one that is there, 0 to 1: a prompt may ask for another one. */
    private double kept() {
        double ofThing = surroundings.map(Surroundings::likeness).orElse(0.0);
        return words ? ofThing : 1;
    }

    private KnownPicture known(Repainting place) {
        return new KnownPicture(place.planes(), place.repaint(), place.repaint(), false, nativeSize(stages));
    }

    /** The same cascade, for a thing told of what lies around it. */
    private Cascade grounded(Cascade cascade, Repainting place, TextFeatures text) {
        int side = decoder().sample().width();
        return surroundings
                .map(around -> cascade.inAreas(
                        around.shares(known(place).at(side).repaint(), side), List.of(Cascade.noText(job, text))))
                .orElse(cascade);
    }

    /**
     * How the decoder departs from the plain loop. Without a prompt it begins in the closed picture with some noise on it:
     * from pure noise a decoder that has mostly seen things puts one there.
     *
     * @param done share of the schedule that is left out; 0: from noise
     */
    private DenoisingLoop.Task departing(
            DenoisingLoop.Task plain,
            StageSpace space,
            StageChoice decoder,
            Repainting place,
            CandidateDraft draft,
            double done) {
        DenoisingLoop.Task task = plain;
        if (done > 0) {
            int level = (int) Math.round(done * (decoder.steps() - 1));
            task = plain.from(new Start.At(
                    level,
                    noised(
                            space.of(place.closed(decoder.size())),
                            plain.sampler().signal(level),
                            draft.streams().stream(START, draft.window()))));
        }
        return constants.mode() == Operations.InpaintMode.REPAINT
                ? task.by(Walk.repaint(task.start().level(), decoder.steps(), constants.jump(), constants.repeats()))
                : task;
    }

    /** What the forward process makes of a picture, q(x_t | x_0). */
    private static float[] noised(float[] clean, float signal, TorchRandom stream) {
        float[] noise = new float[clean.length];
        stream.normal(noise);
        float ofClean = (float) Math.sqrt(signal);
        float ofNoise = (float) Math.sqrt(1 - signal);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = ofClean * clean[i] + ofNoise * noise[i];
        }
        return noise;
    }

    /** The prior's z_i with what is seen around the mask. */
    private Part drawn(Part prior) {
        if (!looks) {
            return prior;
        }
        EmbeddingGeometry geometry = job.engine().geometry();
        return new Part(prior.components(), (networks, draft) -> {
            prior.work().make(networks, draft);
            float[] z = geometry.raw(draft.conditioning());
            float[] around = seenBy.get(draft.index());
            float[] there = surroundings
                    .map(taken -> taken.on(z, around))
                    .orElseGet(() -> geometry.settled(Embeddings.slerp(z, around, request.likeness())));
            draft.condition(geometry.whiten(there));
        });
    }

    private Result result(int index) {
        return new Result.Patches(request.picture().width(), request.picture().height(), 0, 0, made.remove(index));
    }

    /** The squares the model was shown, for a person: width x height + x + y. */
    private String seen() {
        return places.stream()
                .map(place -> place.context().frame().square())
                .map(s -> s.width() + "x" + s.height() + "+" + s.x() + "+" + s.y())
                .collect(Collectors.joining(" "));
    }

    /** The surroundings as the image tower sees them; it looks at less than this. */
    private Picture filled(Repainting place, boolean smoothly) {
        int side = nativeSize(stages);
        while (side > MOST_SEEN && side % 2 == 0) {
            side /= 2;
        }
        float[] seen = smoothly ? place.filled(side) : place.closed(side);
        return Picture.of(side, side, Pixels.toRgba(seen, side * side));
    }

    private StageChoice decoder() {
        return stages.stream().filter(InpaintRun::isDecoder).findFirst().orElseThrow();
    }

    private static boolean isDecoder(StageChoice stage) {
        return !stage.isPrior() && stage.stage().lowResolution().isEmpty();
    }

    /** The finished picture's side. */
    private static int nativeSize(List<StageChoice> stages) {
        return stages.getLast().size();
    }

    /** Whether what the prompt names is put in, and not the surroundings gone on with. */
    private static boolean isPut(ImageRequest.Intent intent) {
        return intent == ImageRequest.Intent.ADD || intent == ImageRequest.Intent.REPLACE;
    }

    /** Whether the surroundings' embedding is asked for. */
    private static boolean looksAround(ImageRequest.Inpaint request, Operations.Inpaint constants) {
        boolean tells = !isPut(request.intent()) || !constants.thing().around().isEmpty();
        return request.prompt().isBlank()
                || (tells && request.likeness() > 0 && !request.mask().isFull());
    }
}
