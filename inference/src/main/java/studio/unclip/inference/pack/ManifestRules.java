package studio.unclip.inference.pack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What must hold between the manifest's parts: everything referred to exists, and every network has its key tensors. */
final class ManifestRules {

    private static final long MAX_TOTAL_BYTES = 1L << 40;

    /** Inputs and outputs without which a component cannot do its work; further ones are optional. */
    private record Contract(Set<String> inputs, Set<String> outputs) {}

    private static final Map<String, Contract> CONTRACTS = Map.of(
            "text-encoder", new Contract(Set.of("tokens"), Set.of("embedding")),
            "image-encoder", new Contract(Set.of("pixels"), Set.of("embedding")),
            "prior", new Contract(Set.of("sample", "timestep"), Set.of("prediction")),
            "prior-autoregressive", new Contract(Set.of("tokens"), Set.of("logits")),
            "decoder", new Contract(Set.of("sample", "timestep"), Set.of("prediction")),
            "captioner", new Contract(Set.of("image-embedding", "tokens"), Set.of("logits")));
    private static final Contract UPSAMPLER =
            new Contract(Set.of("sample", "timestep", "low-resolution"), Set.of("prediction"));

    private final JsonAt at;
    private final PackManifest manifest;

    ManifestRules(JsonAt at, PackManifest manifest) {
        this.at = at;
        this.manifest = manifest;
    }

    void check() throws PackException {
        files();
        dataKey("tokenizer", manifest.tokenizer().data());
        dataKey("embedding", manifest.embedding().data());
        if (manifest.vocabulary().isPresent()) {
            dataKey("vocabulary", manifest.vocabulary().get());
        }
        licence();
        stages();
        for (Component component : manifest.components().values()) {
            contract(component);
        }
    }

    private void files() throws PackException {
        Map<String, PackFile> known = new HashMap<>();
        for (Component component : manifest.components().values()) {
            JsonAt place = at.field("components").field(component.role());
            same(known, component.graph(), place);
            for (PackFile file : component.external()) {
                same(known, file, place.field("external"));
            }
        }
        for (Map.Entry<String, PackFile> entry : manifest.data().entrySet()) {
            same(known, entry.getValue(), at.field("data").field(entry.getKey()));
        }
        long total = 0;
        for (PackFile file : manifest.files()) {
            total += file.bytes();
            if (total > MAX_TOTAL_BYTES) {
                throw PackException.hostile(
                        manifest.id(), "pack.json promises more than " + MAX_TOTAL_BYTES + " bytes");
            }
        }
    }

    /** Names that differ in case only are one file on some systems, so they must agree wholly. */
    private static void same(Map<String, PackFile> known, PackFile file, JsonAt place) throws PackException {
        PackFile before = known.putIfAbsent(file.name().toLowerCase(Locale.ROOT), file);
        if (before != null && !before.equals(file)) {
            throw place.wrong("names the file " + file.name() + " with another size, hash or spelling than elsewhere");
        }
    }

    private void dataKey(String part, String key) throws PackException {
        if (!manifest.data().containsKey(key)) {
            throw at.field(part).field("data").wrong("\"" + key + "\" is not a key of data");
        }
    }

    private void licence() throws PackException {
        Set<String> names = new HashSet<>();
        manifest.data().values().forEach(file -> names.add(file.name()));
        JsonAt place = at.field("licence");
        if (!names.contains(manifest.licence().file())) {
            throw place.field("file").wrong("the file " + manifest.licence().file() + " is not listed in data");
        }
        for (String notice : manifest.licence().notices()) {
            if (!names.contains(notice)) {
                throw place.field("notices").wrong("the file " + notice + " is not listed in data");
            }
        }
    }

    private void stages() throws PackException {
        if (manifest.component("text-encoder").isEmpty()) {
            throw at.field("components").wrong("has no text-encoder");
        }
        List<JsonAt> places = at.field("stages").items(Integer.MAX_VALUE);
        Set<String> names = new HashSet<>();
        int before = 0;
        for (int i = 0; i < places.size(); i++) {
            Stage stage = manifest.stages().get(i);
            if (!names.add(stage.name())) {
                throw places.get(i).field("name").wrong("\"" + stage.name() + "\" occurs twice");
            }
            if (manifest.component(stage.component()).isEmpty()) {
                throw places.get(i)
                        .field("component")
                        .wrong("\"" + stage.component() + "\" is not a key of components");
            }
            if (stage.lowResolution().isPresent() && stage.lowResolution().get().size() != before) {
                throw places.get(i)
                        .field("lowResolution")
                        .field("size")
                        .wrong("must be the size of the stage before, " + before);
            }
            before = stage.size().orElse(before);
        }
        if (before == 0) {
            throw at.field("stages").wrong("has no stage that makes a picture");
        }
        if (before != manifest.output()) {
            throw at.field("sizes").field("output").wrong("must be the last stage's size, " + before);
        }
    }

    private void contract(Component component) throws PackException {
        Contract contract = component.role().startsWith("upsampler-") ? UPSAMPLER : CONTRACTS.get(component.role());
        if (contract == null) {
            return; // a component for a part of the studio that looks at it itself
        }
        JsonAt place = at.field("components").field(component.role());
        for (String role : contract.inputs()) {
            if (component.input(role).isEmpty()) {
                throw place.field("inputs").wrong("has no tensor with the role \"" + role + "\"");
            }
        }
        for (String role : contract.outputs()) {
            if (component.output(role).isEmpty()) {
                throw place.field("outputs").wrong("has no tensor with the role \"" + role + "\"");
            }
        }
    }
}
