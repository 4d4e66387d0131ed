package studio.unclip.inference.api;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a person can ask of the model. Plain data, but for pictures: those are read by region when the request runs.
 *
 * <p>A request that needs what a pack lacks is refused when it is planned or submitted, in one sentence.
 */
public sealed interface ImageRequest {

    /** How many candidates one request may ask for. */
    int MAX_CANDIDATES = 64;

    /** Longest side of a picture that is worked on, pixels. */
    int MAX_SIDE = 16_384;

    /** How it samples. */
    Sampling sampling();

    /** The same request sampled in another way. */
    ImageRequest with(Sampling other);

    /** The word for the operation on the command line and in recipes. */
    String operation();

    /** What a person wrote; empty where nothing need be said. */
    String prompt();

    /** The pictures it reads, in order. */
    default List<PictureSource> pictures() {
        return List.of();
    }

    /**
     * The same request about other pictures.
     *
     * @param others as many as {@link #pictures}, in the same order
     */
    ImageRequest withPictures(List<? extends PictureSource> others);

    /** See {@link Sampling#seed}. */
    default long seed() {
        return sampling().seed();
    }

    /** See {@link Sampling#candidates}. */
    default int candidates() {
        return sampling().candidates();
    }

    /** See {@link Sampling#stages}. */
    default Map<String, StageSettings> stages() {
        return sampling().stages();
    }

    /**
     * Text to picture: text encoder, prior, decoder, upsamplers (DALL-E 2 paper, sections 2.1 and 2.2).
     *
     * @param prompt what to draw; not blank
     * @param conditioning what stands in for the image embedding z_i
     * @param areas prompts for parts of the picture; where two overlap the later one holds
     * @param splitting whether a prompt that names two things may be split into areas by the program itself; only without
     *     areas of one's own
     * @param firstLook that the candidates are drawn in the pack's looks in turn, so that they are no four of a kind, and in
     *     which the first is, from 0; empty: all as the prompt says, as they are where it names a look, in areas, and where
     *     another prior than the diffusion prior draws. A candidate's recipe says its own look in its prompt
     * @param size of the finished picture; empty: the pack's own. Not every pack takes another
     */
    record Generate(
            String prompt,
            Conditioning conditioning,
            List<Area> areas,
            boolean splitting,
            OptionalInt firstLook,
            Optional<PictureSize> size,
            Sampling sampling)
            implements ImageRequest {

        public Generate {
            Objects.requireNonNull(conditioning);
            Objects.requireNonNull(sampling);
            areas = List.copyOf(areas);
            if (prompt.isBlank()) {
                throw new InvalidRequestException(
                        "prompt", "The prompt is empty. Say what to draw, for example: an owl");
            }
            if (firstLook.isPresent() && firstLook.getAsInt() < 0) {
                throw new InvalidRequestException("firstLook", "Looks are counted from 0.");
            }
            if (splitting && !areas.isEmpty()) {
                throw new InvalidRequestException(
                        "areas", "A prompt with areas of its own is not split into areas as well.");
            }
        }

        /** Without areas. */
        public Generate(String prompt, Conditioning conditioning, Sampling sampling) {
            this(prompt, conditioning, List.of(), false, sampling);
        }

        /** Of the pack's own size. */
        public Generate(
                String prompt, Conditioning conditioning, List<Area> areas, boolean splitting, Sampling sampling) {
            this(prompt, conditioning, areas, splitting, OptionalInt.empty(), Optional.empty(), sampling);
        }

        /** The same request for a picture of another size. */
        public Generate sized(Optional<PictureSize> other) {
            return new Generate(prompt, conditioning, areas, splitting, firstLook, other, sampling);
        }

        /** The same request with another conditioning: the paper's ablation with one seed. */
        public Generate with(Conditioning other) {
            return new Generate(prompt, other, areas, splitting, firstLook, size, sampling);
        }

        /** The same request in these areas and no others. */
        public Generate in(List<Area> other) {
            return new Generate(prompt, conditioning, other, false, firstLook, size, sampling);
        }

        /** The same request without its first candidates. */
        public Generate after(int made, Sampling rest) {
            OptionalInt next = firstLook.isPresent() ? OptionalInt.of(firstLook.getAsInt() + made) : firstLook;
            return new Generate(prompt, conditioning, areas, splitting, next, size, rest);
        }

        /** The same request with this prompt for every candidate. */
        public Generate saying(String other) {
            return new Generate(other, conditioning, areas, splitting, OptionalInt.empty(), size, sampling);
        }

        /** A request on the pack's defaults. */
        public static Generate of(String prompt, long seed, int candidates) {
            return new Generate(prompt, Conditioning.DIFFUSION_PRIOR, Sampling.of(seed, candidates));
        }

        @Override
        public Generate with(Sampling other) {
            return new Generate(prompt, conditioning, areas, splitting, firstLook, size, other);
        }

        @Override
        public String operation() {
            return "generate";
        }

        @Override
        public Generate withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            return this;
        }
    }

    /** What is to happen under a mask. */
    enum Intent {
        /** The surroundings go on; a prompt may say as what. */
        CONTINUE,
        /** Something is put in, on the ground that is there. */
        ADD,
        /** What is there gives way to something else. */
        REPLACE,
        /** What is there goes, and the surroundings close over it; no prompt. */
        REMOVE
    }

    /**
     * Paints a part of a picture anew. What lies outside the mask is known to the model and comes back as it was.
     *
     * @param picture at most {@link #MAX_SIDE} a side
     * @param mask of the picture's size; not empty
     * @param intent what is to happen there
     * @param prompt what to draw; may be blank where the surroundings say enough, must be for {@link Intent#REMOVE}
     * @param likeness how much of the surroundings' embedding goes into the prompt's, 0 (the prompt alone) to 1: to add or
     *     replace a thing, of the aspects that say where it is; else of all of it
     * @param frame what the model is shown of the picture, a square in its pixels with all of the mask; empty: chosen
     *     by the size of what is masked
     * @param closely whether a thing may be looked at closely, so that it fits into a flat mask as it is drawn; false is
     *     how recipes of before were painted. Of no account where a frame is given
     */
    record Inpaint(
            PictureSource picture,
            Mask mask,
            Intent intent,
            String prompt,
            double likeness,
            Optional<PixelRect> frame,
            boolean closely,
            Sampling sampling)
            implements ImageRequest {

        /** As a person asks today. */
        public Inpaint(
                PictureSource picture,
                Mask mask,
                Intent intent,
                String prompt,
                double likeness,
                Optional<PixelRect> frame,
                Sampling sampling) {
            this(picture, mask, intent, prompt, likeness, frame, true, sampling);
        }

        public Inpaint {
            Objects.requireNonNull(intent);
            Objects.requireNonNull(sampling);
            requireSize(picture);
            requireShare("likeness", likeness);
            if (mask.width() != picture.width() || mask.height() != picture.height()) {
                throw new InvalidRequestException(
                        "mask",
                        "The mask has " + mask.width() + "x" + mask.height() + " pixels, the picture " + picture.width()
                                + "x" + picture.height() + ". They must be the same.");
            }
            if (mask.area().isEmpty()) {
                throw new InvalidRequestException(
                        "mask", "The mask is empty: nothing would be painted. Paint over what is to change.");
            }
            if (intent == Intent.REMOVE && !prompt.isBlank()) {
                throw new InvalidRequestException(
                        "prompt", "Removing takes no prompt: the surroundings close over the place.");
            }
            if (prompt.isBlank() && (intent == Intent.ADD || intent == Intent.REPLACE)) {
                throw new InvalidRequestException("prompt", "Say what to paint there, for example: an owl");
            }
            if (frame.isPresent() && !frame.get().contains(mask.area().get())) {
                throw new InvalidRequestException("frame", "The frame must hold all that is masked.");
            }
            if (frame.isPresent() && frame.get().width() != frame.get().height()) {
                throw new InvalidRequestException("frame", "The frame must be a square.");
            }
        }

        @Override
        public Inpaint with(Sampling other) {
            return new Inpaint(picture, mask, intent, prompt, likeness, frame, closely, other);
        }

        @Override
        public String operation() {
            return "inpaint";
        }

        @Override
        public List<PictureSource> pictures() {
            return List.of(picture);
        }

        @Override
        public Inpaint withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            return new Inpaint(others.getFirst(), mask, intent, prompt, likeness, frame, closely, sampling);
        }
    }

    /**
     * Paints what lies around a picture.
     *
     * @param picture at most {@link #MAX_SIDE} a side
     * @param canvas the picture that results, in the old one's pixels: holds all of it, and more; at most {@link
     *     #MAX_SIDE} a side
     * @param prompt what lies there; blank: the scene goes on
     * @param likeness how much of the picture's embedding goes into the prompt's, 0 to 1
     */
    record Expand(PictureSource picture, PixelRect canvas, String prompt, double likeness, Sampling sampling)
            implements ImageRequest {

        public Expand {
            Objects.requireNonNull(sampling);
            requireSize(picture);
            requireShare("likeness", likeness);
            if (!canvas.contains(picture.bounds())) {
                throw new InvalidRequestException("canvas", "The larger canvas must hold all of the picture.");
            }
            if (canvas.equals(picture.bounds())) {
                throw new InvalidRequestException(
                        "canvas", "The canvas is as large as the picture: nothing would be painted. Add some room.");
            }
            if (Math.max(canvas.width(), canvas.height()) > MAX_SIDE) {
                throw new InvalidRequestException(
                        "canvas",
                        "The larger picture would have " + canvas.width() + "x" + canvas.height()
                                + " pixels; a side may have " + MAX_SIDE + ".");
            }
        }

        @Override
        public Expand with(Sampling other) {
            return new Expand(picture, canvas, prompt, likeness, other);
        }

        @Override
        public String operation() {
            return "expand";
        }

        @Override
        public List<PictureSource> pictures() {
            return List.of(picture);
        }

        @Override
        public Expand withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            return new Expand(others.getFirst(), canvas, prompt, likeness, sampling);
        }
    }

    /**
     * Draws a picture larger, by the upsamplers alone.
     *
     * @param factor 2 or 4; the result's sides are at most {@link #MAX_SIDE}
     */
    record Upscale(PictureSource picture, int factor, Sampling sampling) implements ImageRequest {

        public Upscale {
            Objects.requireNonNull(sampling);
            requireSize(picture);
            if (factor != 2 && factor != 4) {
                throw new InvalidRequestException("factor", "The factor must be 2 or 4, not " + factor + ".");
            }
            long longest = (long) Math.max(picture.width(), picture.height()) * factor;
            if (longest > MAX_SIDE) {
                throw new InvalidRequestException(
                        "factor",
                        "The larger picture would have " + longest + " pixels on its longer side; a side may have "
                                + MAX_SIDE + ".");
            }
        }

        @Override
        public Upscale with(Sampling other) {
            return new Upscale(picture, factor, other);
        }

        @Override
        public String operation() {
            return "upscale";
        }

        @Override
        public String prompt() {
            return "";
        }

        @Override
        public List<PictureSource> pictures() {
            return List.of(picture);
        }

        @Override
        public Upscale withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            return new Upscale(others.getFirst(), factor, sampling);
        }
    }

    /**
     * Relatives of a picture (the paper, section 3.1). With both dials at 0 it is the picture itself.
     *
     * @param meaning how far z_i moves, 0 to 1
     * @param layout how much of x_T is drawn anew, 0 to 1
     */
    record Vary(PictureSource picture, double meaning, double layout, Sampling sampling) implements ImageRequest {

        public Vary {
            Objects.requireNonNull(sampling);
            requireSize(picture);
            requireShare("meaning", meaning);
            requireShare("layout", layout);
        }

        @Override
        public Vary with(Sampling other) {
            return new Vary(picture, meaning, layout, other);
        }

        @Override
        public String operation() {
            return "vary";
        }

        @Override
        public String prompt() {
            return "";
        }

        @Override
        public List<PictureSource> pictures() {
            return List.of(picture);
        }

        @Override
        public Vary withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            return new Vary(others.getFirst(), meaning, layout, sampling);
        }
    }

    /**
     * Begins with a picture, a painted guide for example, and draws it anew as the prompt says (SDEdit, Meng et al. 2022).
     *
     * @param prompt what it is to become; not blank
     * @param negative what guidance leads away from; blank: nothing named
     * @param strength how much is drawn anew: 0 is the picture itself, 1 the prompt alone, between them a dial over what makes
     *     sense with the pack, its usual strength in the middle
     */
    record Refine(PictureSource picture, String prompt, String negative, double strength, Sampling sampling)
            implements ImageRequest {

        public Refine {
            Objects.requireNonNull(sampling);
            requireSize(picture);
            requireShare("strength", strength);
            if (prompt.isBlank()) {
                throw new InvalidRequestException(
                        "prompt", "The prompt is empty. Say what the picture is to become, for example: an owl");
            }
        }

        @Override
        public Refine with(Sampling other) {
            return new Refine(picture, prompt, negative, strength, other);
        }

        @Override
        public String operation() {
            return "refine";
        }

        @Override
        public List<PictureSource> pictures() {
            return List.of(picture);
        }

        @Override
        public Refine withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            return new Refine(others.getFirst(), prompt, negative, strength, sampling);
        }
    }

    /** How a text diff moves z_i. */
    enum DiffWay {
        /** By what the prior draws for one caption more than for the other, from the same noise. */
        PRIOR,
        /** Towards the normalised difference of the captions' embeddings (the paper, section 3.3). */
        TEXT
    }

    /**
     * Turns a picture from what one caption says towards what another says (the paper, section 3.3). At theta 0 it is the
     * picture itself.
     *
     * @param from what the picture shows; blank: the captioner says it
     * @param to what it is to show; not blank, not {@code from}
     * @param theta how far, 0 to 1; equal travel is equal change of z_i
     * @param mask where it may change, of the picture's size; empty: everywhere
     */
    record TextDiff(
            PictureSource picture,
            String from,
            String to,
            DiffWay way,
            double theta,
            Optional<Mask> mask,
            Sampling sampling)
            implements ImageRequest {

        public TextDiff {
            Objects.requireNonNull(way);
            Objects.requireNonNull(sampling);
            requireSize(picture);
            requireShare("theta", theta);
            if (to.isBlank()) {
                throw new InvalidRequestException("to", "Say what the picture is to become, for example: a lion");
            }
            if (from.strip().equalsIgnoreCase(to.strip())) {
                throw new InvalidRequestException(
                        "to", "Both captions say the same, so there is nothing to change: '" + to.strip() + "'.");
            }
            if (mask.isPresent()
                    && (mask.get().width() != picture.width() || mask.get().height() != picture.height())) {
                throw new InvalidRequestException("mask", "The mask and the picture must have the same size.");
            }
            if (mask.isPresent() && mask.get().area().isEmpty()) {
                throw new InvalidRequestException("mask", "The mask is empty: nothing would change.");
            }
        }

        /** The same of a picture that shows something else. */
        public TextDiff from(String other) {
            return new TextDiff(picture, other, to, way, theta, mask, sampling);
        }

        /** The same at another place of the slider. */
        public TextDiff at(double other) {
            return new TextDiff(picture, from, to, way, other, mask, sampling);
        }

        @Override
        public TextDiff with(Sampling other) {
            return new TextDiff(picture, from, to, way, theta, mask, other);
        }

        @Override
        public String operation() {
            return "diff";
        }

        @Override
        public String prompt() {
            return to;
        }

        @Override
        public List<PictureSource> pictures() {
            return List.of(picture);
        }

        @Override
        public TextDiff withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            return new TextDiff(others.getFirst(), from, to, way, theta, mask, sampling);
        }
    }

    /** What goes into a mix. */
    sealed interface Ingredient {
        /** Its share; what matters is the shares' proportion. May be negative: away from it. */
        double weight();

        /** A picture, by CLIP's image tower. */
        record OfPicture(PictureSource picture, double weight) implements Ingredient {
            public OfPicture {
                requireSize(picture);
                requireWeight(weight);
            }
        }

        /** A prompt, by the prior. */
        record OfPrompt(String prompt, double weight) implements Ingredient {
            public OfPrompt {
                requireWeight(weight);
                if (prompt.isBlank()) {
                    throw new InvalidRequestException("prompt", "A prompt of the mix is empty.");
                }
            }
        }

        private static void requireWeight(double weight) {
            if (!(Math.abs(weight) <= 100)) {
                throw new InvalidRequestException("weights", "A weight must be -100 to 100, not " + weight + ".");
            }
        }
    }

    /**
     * A picture between others (the paper, section 3.2).
     *
     * @param ingredients 2 to {@link #MAX_INGREDIENTS}; their weights do not sum to 0
     * @param aspect what the first takes from the second, one of the pack's aspects, for example {@code style}; exactly
     *     two ingredients, whose weights say nothing then. Empty: all of it, by weights
     * @param layouts whether x_T is mixed from the pictures' own, rather than drawn from the seed
     */
    record Mix(List<Ingredient> ingredients, Optional<String> aspect, boolean layouts, Sampling sampling)
            implements ImageRequest {
        /** How many one mix may have. */
        public static final int MAX_INGREDIENTS = 8;

        public Mix {
            Objects.requireNonNull(sampling);
            ingredients = List.copyOf(ingredients);
            if (ingredients.size() < 2 || ingredients.size() > MAX_INGREDIENTS) {
                throw new InvalidRequestException(
                        "ingredients",
                        "A mix takes 2 to " + MAX_INGREDIENTS + " pictures and prompts, not " + ingredients.size()
                                + ".");
            }
            if (aspect.isPresent() && ingredients.size() != 2) {
                throw new InvalidRequestException(
                        "aspect", "An aspect is taken by one picture or prompt from one other, not from several.");
            }
            double sum = ingredients.stream().mapToDouble(Ingredient::weight).sum();
            if (aspect.isEmpty() && !(Math.abs(sum) > 1e-6)) {
                throw new InvalidRequestException(
                        "weights", "The weights sum to zero, so no mix is left. Change one of them.");
            }
            if (layouts && ingredients.stream().noneMatch(Ingredient.OfPicture.class::isInstance)) {
                throw new InvalidRequestException(
                        "layouts", "Prompts have no layout to mix; at least one ingredient must be a picture.");
            }
        }

        @Override
        public Mix with(Sampling other) {
            return new Mix(ingredients, aspect, layouts, other);
        }

        @Override
        public String operation() {
            return "mix";
        }

        @Override
        public String prompt() {
            return String.join(
                    " + ",
                    ingredients.stream()
                            .flatMap(one -> one instanceof Ingredient.OfPrompt words
                                    ? Stream.of(words.prompt())
                                    : Stream.<String>empty())
                            .toList());
        }

        @Override
        public List<PictureSource> pictures() {
            return ingredients.stream()
                    .flatMap(one -> one instanceof Ingredient.OfPicture seen
                            ? Stream.of(seen.picture())
                            : Stream.<PictureSource>empty())
                    .toList();
        }

        @Override
        public Mix withPictures(List<? extends PictureSource> others) {
            requireAsMany(this, others);
            var next = others.iterator();
            return new Mix(
                    ingredients.stream()
                            .map(one -> one instanceof Ingredient.OfPicture seen
                                    ? new Ingredient.OfPicture(next.next(), seen.weight())
                                    : one)
                            .toList(),
                    aspect,
                    layouts,
                    sampling);
        }
    }

    private static void requireAsMany(ImageRequest request, List<? extends PictureSource> others) {
        int wanted = request.pictures().size();
        if (others.size() != wanted) {
            throw new InvalidRequestException(
                    "pictures", "This is made from " + wanted + " pictures, not " + others.size() + ".");
        }
    }

    private static void requireSize(PictureSource picture) {
        if (Math.max(picture.width(), picture.height()) > MAX_SIDE) {
            throw new InvalidRequestException(
                    "picture",
                    "The picture has " + picture.width() + "x" + picture.height() + " pixels; a side may have "
                            + MAX_SIDE + ".");
        }
    }

    private static void requireShare(String field, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new InvalidRequestException(field, "The " + field + " must be 0 to 1, not " + value + ".");
        }
    }
}
