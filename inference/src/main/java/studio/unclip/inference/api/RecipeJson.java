package studio.unclip.inference.api;

import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recipes as JSON: in the PNG's text chunk, in {@code --recipe} files and in the history.
 *
 * <p>{@code {"unclip":1,"operation":"generate","pack":…,"packVersion":…,"prompt":…,"prior":"diffusion","seed":7,
 * "noiseOrder":"stream-per-stage","stages":{"decoder":{"sampler":"ddim","steps":30,…}},"notes":{}}}; what an operation has
 * of its own stands beside the prompt ({@link RequestJson}). Keys are written in one fixed order, so equal recipes have
 * equal bytes.
 */
public final class RecipeJson {
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RecipeJson() {}

    /** One line of JSON. */
    public static String write(Recipe recipe) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("unclip", VERSION);
        root.put("operation", recipe.operation());
        root.put("pack", recipe.pack());
        root.put("packVersion", recipe.packVersion());
        RequestJson.write(recipe.request(), root);
        Sampling sampling = recipe.request().sampling();
        root.put("seed", sampling.seed());
        root.put("noiseOrder", sampling.noiseOrder().word());
        ObjectNode stages = root.putObject("stages");
        new TreeMap<>(sampling.stages()).forEach((name, settings) -> stages.set(name, settings(settings)));
        ObjectNode notes = root.putObject("notes");
        new TreeMap<>(recipe.notes()).forEach(notes::put);
        return MAPPER.writeValueAsString(root);
    }

    /**
     * Reads what {@link #write} wrote; unknown keys are ignored.
     *
     * @throws InvalidRequestException if the text is no recipe: one sentence that names the field which is missing, of
     *     the wrong type or out of its range
     */
    public static Recipe read(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new InvalidRequestException("recipe", "This is not a recipe: " + firstLine(e.getOriginalMessage()));
        }
        JsonNode version = root.path("unclip");
        if (!root.isObject()
                || !version.isIntegralNumber()
                || !version.canConvertToInt()
                || version.intValue() != VERSION) {
            throw new InvalidRequestException("recipe", "This is not a recipe of version " + VERSION + ".");
        }
        RecipeFields fields = RecipeFields.of(root, "");
        try {
            Sampling sampling = new Sampling(
                    fields.whole("seed"),
                    1,
                    fields.entries("stages", (stages, name) -> settings(stages.object(name))),
                    NoiseOrder.ofWord(fields.text("noiseOrder")));
            return new Recipe(
                    fields.text("pack"),
                    fields.text("packVersion"),
                    RequestJson.read(fields.text("operation"), fields, sampling),
                    fields.entries("notes", RecipeFields::text));
        } catch (InvalidRequestException e) {
            throw e.field().equals("recipe") ? e : fields.at(e);
        }
    }

    private static String firstLine(String message) {
        return message == null ? "" : message.lines().findFirst().orElse("");
    }

    private static ObjectNode settings(StageSettings settings) {
        ObjectNode node = MAPPER.createObjectNode();
        settings.sampler().ifPresent(v -> node.put("sampler", v));
        settings.steps().ifPresent(v -> node.put("steps", v));
        settings.guidance().ifPresent(v -> node.put("guidance", v));
        settings.eta().ifPresent(v -> node.put("eta", v));
        settings.samples().ifPresent(v -> node.put("samples", v));
        return node;
    }

    private static StageSettings settings(RecipeFields fields) {
        StageSettings settings = StageSettings.DEFAULTS;
        try {
            if (fields.has("sampler")) {
                settings = settings.withSampler(fields.text("sampler"));
            }
            if (fields.has("steps")) {
                settings = settings.withSteps(fields.small("steps"));
            }
            if (fields.has("guidance")) {
                settings = settings.withGuidance(fields.number("guidance"));
            }
            if (fields.has("eta")) {
                settings = settings.withEta(fields.number("eta"));
            }
            if (fields.has("samples")) {
                settings = settings.withSamples(fields.small("samples"));
            }
        } catch (InvalidRequestException e) {
            throw e.field().equals("recipe") ? e : fields.at(e);
        }
        return settings;
    }
}
