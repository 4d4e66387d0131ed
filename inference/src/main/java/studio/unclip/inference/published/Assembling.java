package studio.unclip.inference.published;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import studio.unclip.inference.onnx.Binding;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.MadePack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.Watcher;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts one family's pack together from its folders: graphs, small files, manifest. One pack per object. */
final class Assembling {
    private static final String TOKENIZER = "tokenizer.json";
    private static final String GEOMETRY = "geometry.safetensors";

    private final PublishedFamily family;
    private final Map<String, PipelineFolder> folders;
    private final List<String> notes;
    private final RuntimeOptions running;
    private final Map<String, Weights> weights = new TreeMap<>();
    private final Map<String, byte[]> made = new LinkedHashMap<>();
    private final Map<String, MadePack.Taken> taken = new LinkedHashMap<>();

    /**
     * @param folders by their keys
     * @param notes for the person; more may come
     * @param running how a network is run that has to be
     */
    Assembling(
            PublishedFamily family, Map<String, PipelineFolder> folders, List<String> notes, RuntimeOptions running) {
        this.family = family;
        this.folders = folders;
        this.notes = notes;
        this.running = running;
    }

    PublishedPack pack() throws PackException, IOException {
        Map<String, PublishedFamily.Source> sources = new LinkedHashMap<>(family.sources());
        sources.values().removeIf(source -> !folders.containsKey(source.folder()));
        for (PublishedFamily.Source source : sources.values()) {
            PipelineFolder folder = folders.get(source.folder());
            new ConfigCheck(folder, source).check();
            Weights read = Weights.read(folder, source);
            weights.put(source.key(), read);
            taken.putAll(read.taken());
        }
        ObjectNode manifest = JsonMapper.shared().createObjectNode();
        manifest.put("format", 1);
        manifest.setAll(family.manifest());
        for (PublishedFamily.Folder folder : family.folders()) {
            if (!folders.containsKey(folder.key())) {
                folder.drops().forEach(pointer -> drop(manifest, JsonPointer.compile(pointer)));
            }
        }
        components(sources, manifest.putObject("components"));
        schedules(manifest);
        Optional<MadePack.Completion> completion = data(manifest);
        JsonNode licence = manifest.path("licence");
        return new PublishedPack(
                manifest.path("name").stringValue(),
                licence.path("spdx").stringValue(),
                licence.path("summary").stringValue(),
                Optional.ofNullable(licence.path("restrictions").stringValue(null)),
                notes,
                made(manifest, completion));
    }

    private MadePack made(ObjectNode manifest, Optional<MadePack.Completion> completion) {
        String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(manifest);
        List<Path> roots = folders.values().stream().map(PipelineFolder::root).toList();
        return new MadePack(family.id(), json, made, taken, roots, completion);
    }

    /** What only the networks can tell, and what runs to find it out. */
    private Optional<MadePack.Completion> completion(ObjectNode manifest) {
        Optional<String> nothing = Optional.ofNullable(
                family.geometry().path("null").path("answer").stringValue(null));
        List<ObjectNode> unseen = new ArrayList<>();
        for (JsonNode stage : manifest.path("stages")) {
            if (stage.path("latent") instanceof ObjectNode latent && !latent.has("preview")) {
                unseen.add(latent);
            }
        }
        nothing.ifPresent(role -> noteRun(manifest, role));
        if (nothing.isEmpty() && unseen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((pack, watcher) -> {
            InstallRun run = new InstallRun(pack, running);
            if (nothing.isPresent()) {
                geometry(manifest, answerToZeros(run, pack.require(nothing.get()), watcher));
            }
            for (ObjectNode latent : unseen) {
                LatentColours colours = new LatentColours(
                        latent.path("channels").intValue(), latent.path("scale").intValue());
                latent.set(
                        "preview",
                        JsonMapper.shared()
                                .valueToTree(
                                        colours.of(run, latent.path("encoder").stringValue(), watcher)));
            }
            return made(manifest, Optional.empty());
        });
    }

    private void noteRun(ObjectNode manifest, String role) {
        long parameters =
                manifest.path("components").path(role).path("parameters").longValue();
        notes.add(String.format(
                Locale.ROOT,
                "To find what stands for no picture, its %s is run once, with %.1f GB of memory.",
                role,
                parameters * Float.BYTES / 1e9));
    }

    /** @param component all its axes are fixed but for the batch */
    private static float[] answerToZeros(InstallRun run, Component component, Watcher watcher) throws PackException {
        int numbers = 1;
        for (long side : component.inputs().getFirst().resolve(Map.of("batch", 1L))) {
            numbers = Math.multiplyExact(numbers, Math.toIntExact(side));
        }
        float[] zeros = new float[numbers];
        return run.of(component.role(), Binding.rows(1), watcher, network -> network.apply(zeros));
    }

    private static void drop(ObjectNode manifest, JsonPointer pointer) {
        ((ObjectNode) manifest.at(pointer.head())).remove(pointer.last().getMatchingProperty());
    }

    private void components(Map<String, PublishedFamily.Source> sources, ObjectNode components)
            throws PackException, IOException {
        Map<String, Set<String>> used = new TreeMap<>();
        for (Map.Entry<String, JsonNode> component : family.components().entrySet()) {
            String role = component.getKey();
            Set<String> read = new HashSet<>();
            component.getValue().path("sources").forEach(source -> read.add(source.stringValue()));
            if (!sources.keySet().containsAll(read)) {
                continue; // of a folder that need not be there
            }
            GraphWriter graph = new GraphWriter(weights);
            byte[] onnx = graph.write(family.graph(role));
            graph.used()
                    .forEach((key, tensors) ->
                            used.computeIfAbsent(key, _ -> new HashSet<>()).addAll(tensors));
            ObjectNode node = components.putObject(role);
            file(node, role + ".onnx", onnx);
            node.put("precision", graph.halves() ? "fp16" : "fp32");
            node.put("parameters", graph.parameters());
            ArrayNode external = node.putArray("external");
            for (String file : graph.files()) {
                external.addObject()
                        .put("file", file)
                        .put("bytes", taken.get(file).bytes());
            }
            node.set("inputs", component.getValue().path("inputs"));
            node.set("outputs", component.getValue().path("outputs"));
        }
        for (PublishedFamily.Source source : sources.values()) {
            Set<String> known = used.computeIfAbsent(source.key(), _ -> new HashSet<>());
            known.addAll(source.keep());
            known.addAll(source.ignore());
            Weights found = weights.get(source.key());
            for (String tensor : found.names()) {
                if (!known.contains(tensor)) {
                    throw found.wrong("have the tensor " + PipelineFolder.shown(tensor)
                            + ", which this network has no place for");
                }
            }
        }
    }

    /** Schedules are the folders' own, verbatim. */
    private void schedules(ObjectNode manifest) throws PackException {
        for (JsonNode stage : manifest.path("stages")) {
            JsonNode file = stage.path("schedule").path("file");
            if (file.isArray()) {
                PipelineFolder folder = folders.get(file.get(0).stringValue());
                Map<String, Object> said =
                        folder.json(file.get(1).stringValue()).verbatim();
                ((ObjectNode) stage).set("schedule", JsonMapper.shared().valueToTree(said));
            }
        }
    }

    /** Returns what finds out the rest, if there is a rest. */
    private Optional<MadePack.Completion> data(ObjectNode manifest) throws PackException, IOException {
        JsonNode where = family.tokenizer();
        PublishedTokenizer tokenizer = PublishedTokenizer.read(
                folders.get(where.path("folder").stringValue()),
                where.path("path").stringValue(),
                where.path("size").intValue());
        ObjectNode data = manifest.putObject("data");
        file(data.putObject("tokenizer"), TOKENIZER, tokenizer.json().getBytes(StandardCharsets.UTF_8));
        JsonNode none = family.geometry().path("null");
        geometry(manifest, none.isString() ? numbers("null") : new float[numbers("mean").length]);
        file(data.putObject("licence"), PublishedFamily.LICENCE, family.licence());
        manifest.putObject("tokenizer")
                .put("kind", "clip-bpe")
                .put("data", "tokenizer")
                .put("contextLength", where.path("length").intValue())
                .put("startToken", tokenizer.start())
                .put("endToken", tokenizer.end())
                .put("padToken", tokenizer.pad());
        return completion(manifest);
    }

    /** @param none raw */
    private void geometry(ObjectNode manifest, float[] none) throws PackException {
        byte[] tables = PublishedGeometry.write(family.id(), numbers("mean"), numbers("std"), none);
        file(((ObjectNode) manifest.path("data")).putObject("geometry"), GEOMETRY, tables);
    }

    private float[] numbers(String of) throws PackException {
        String[] place = family.geometry().path(of).stringValue().split("/", 2);
        return weights.get(place[0]).numbers(place[1]);
    }

    private void file(ObjectNode node, String name, byte[] content) {
        made.put(name, content);
        node.put("file", name).put("bytes", content.length).put("sha256", sha256(content));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
