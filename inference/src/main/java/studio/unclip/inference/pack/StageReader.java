package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import studio.unclip.inference.diffusion.Samplers;

/** Reads the manifest's stages. */
final class StageReader {
    private static final String[] SAMPLERS = Samplers.NAMES.toArray(String[]::new);
    private static final String[] FILTERS = {"nearest", "box", "bilinear", "bicubic", "lanczos"};
    private static final int MAX_NETWORKS = 8;

    /** Largest guidance scale, as in requests. */
    private static final double MAX_GUIDANCE = 50;

    /** Largest factor of a preview; what a latent is worth is of the order of 1. */
    private static final double MAX_FACTOR = 1e4;

    private StageReader() {}

    static Stage stage(JsonAt at) throws PackException {
        Optional<JsonAt> size = at.optional("size");
        Optional<JsonAt> low = at.optional("lowResolution");
        Optional<JsonAt> samplers = at.optional("samplers");
        Optional<JsonAt> inpainting = at.optional("inpainting");
        Optional<JsonAt> knowing = at.optional("inpaintingComponent");
        JsonAt defaults = at.field("defaults");
        String sampler = defaults.field("sampler").oneOf(SAMPLERS);
        List<String> offered = new ArrayList<>();
        if (samplers.isEmpty()) {
            offered.add(sampler);
        } else {
            for (JsonAt item : samplers.get().items(16)) {
                offered.add(item.oneOf(SAMPLERS));
            }
        }
        if (!offered.contains(sampler)) {
            throw defaults.field("sampler").wrong("is \"" + sampler + "\", which the stage's samplers do not offer");
        }
        JsonAt component = at.field("component");
        List<Stage.Later> later = component.isList() ? later(component) : List.of();
        return new Stage(
                at.field("name").text(64),
                component.isList() ? first(component) : component.text(64),
                later,
                latent(at),
                size.isEmpty() ? OptionalInt.empty() : OptionalInt.of(size.get().smallInteger(1, 1 << 14)),
                size.isEmpty() ? 0 : at.field("channels").smallInteger(1, 64),
                low.isEmpty() ? Optional.empty() : Optional.of(lowResolution(low.get())),
                at.field("schedule").verbatim(),
                new Stage.Defaults(
                        sampler,
                        defaults.field("steps").smallInteger(1, Stage.MAX_STEPS),
                        real(defaults, "guidance", 1, 0, MAX_GUIDANCE),
                        real(defaults, "eta", 0, 0, 1),
                        defaults.optional("samples").isEmpty()
                                ? 1
                                : defaults.field("samples").smallInteger(1, 64)),
                offered,
                inpainting.isEmpty()
                        ? Optional.empty()
                        : Optional.of(inpainting.get().oneOf("channels", "none"))
                                .filter(kind -> !kind.equals("none")),
                knowing.isEmpty() ? Optional.empty() : Optional.of(knowing.get().text(64)));
    }

    private static Optional<Stage.Latent> latent(JsonAt at) throws PackException {
        Optional<JsonAt> space = at.optional("space");
        boolean latent =
                space.isPresent() && space.get().oneOf("pixels", "latent").equals("latent");
        if (!latent) {
            Optional<JsonAt> given = at.optional("latent");
            if (given.isPresent()) {
                throw given.get().wrong("is read where the stage's \"space\" is \"latent\"");
            }
            return Optional.empty();
        }
        JsonAt given = at.field("latent");
        int channels = given.field("channels").smallInteger(1, 64);
        return Optional.of(new Stage.Latent(
                channels,
                given.field("scale").smallInteger(1, 64),
                given.field("encoder").text(64),
                given.field("decoder").text(64),
                preview(given.optional("preview"), channels)));
    }

    private static List<List<Double>> preview(Optional<JsonAt> at, int channels) throws PackException {
        List<List<Double>> rows = new ArrayList<>();
        if (at.isEmpty()) {
            return rows;
        }
        for (JsonAt row : at.get().items(3)) {
            List<Double> factors = new ArrayList<>();
            for (JsonAt factor : row.items(channels + 1)) {
                factors.add(factor.number(-MAX_FACTOR, MAX_FACTOR));
            }
            if (factors.size() != channels + 1) {
                throw row.wrong("must have " + (channels + 1) + " numbers: one for each channel, and a constant");
            }
            rows.add(List.copyOf(factors));
        }
        if (rows.size() != 3) {
            throw at.get().wrong("must have three rows: red, green, blue");
        }
        return rows;
    }

    private static String first(JsonAt list) throws PackException {
        List<JsonAt> items = list.items(MAX_NETWORKS);
        if (items.isEmpty()) {
            throw list.wrong("must name at least one component");
        }
        if (items.getFirst().optional("lastSteps").isPresent()) {
            throw items.getFirst().field("lastSteps").wrong("is for those after the first, which begins the stage");
        }
        return items.getFirst().field("component").text(64);
    }

    /** Each takes over later than the one before it. */
    private static List<Stage.Later> later(JsonAt list) throws PackException {
        List<Stage.Later> later = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of(first(list)));
        int left = Stage.MAX_STEPS;
        for (JsonAt item : list.items(MAX_NETWORKS).stream().skip(1).toList()) {
            String name = item.field("component").text(64);
            if (!names.add(name)) {
                throw item.field("component").wrong("\"" + name + "\" occurs twice");
            }
            left = item.field("lastSteps").smallInteger(1, left - 1);
            later.add(new Stage.Later(name, left));
        }
        return later;
    }

    private static Stage.LowResolution lowResolution(JsonAt at) throws PackException {
        return new Stage.LowResolution(
                at.field("size").smallInteger(1, 1 << 14), at.field("resample").oneOf(FILTERS));
    }

    private static double real(JsonAt at, String key, double otherwise, double least, double most)
            throws PackException {
        Optional<JsonAt> given = at.optional(key);
        return given.isEmpty() ? otherwise : given.get().number(least, most);
    }
}
