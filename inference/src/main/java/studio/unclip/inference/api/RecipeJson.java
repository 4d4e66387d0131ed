package studio.unclip.inference.api;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Recipes as JSON: in the PNG's text chunk, in {@code --recipe} files and in the history.
 *
 * <p>{@code {"unclip":1,"operation":"generate","pack":…,"packVersion":…,"prompt":…,"prior":"diffusion","seed":7,
 * "noiseOrder":"stream-per-stage","stages":{"decoder":{"sampler":"ddim","steps":30,…}},"notes":{}}}. Keys are written in
 * one fixed order, so equal recipes have equal bytes.
 */
public final class RecipeJson {
    private static final int VERSION = 1;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private RecipeJson() {}

    /** One line of JSON. */
    public static String write(Recipe recipe) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("unclip", VERSION);
        root.put("operation", recipe.operation());
        root.put("pack", recipe.pack());
        root.put("packVersion", recipe.packVersion());
        root.put("prompt", recipe.prompt());
        root.put("prior", recipe.conditioning().word());
        root.put("seed", recipe.seed());
        root.put("noiseOrder", recipe.noiseOrder().word());
        ObjectNode stages = root.putObject("stages");
        recipe.sortedStages().forEach((name, settings) -> stages.set(name, settings(settings)));
        ObjectNode notes = root.putObject("notes");
        new TreeMap<>(recipe.notes()).forEach(notes::put);
        return MAPPER.writeValueAsString(root);
    }

    /**
     * Reads what {@link #write} wrote; unknown keys are ignored.
     *
     * @throws InvalidRequestException if the text is no recipe, naming what is wrong
     */
    public static Recipe read(String json) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw new InvalidRequestException("recipe", "This is not a recipe: " + e.getOriginalMessage());
        }
        if (!root.isObject() || root.path("unclip").asInt(0) != VERSION) {
            throw new InvalidRequestException("recipe", "This is not a recipe of version " + VERSION + ".");
        }
        String operation = text(root, "operation");
        if (!operation.equals(Recipe.GENERATE)) {
            throw new InvalidRequestException("recipe", "This program cannot do the recipe's operation: " + operation);
        }
        Map<String, StageSettings> stages = new TreeMap<>();
        root.path("stages").properties().forEach(e -> stages.put(e.getKey(), settings(e.getValue())));
        Map<String, String> notes = new TreeMap<>();
        root.path("notes")
                .properties()
                .forEach(e -> notes.put(e.getKey(), e.getValue().asString("")));
        JsonNode seed = root.path("seed");
        if (!seed.isIntegralNumber()) {
            throw new InvalidRequestException("recipe", "The recipe has no whole number for its seed.");
        }
        return new Recipe(
                operation,
                text(root, "pack"),
                text(root, "packVersion"),
                text(root, "prompt"),
                Conditioning.ofWord(text(root, "prior")),
                seed.asLong(),
                NoiseOrder.ofWord(text(root, "noiseOrder")),
                stages,
                notes);
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

    private static StageSettings settings(JsonNode node) {
        StageSettings settings = StageSettings.DEFAULTS;
        if (node.path("sampler").isString()) {
            settings = settings.withSampler(node.path("sampler").stringValue());
        }
        if (node.path("steps").isInt()) {
            settings = settings.withSteps(node.path("steps").intValue());
        }
        if (node.path("guidance").isNumber()) {
            settings = settings.withGuidance(node.path("guidance").doubleValue());
        }
        if (node.path("eta").isNumber()) {
            settings = settings.withEta(node.path("eta").doubleValue());
        }
        if (node.path("samples").isInt()) {
            settings = settings.withSamples(node.path("samples").intValue());
        }
        return settings;
    }

    private static String text(JsonNode root, String key) {
        JsonNode node = root.path(key);
        if (!node.isString()) {
            throw new InvalidRequestException("recipe", "The recipe lacks '" + key + "'.");
        }
        return node.stringValue();
    }
}
