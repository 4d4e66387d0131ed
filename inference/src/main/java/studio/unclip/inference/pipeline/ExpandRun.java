package studio.unclip.inference.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.embedding.EmbeddingGeometry;
import studio.unclip.inference.embedding.Embeddings;
import studio.unclip.inference.frame.Frame;
import studio.unclip.inference.frame.Rectangles;
import studio.unclip.inference.frame.Window;
import studio.unclip.inference.frame.Windows;
import studio.unclip.inference.image.BorderSeam;
import studio.unclip.inference.image.BorderSlope;
import studio.unclip.inference.image.BorderStep;
import studio.unclip.inference.image.ColourDrift;
import studio.unclip.inference.image.EdgeShift;
import studio.unclip.inference.image.Pixels;
import studio.unclip.inference.model.Roles;
import studio.unclip.inference.model.TextFeatures;
import studio.unclip.inference.pack.Operations;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Stage;

/**
 * Paints what lies around a picture (specification 7.4): window by window from the picture outward, each with what is
 * finished by then known at every size of the cascade. z_i of a window is the prior's for the prompt, moved towards what
 * the window knows; without a prompt it is what the window knows. One job; model thread only.
 */
final class ExpandRun {
    private final ImageRequest.Expand request;
    private final List<StageChoice> stages;
    private final List<StageChoice> pictures;
    private final StageChoice decoder;
    private final List<Window> windows;
    private final List<DetailPass> details;
    private final JobContext context;
    private final ImageEmbeddings images;
    private final EdgePromise promise;
    private final PixelRect canvas;
    private final PixelRect place;
    private final boolean prompted;
    private final boolean mixed;

    /** One candidate's canvas, and what the prior drew for its prompt. */
    private static final class Painting {
        private final GrownPicture picture;
        private float[] prompt;

        Painting(GrownPicture picture) {
            this.picture = picture;
        }
    }

    private ExpandRun(
            ImageRequest.Expand request,
            Operations.Expand constants,
            List<StageChoice> stages,
            List<Window> windows,
            List<DetailPass> details,
            JobContext context) {
        this.request = request;
        this.stages = stages;
        this.pictures = stages.stream().filter(stage -> !stage.isPrior()).toList();
        this.decoder = pictures.getFirst();
        this.windows = windows;
        this.details = details;
        this.context = context;
        this.images = new ImageEmbeddings(context);
        this.promise = new EdgePromise(constants, decoder, context);
        this.canvas = canvas(request);
        this.place = place(request);
        this.prompted = !request.prompt().isBlank();
        this.mixed = !prompted || request.likeness() > 0;
    }

    static Operation operation(PackContents contents, ImageRequest.Expand request) {
        PackManifest manifest = contents.manifest();
        Operations.Expand constants = manifest.operations()
                .expand()
                .orElseThrow(() -> new InvalidRequestException(
                        "pack", "The pack " + manifest.id() + " cannot go on beyond a picture's border."));
        boolean prompted = !request.prompt().isBlank();
        Set<String> towers = new HashSet<>(Set.of(Roles.TEXT_ENCODER));
        if (contents.canRank()) {
            towers.add(Roles.IMAGE_ENCODER);
        } else if (!prompted || request.likeness() > 0) {
            throw new InvalidRequestException(
                    "pack",
                    "The pack " + manifest.id()
                            + " has no image encoder, so it needs a prompt and a likeness of 0 to go on beyond a border.");
        }
        List<StageChoice> stages =
                StageChoice.of(
                                manifest,
                                request.sampling(),
                                stage -> prompted || stage.size().isPresent())
                        .stream()
                        .map(stage -> stage.with(Given.PIXELS))
                        .map(stage -> stage.paints() ? stage.withSamples(constants.samples()) : stage)
                        .toList();
        List<Window> windows =
                Windows.around(place(request), canvas(request), size(stages.getLast()), constants.overlap());
        List<DetailPass> details = DetailPass.of(windows, canvas(request), stages.getLast());
        return new Operation(
                request,
                stages,
                towers,
                windows.size(),
                details.size(),
                Stream.concat(
                                windows.stream().map(Window::frame),
                                details.stream()
                                        .map(pass -> pass.detail().tile().frame()))
                        .map(Frame::square)
                        .toList(),
                context -> new ExpandRun(request, constants, stages, windows, details, context).run());
    }

    private JobEvent.Ended run() throws PackException {
        TextFeatures text = text();
        Candidates candidates = new Candidates(context, request, stages, Map.of());
        List<Part> parts = new ArrayList<>();
        if (mixed) {
            parts.add(Part.of(
                    Roles.IMAGE_ENCODER,
                    (tower, draft) -> draft.condition(
                            mixed(images.ofPicture(tower, seen(draft)), Optional.ofNullable(draft.conditioning())))));
        }
        parts.addAll(new Cascade(context, pictures, text).parts());
        List<Part> enlarging = new Cascade(context, List.of(stages.getLast()), text).parts();
        for (int[] round : candidates.rounds(request)) {
            Map<Integer, Painting> paintings = new HashMap<>();
            for (int index : round) {
                paintings.put(index, new Painting(new GrownPicture(request.picture(), place, canvas)));
            }
            for (StageChoice prior :
                    stages.stream().filter(StageChoice::isPrior).toList()) {
                candidates.make(
                        Arrays.stream(round),
                        List.of(images.prior(prior, text)),
                        index -> candidates.draft(request, index, 0),
                        draft -> {
                            paintings.get(draft.index()).prompt = draft.conditioning();
                            return Optional.empty();
                        });
            }
            paint(round, paintings, parts, enlarging, candidates);
            finish(round, paintings, text, candidates);
        }
        return candidates.ended();
    }

    /** Paints every window, and in each what is gone over at the canvas's own scale. */
    private void paint(
            int[] round,
            Map<Integer, Painting> paintings,
            List<Part> parts,
            List<Part> enlarging,
            Candidates candidates)
            throws PackException {
        int small = stages.getLast()
                .stage()
                .lowResolution()
                .map(Stage.LowResolution::size)
                .orElse(0);
        float[] nothing = context.engine().contents().tables().nullImageEmbedding();
        for (int number = 0; number < windows.size(); number++) {
            Window window = windows.get(number);
            int which = number;
            candidates.make(
                    Arrays.stream(round),
                    parts,
                    index -> draft(candidates.draft(request, index, which), paintings.get(index)),
                    draft -> {
                        lay(draft, paintings.get(draft.index()).picture);
                        return Optional.empty();
                    });
            for (DetailPass pass : details) {
                if (pass.window().equals(window)) {
                    candidates.make(
                            Arrays.stream(round),
                            enlarging,
                            index -> pass.begin(
                                    candidates.draft(
                                            request, index, pass.detail().number()),
                                    paintings.get(index).picture,
                                    small,
                                    nothing),
                            draft -> {
                                pass.lay(draft, paintings.get(draft.index()).picture);
                                return Optional.empty();
                            });
                }
            }
        }
    }

    /** Compares with the prompt, where there is one and the pack can, and tells what has come of each candidate. */
    private void finish(int[] round, Map<Integer, Painting> paintings, TextFeatures text, Candidates candidates)
            throws PackException {
        boolean compared = prompted && context.engine().canRank();
        candidates.make(
                Arrays.stream(round),
                List.of(compared ? Candidates.comparison(images, text) : new Part(List.of(), (_, _) -> {})),
                index -> {
                    CandidateDraft draft = candidates.draft(request, index, 0);
                    if (compared) {
                        draft.finish(shown(paintings.get(index).picture));
                    }
                    return draft;
                },
                draft -> Optional.of(result(paintings, draft)));
    }

    private TextFeatures text() throws PackException {
        TextFeatures read = new TextEmbeddings(context).of(request.prompt());
        return prompted ? read : Cascade.noText(context, read);
    }

    private CandidateDraft draft(CandidateDraft draft, Painting painting) {
        Window window = windows.get(draft.window());
        draft.condition(painting.prompt);
        float[] repaint = window.repaint(Rim.of(window).reach());
        KnownPicture known = new KnownPicture(
                window.frame().read(painting.picture),
                repaint,
                sketch(repaint, Rim.of(window)),
                true,
                window.frame().size());
        draft.know(known);
        draft.depart(decoder.name(), promise.departure(draft, known, prompted ? request.likeness() : 1));
        float[] carried = promise.carried(known);
        draft.judge(made -> promise.broken(made, carried, known), EdgePromise.KEPT);
        return draft;
    }

    private Picture seen(CandidateDraft draft) {
        int size = size(decoder);
        return Picture.of(
                size, size, Pixels.toRgba(promise.carried(draft.known().orElseThrow()), size * size));
    }

    /** @param prompt whitened z_i of the prompt */
    private float[] mixed(float[] seen, Optional<float[]> prompt) {
        EmbeddingGeometry geometry = context.engine().geometry();
        if (prompt.isEmpty()) {
            return geometry.whiten(seen);
        }
        float[] said = geometry.raw(prompt.get());
        return geometry.whiten(Embeddings.slerp(said, seen, request.likeness()));
    }

    private void lay(CandidateDraft draft, GrownPicture picture) {
        Window window = windows.get(draft.window());
        Frame frame = window.frame();
        KnownPicture known = draft.known().orElseThrow();
        Rim rim = Rim.of(window);
        float[] fresh = fresh(known.repaint(), rim);
        float[] matched = ColourDrift.taken(
                known.planes(),
                EdgeShift.taken(
                        known.planes(),
                        CandidateDraft.Planes.of(draft.picture()).values(),
                        fresh,
                        frame.size()),
                fresh,
                frame.size(),
                promise.carried(known),
                size(decoder),
                promise.trust(known) * (prompted ? request.likeness() : 1));
        float[] led = BorderSlope.taken(known.planes(), matched, fresh, frame.size());
        // In a window so small that no rim is given up the two pictures share nothing at the border to be compared.
        float[] seamed = rim.worn() == 0 ? led : BorderSeam.taken(known.planes(), led, fresh, frame.size());
        float[] painted = kept(
                known.planes(), BorderStep.taken(known.planes(), seamed, known.repaint(), fresh, frame.size()), fresh);
        for (PixelRect part : window.touched(rim.worn())) {
            picture.lay(
                    part.x(),
                    part.y(),
                    frame.back(painted, part),
                    (x, y) -> window.share(x + 0.5, y + 0.5, rim.reach()));
        }
    }

    /** What is taken of what was painted: 1 in the new part and in the old one's worn rim, else less. */
    private static float[] fresh(float[] repaint, Rim rim) {
        float old = 1 - (float) rim.worn() / rim.reach();
        float[] fresh = repaint.clone();
        for (int i = 0; i < fresh.length; i++) {
            fresh[i] = fresh[i] > old ? 1 : fresh[i];
        }
        return fresh;
    }

    /**
     * What the decoder paints: what is seen of it, and no more. Of a thing that ends a little before the border it has to see
     * the end, or it draws on what it takes for cut off.
     */
    private static float[] sketch(float[] repaint, Rim rim) {
        float[] sketch = fresh(repaint, rim);
        for (int i = 0; i < sketch.length; i++) {
            sketch[i] = sketch[i] == 1 ? 1 : 0;
        }
        return sketch;
    }

    /** What was painted, and the old picture where that is seen: a pixel of the frame's may lie over the rim's end. */
    private static float[] kept(float[] before, float[] after, float[] fresh) {
        float[] kept = after.clone();
        for (int i = 0; i < kept.length; i++) {
            kept[i] = fresh[i % fresh.length] < 1 ? before[i] : kept[i];
        }
        return kept;
    }

    /** All of the canvas, small. */
    private Picture shown(GrownPicture picture) {
        int size = context.engine().contents().manifest().imageInput().size();
        Frame frame = Frame.of(canvas, size);
        return Picture.of(size, size, Pixels.toRgba(frame.read(picture), size * size));
    }

    private Result result(Map<Integer, Painting> paintings, CandidateDraft draft) {
        Painting painting = paintings.remove(draft.index());
        List<PixelRect> areas = new ArrayList<>();
        int worn = 0;
        for (Window window : windows) {
            areas.addAll(window.fresh());
            worn = Math.max(worn, Rim.of(window).worn());
        }
        List<Patch> patches = new ArrayList<>();
        areas.addAll(Rectangles.without(List.of(place), List.of(inner(worn))));
        areas.forEach(area -> patches.add(painting.picture.patch(area)));
        return new Result.Patches(canvas.width(), canvas.height(), place.x(), place.y(), patches);
    }

    /** The old picture without a band along its new sides, at least its middle. */
    private PixelRect inner(int band) {
        int across = Math.min(band, (place.width() - 1) / 2);
        int down = Math.min(band, (place.height() - 1) / 2);
        int left = place.x() + (place.x() > 0 ? across : 0);
        int top = place.y() + (place.y() > 0 ? down : 0);
        int right = place.right() - (place.right() < canvas.width() ? across : 0);
        int bottom = place.bottom() - (place.bottom() < canvas.height() ? down : 0);
        return new PixelRect(left, top, right - left, bottom - top);
    }

    private static PixelRect canvas(ImageRequest.Expand request) {
        return new PixelRect(0, 0, request.canvas().width(), request.canvas().height());
    }

    private static PixelRect place(ImageRequest.Expand request) {
        return request.picture()
                .bounds()
                .translate(-request.canvas().x(), -request.canvas().y());
    }

    private static int size(StageChoice stage) {
        return stage.size();
    }
}
