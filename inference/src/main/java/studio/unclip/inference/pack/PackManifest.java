package studio.unclip.inference.pack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code pack.json} says (format 1). Maps keep the manifest's order. Made by {@link ManifestReader}, which has
 * checked that everything referred to is there.
 *
 * @param id {@code [a-z0-9][a-z0-9-]{0,63}}, the folder's name when installed
 * @param version the pack's own version
 * @param name for a person
 * @param description one or two sentences for a person
 * @param paints what kind of pictures alone it paints ("illustrations"), where it says so
 * @param family how the components work together; decides which pipeline runs them
 * @param licence terms of use
 * @param components networks by role
 * @param data files that are not graphs, by key
 * @param tokenizer how text becomes tokens
 * @param embedding the embedding space
 * @param imageInput what the image encoder sees
 * @param background what decoder and upsamplers see under transparency: R, G, B, 0 to 255
 * @param stages denoising loops in the order they run
 * @param output side of the finished picture, pixels
 * @param sizeMultiple pictures' sides are multiples of this, pixels
 * @param activations measured working memory by component role; roles may be missing
 * @param operations what the pack can do with a picture, and with which constants
 * @param candidates pictures made where a person does not choose
 * @param template text around the prompt, {@code {}} stands for it
 * @param vocabulary key of the vocabulary file in {@code data}
 * @param splitter how prompts for two things become regions, if the pack says so
 * @param sections optional additions by name
 */
public record PackManifest(
        String id,
        String version,
        String name,
        String description,
        Optional<String> paints,
        String family,
        Licence licence,
        Map<String, Component> components,
        Map<String, PackFile> data,
        TokenizerSpec tokenizer,
        EmbeddingSpec embedding,
        ImageInput imageInput,
        List<Integer> background,
        List<Stage> stages,
        int output,
        int sizeMultiple,
        Map<String, Activation> activations,
        Operations operations,
        int candidates,
        String template,
        Optional<String> vocabulary,
        Optional<Splitter> splitter,
        Map<String, Section> sections) {

    /** The network with this role, if the pack has one. */
    public Optional<Component> component(String role) {
        return Optional.ofNullable(components.get(role));
    }

    /** The stage with this name, if the pack has one. */
    public Optional<Stage> stage(String stageName) {
        return stages.stream().filter(stage -> stage.name().equals(stageName)).findFirst();
    }

    /** Every file the manifest names except {@code pack.json}, each once, in the order of first mention. */
    public List<PackFile> files() {
        Map<String, PackFile> byName = new LinkedHashMap<>();
        for (Component component : components.values()) {
            byName.putIfAbsent(component.graph().name(), component.graph());
            component.external().forEach(file -> byName.putIfAbsent(file.name(), file));
        }
        data.values().forEach(file -> byName.putIfAbsent(file.name(), file));
        return new ArrayList<>(byName.values());
    }

    /** Bytes of all files the manifest names. */
    public long totalBytes() {
        return files().stream().mapToLong(PackFile::bytes).sum();
    }
}
