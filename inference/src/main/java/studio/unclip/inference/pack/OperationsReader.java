package studio.unclip.inference.pack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import studio.unclip.inference.pack.Operations.Drawn;
import studio.unclip.inference.pack.Operations.Expand;
import studio.unclip.inference.pack.Operations.Inpaint;
import studio.unclip.inference.pack.Operations.InpaintMode;
import studio.unclip.inference.pack.Operations.Refine;
import studio.unclip.inference.pack.Operations.Span;
import studio.unclip.inference.pack.Operations.TextDiff;
import studio.unclip.inference.pack.Operations.Thing;
import studio.unclip.inference.pack.Operations.Vary;

/**
 * Reads {@code operations}. What is not said has the value docs/pack-format.md prints, so packs from before there were
 * operations can do what they have the parts for; what is said and cannot be is refused.
 */
final class OperationsReader {
    private static final String CHANNELS = "channels";
    private static final String DDIM = "ddim";
    private static final double MAX_GUIDANCE = 50;
    private static final double MOST_LEFT_OUT = 0.95;
    private static final int MOST_ASPECTS = 16;
    private static final int MOST_ASPECT_LETTERS = 64;
    private static final int MOST_SCENES = 1024;
    private static final int MOST_SCENE_LETTERS = 64;

    private final Map<String, Component> components;
    private final Optional<Stage> decoder;

    /** @param stages in their order, not checked yet */
    OperationsReader(Map<String, Component> components, List<Stage> stages) {
        this.components = components;
        this.decoder = stages.stream().filter(stage -> stage.size().isPresent()).findFirst();
    }

    private interface Maker<T> {
        T make(Part at) throws PackException;
    }

    /** An operation's object, or nothing where the manifest has none: then every value is the format's. */
    private record Part(Optional<JsonAt> at) {
        Optional<JsonAt> field(String key) throws PackException {
            return at.isEmpty() ? Optional.empty() : at.get().optional(key);
        }

        double number(String key, double otherwise, double least, double most) throws PackException {
            Optional<JsonAt> given = field(key);
            return given.isEmpty() ? otherwise : given.get().number(least, most);
        }

        int whole(String key, int otherwise, int least, int most) throws PackException {
            Optional<JsonAt> given = field(key);
            return given.isEmpty() ? otherwise : given.get().smallInteger(least, most);
        }

        List<String> texts(String key, int most, int mostLetters) throws PackException {
            Optional<JsonAt> given = field(key);
            return given.isEmpty() ? List.of() : given.get().texts(most, mostLetters);
        }

        Span span(String key, Span otherwise) throws PackException {
            Optional<JsonAt> given = field(key);
            if (given.isEmpty()) {
                return otherwise;
            }
            JsonAt span = given.get();
            double least = span.field("least").number(0, 1);
            double most = span.field("most").number(least, 1);
            return new Span(least, span.field("usual").number(least, most), most);
        }
    }

    /** @param top the manifest */
    Operations read(JsonAt top) throws PackException {
        Optional<JsonAt> at = top.optional("operations");
        Optional<Inpaint> inpaint = operation(at, "inpaint", Optional.empty(), this::inpaint);
        Optional<String> noExpanding = inpaint.isEmpty() ? Optional.of("inpaint") : Optional.empty();
        return new Operations(
                inpaint,
                operation(
                        at,
                        "expand",
                        noExpanding,
                        part -> new Expand(
                                part.number("overlap", 0.25, 0.05, 0.95),
                                part.number("strength", 0.8, 0.05, 1),
                                part.whole("samples", 1, 1, 64))),
                operation(at, "vary", noInversion(), OperationsReader::vary),
                operation(at, "textDiff", noInversion(), this::textDiff),
                operation(
                        at,
                        "refine",
                        Optional.empty(),
                        part -> new Refine(part.span("strength", new Span(0.1, 0.5, 0.95)))));
    }

    /**
     * An operation that is {@code false} is none; so is one that is not named and lacks what it needs.
     *
     * @param lacks what the pack would need and has not
     */
    private static <T> Optional<T> operation(
            Optional<JsonAt> operations, String name, Optional<String> lacks, Maker<T> maker) throws PackException {
        Optional<JsonAt> at =
                operations.isEmpty() ? Optional.empty() : operations.get().optional(name);
        boolean refused = at.isPresent() && at.get().isBool() && !at.get().bool();
        if (refused) {
            return Optional.empty();
        }
        if (lacks.isPresent()) {
            if (at.isPresent()) {
                throw at.get().wrong("needs " + lacks.get() + ", which this pack has not");
            }
            return Optional.empty();
        }
        return Optional.of(maker.make(new Part(at)));
    }

    /** What a way back from a picture to its noise needs. */
    private Optional<String> noInversion() {
        if (!components.containsKey("image-encoder")) {
            return Optional.of("an image-encoder");
        }
        return decoder.filter(stage -> stage.samplers().contains(DDIM)).isPresent()
                ? Optional.empty()
                : Optional.of("the sampler ddim in its decoder stage");
    }

    private Inpaint inpaint(Part part) throws PackException {
        boolean channels =
                decoder.flatMap(Stage::inpainting).filter(CHANNELS::equals).isPresent();
        Optional<JsonAt> said = part.field("mode");
        InpaintMode mode = said.isPresent()
                ? said.get().oneOf(InpaintMode.class)
                : channels ? InpaintMode.CHANNELS : InpaintMode.OVERWRITE;
        if (mode == InpaintMode.CHANNELS && !channels) {
            throw said.orElseThrow().wrong("needs a decoder stage whose \"inpainting\" is \"channels\"");
        }
        boolean repaint = mode == InpaintMode.REPAINT;
        for (String key : List.of("jump", "repeats")) {
            Optional<JsonAt> given = part.field(key);
            if (!repaint && given.isPresent()) {
                throw given.get().wrong("is read with the mode repaint only");
            }
        }
        return new Inpaint(
                mode,
                part.whole("jump", 1, 1, 100),
                part.whole("repeats", repaint ? 3 : 1, 1, 100),
                part.number("context", 0.5, 0, 4),
                part.whole("blend", 8, 0, 256),
                thing(new Part(part.field("thing"))),
                part.texts("scenes", MOST_SCENES, MOST_SCENE_LETTERS),
                part.number("removing", 0.75, 0, MOST_LEFT_OUT),
                part.number("continuing", 0.5, 0, MOST_LEFT_OUT));
    }

    private static Thing thing(Part part) throws PackException {
        List<String> aspects = part.texts("around", MOST_ASPECTS, MOST_ASPECT_LETTERS);
        Optional<JsonAt> ground = part.field("ground");
        if (aspects.isEmpty() && ground.isPresent()) {
            throw ground.get().wrong("is read with the aspects of around only");
        }
        Optional<JsonAt> drawn = part.field("drawn");
        if (aspects.isEmpty() && drawn.isPresent()) {
            throw drawn.get().wrong("is read with the aspects of around only");
        }
        Part size = new Part(drawn);
        return new Thing(
                part.number("context", 0.03125, 0, 4),
                aspects,
                part.number("ground", 0, 0, 0.5),
                drawn.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Drawn(
                                size.number("longer", 0.75, 0.05, 1), size.number("shorter", 0.55, 0.05, 1))));
    }

    private static Vary vary(Part part) throws PackException {
        return new Vary(
                part.span("meaning", new Span(0, 0.3, 0.6)),
                part.span("layout", new Span(0, 0.5, 1)),
                part.number("eta", 1, 0, 1));
    }

    private TextDiff textDiff(Part part) throws PackException {
        int usual = decoder.map(stage -> stage.defaults().steps()).orElse(1);
        return new TextDiff(
                part.whole("inversionSteps", usual, 1, Stage.MAX_STEPS),
                part.number("theta", 1, 0, 1),
                part.number("reach", 1, 0.01, 8),
                part.number("slerp", 0.5, 0.01, 1),
                part.whole("previewSteps", 3, 1, Stage.MAX_STEPS),
                part.number("previewGuidance", 1, 0, MAX_GUIDANCE));
    }
}
