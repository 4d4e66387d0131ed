package studio.unclip.inference.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * An object inside a recipe, read strictly: a value of another type than the recipe format has is an error that names the
 * field, never a default. Keys that are not asked for are not looked at.
 *
 * @param node the object
 * @param path where it stands, for messages: empty, or {@code stages.decoder.}
 */
record RecipeFields(JsonNode node, String path) {

    /** @throws InvalidRequestException if the node is no object */
    static RecipeFields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? "whole" : path.substring(0, path.length() - 1), "an object", node);
        }
        return new RecipeFields(node, path);
    }

    boolean has(String key) {
        return !node.path(key).isMissingNode();
    }

    String text(String key) {
        JsonNode value = node.path(key);
        if (!value.isString()) {
            throw wrong(path + key, "text", value);
        }
        return value.stringValue();
    }

    long whole(String key) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw wrong(path + key, "a whole number within its range", value);
        }
        return value.longValue();
    }

    int small(String key) {
        long value = whole(key);
        if (value != (int) value) {
            throw wrong(path + key, "a whole number within its range", node.path(key));
        }
        return (int) value;
    }

    double number(String key) {
        JsonNode value = node.path(key);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw wrong(path + key, "a number", value);
        }
        return value.doubleValue();
    }

    /** The entries of an object, none if it is missing. */
    <T> Map<String, T> entries(String key, BiFunction<RecipeFields, String, T> read) {
        Map<String, T> entries = new LinkedHashMap<>();
        if (has(key)) {
            RecipeFields inner = of(node.path(key), path + key + ".");
            inner.node().properties().forEach(e -> entries.put(e.getKey(), read.apply(inner, e.getKey())));
        }
        return entries;
    }

    boolean flag(String key) {
        JsonNode value = node.path(key);
        if (!value.isBoolean()) {
            throw wrong(path + key, "true or false", value);
        }
        return value.booleanValue();
    }

    /** The objects of an array, none if it is missing. */
    List<RecipeFields> objects(String key) {
        List<RecipeFields> objects = new ArrayList<>();
        if (has(key)) {
            JsonNode array = node.path(key);
            if (!array.isArray()) {
                throw wrong(path + key, "an array", array);
            }
            for (int i = 0; i < array.size(); i++) {
                objects.add(of(array.path(i), path + key + "[" + i + "]."));
            }
        }
        return objects;
    }

    /** The object under a key. */
    RecipeFields object(String key) {
        return of(node.path(key), path + key + ".");
    }

    /** The same complaint with the place in front. */
    InvalidRequestException at(InvalidRequestException e) {
        return new InvalidRequestException("recipe", "The recipe's " + path + e.field() + ": " + e.getMessage());
    }

    private static InvalidRequestException wrong(String place, String wanted, JsonNode found) {
        if (found.isMissingNode()) {
            return new InvalidRequestException("recipe", "The recipe lacks '" + place + "'.");
        }
        String shown = found.toString();
        return new InvalidRequestException(
                "recipe",
                "The recipe's " + place + " must be " + wanted + ", not "
                        + (shown.length() > 60 ? shown.substring(0, 57) + "..." : shown) + ".");
    }
}
