package studio.unclip.inference.pack;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What must hold between the manifest's parts: everything referred to exists, and the parts fit each other. */
final class ManifestRules {

    private static final long MAX_TOTAL_BYTES = 1L << 40;

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
        if (manifest.component("text-encoder").isEmpty()) {
            throw at.field("components").wrong("has no text-encoder");
        }
        new GraphRules(at, manifest).check(new StageRules(at, manifest).check());
        settings();
    }

    /** What the format allows and this engine does in one way only. */
    private void settings() throws PackException {
        if (!manifest.template().equals("{}")) {
            throw at.field("defaults")
                    .field("template")
                    .unsupported("this studio gives the prompt to the text encoder as it is, so it must be \"{}\"");
        }
        if (manifest.tokenizer().startToken() == manifest.tokenizer().endToken()) {
            throw at.field("tokenizer").field("endToken").wrong("is the start token too");
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
}
