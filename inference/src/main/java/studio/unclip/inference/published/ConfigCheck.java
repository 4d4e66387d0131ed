package studio.unclip.inference.published;

import java.util.Map;
import java.util.Optional;
import studio.unclip.inference.pack.JsonAt;
import studio.unclip.inference.pack.PackException;
import tools.jackson.databind.JsonNode;

/** Compares a sub-folder's {@code config.json} with what the family's graph was made for. */
final class ConfigCheck {
    private static final String FILE = "/config.json";

    private final PipelineFolder folder;
    private final PublishedFamily.Source source;

    ConfigCheck(PipelineFolder folder, PublishedFamily.Source source) {
        this.folder = folder;
        this.source = source;
    }

    /** @throws PackException if the file names another class or says a value for which there is no graph */
    void check() throws PackException {
        if (!folder.has(source.path())) {
            throw Problems.incomplete(folder.name(), "the sub-folder " + source.path() + " is missing");
        }
        JsonAt config = folder.json(source.path() + FILE);
        String type = type(config);
        if (!type.equals(source.type())) {
            throw Problems.other(
                    folder.name(),
                    source.path() + " holds a " + PipelineFolder.shown(type) + ", must be a " + source.type());
        }
        Map<String, Object> said = config.verbatim();
        for (Map.Entry<String, JsonNode> wanted : source.config().entrySet()) {
            if (!said.containsKey(wanted.getKey())) {
                throw Problems.other(
                        folder.name(),
                        source.path() + FILE + " does not say " + wanted.getKey() + ", must be " + wanted.getValue());
            }
        }
        compare(source.config(), said);
        compare(source.defaults(), said);
    }

    /** diffusers says it in one way, transformers in another. */
    private static String type(JsonAt config) throws PackException {
        Optional<JsonAt> ofDiffusers = config.optional("_class_name");
        if (ofDiffusers.isPresent()) {
            return ofDiffusers.get().text(128);
        }
        Optional<JsonAt> listed = config.optional("architectures");
        if (listed.isPresent() && !listed.get().items(8).isEmpty()) {
            return listed.get().items(8).getFirst().text(128);
        }
        return "network without a name";
    }

    private void compare(Map<String, JsonNode> wanted, Map<String, Object> said) throws PackException {
        for (Map.Entry<String, JsonNode> entry : wanted.entrySet()) {
            String key = entry.getKey();
            if (said.containsKey(key) && !same(entry.getValue(), said.get(key))) {
                throw Problems.other(
                        folder.name(),
                        source.path() + FILE + " says " + key + " = " + PipelineFolder.shown("" + said.get(key))
                                + "; this studio has a graph for " + entry.getValue() + " only");
            }
        }
    }

    private static boolean same(JsonNode wanted, Object said) {
        return switch (said) {
            case null -> wanted.isNull() || (wanted.isBoolean() && !wanted.booleanValue()); // alike to Python
            case Boolean flag -> wanted.isBoolean() && wanted.booleanValue() == flag;
            case Number number -> wanted.isNumber() && wanted.doubleValue() == number.doubleValue();
            case String text -> wanted.isString() && wanted.stringValue().equals(text);
            case java.util.List<?> list -> {
                boolean all = wanted.isArray() && wanted.size() == list.size();
                for (int i = 0; all && i < list.size(); i++) {
                    all = same(wanted.get(i), list.get(i));
                }
                yield all;
            }
            default -> false;
        };
    }
}
