package studio.unclip.inference.published;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A family of models as it was published: which folders and files there must be, and what a pack of them looks like. Reads
 * {@code family.json}, which comes with the program and is trusted. Immutable.
 */
public final class PublishedFamily {

    /** The one licence file a family brings. */
    static final String LICENCE = "LICENSE.txt";

    private final FamilyFiles files;
    private final JsonNode description;

    /** Where the family's own files are read from. */
    @FunctionalInterface
    private interface FamilyFiles {
        InputStream open(String name) throws IOException;
    }

    /**
     * A folder that a person downloads.
     *
     * @param key what sources call it
     * @param title for a person
     * @param pipelines classes that its {@code model_index.json} may name
     * @param without what is missing without it; empty: it must be there
     * @param drops what goes from the manifest without it, JSON pointers
     */
    record Folder(String key, String title, List<String> pipelines, Optional<String> without, List<String> drops) {}

    /**
     * A sub-folder with weights.
     *
     * @param key what graphs call it
     * @param folder key of the folder it lies in
     * @param path of the sub-folder
     * @param type class that its configuration must name
     * @param config what its configuration must say
     * @param defaults what it may leave out, but not say otherwise
     * @param keep tensors no graph reads, but the geometry does
     * @param ignore tensors the files may have beyond that
     * @param renamed parts of tensors' names, and what they were in older files
     */
    record Source(
            String key,
            String folder,
            String path,
            String type,
            Map<String, JsonNode> config,
            Map<String, JsonNode> defaults,
            List<String> keep,
            List<String> ignore,
            Map<String, String> renamed) {}

    private PublishedFamily(FamilyFiles files) throws IOException {
        this.files = files;
        try (InputStream in = files.open("family.json")) {
            this.description = JsonMapper.shared().readTree(in.readAllBytes());
        }
    }

    /**
     * A family that comes with the program.
     *
     * @param name its folder among this package's resources
     * @throws IOException if there is none
     */
    static PublishedFamily named(String name) throws IOException {
        return new PublishedFamily(file -> {
            InputStream in = PublishedFamily.class.getResourceAsStream(name + "/" + file);
            if (in == null) {
                throw new FileNotFoundException(name + "/" + file);
            }
            return in;
        });
    }

    /**
     * A family described in a folder, as {@code modelkit.convert.published} writes it.
     *
     * @param folder with {@code family.json}
     * @throws IOException if it cannot be read
     */
    public static PublishedFamily in(Path folder) throws IOException {
        return new PublishedFamily(file -> Files.newInputStream(folder.resolve(file)));
    }

    /** The id its packs get. */
    String id() {
        return manifest().path("id").stringValue();
    }

    /** The fixed part of its manifest; a copy. */
    ObjectNode manifest() {
        return (ObjectNode) description.path("manifest").deepCopy();
    }

    List<Folder> folders() {
        List<Folder> folders = new ArrayList<>();
        for (JsonNode node : description.path("folders")) {
            folders.add(new Folder(
                    node.path("key").stringValue(),
                    node.path("title").stringValue(),
                    texts(node.path("pipelines")),
                    node.path("required").booleanValue()
                            ? Optional.empty()
                            : Optional.of(node.path("without").stringValue()),
                    texts(node.path("drops"))));
        }
        return folders;
    }

    Map<String, Source> sources() {
        Map<String, Source> sources = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : description.path("sources").properties()) {
            JsonNode node = entry.getValue();
            sources.put(
                    entry.getKey(),
                    new Source(
                            entry.getKey(),
                            node.path("folder").stringValue(),
                            node.path("path").stringValue(),
                            node.path("class").stringValue(),
                            fields(node.path("config")),
                            fields(node.path("defaults")),
                            texts(node.path("keep")),
                            texts(node.path("ignore")),
                            renamed(node.path("renamed"))));
        }
        return sources;
    }

    /** Inputs and outputs of every component as the manifest has them, by role, in running order. */
    Map<String, JsonNode> components() {
        return fields(description.path("components"));
    }

    /** A component's graph without weights. */
    byte[] graph(String role) throws IOException {
        try (InputStream in = new GZIPInputStream(files.open(role + ".onnx.gz"))) {
            return in.readAllBytes();
        }
    }

    /** The licence's text. */
    byte[] licence() throws IOException {
        try (InputStream in = files.open(LICENCE)) {
            return in.readAllBytes();
        }
    }

    /**
     * {@code mean}, {@code std} and {@code null} of the embeddings: each SOURCE/TENSOR; the last one may be {@code {"answer":
     * ROLE}}, what that component says to inputs that are all zero.
     */
    JsonNode geometry() {
        return description.path("geometry");
    }

    /** {@code folder}, {@code path} and the number of tokens ({@code size}). */
    JsonNode tokenizer() {
        return description.path("tokenizer");
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        object.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        return fields;
    }

    private static Map<String, String> renamed(JsonNode object) {
        Map<String, String> renamed = new LinkedHashMap<>();
        fields(object).forEach((now, before) -> renamed.put(now, before.stringValue()));
        return renamed;
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.stringValue()));
        return texts;
    }
}
