package studio.unclip.inference.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import studio.unclip.inference.onnx.RuntimeLibraries;
import studio.unclip.inference.onnx.RuntimeOptions;
import studio.unclip.inference.pack.PackException;

/** The families this studio can install from published folders. Immutable, safe for threads. */
public final class PublishedPacks {
    private static final List<String> NAMES = List.of("karlo", "kandinsky22");

    private final List<PublishedFamily> families;
    private final RuntimeOptions running;

    /** @param families that can be installed */
    public PublishedPacks(List<PublishedFamily> families) {
        this(families, RuntimeOptions.defaults());
    }

    private PublishedPacks(List<PublishedFamily> families, RuntimeOptions running) {
        this.families = List.copyOf(families);
        this.running = running;
    }

    /** Those that come with the program. */
    public static PublishedPacks known() {
        List<PublishedFamily> families = new ArrayList<>();
        try {
            for (String name : NAMES) {
                families.add(PublishedFamily.named(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PublishedPacks(families);
    }

    /**
     * The same, keeping the native libraries with which a network is run, where installing needs that.
     *
     * @param cache a folder; see {@link RuntimeLibraries#cache}
     */
    public PublishedPacks withLibraries(Path cache) {
        return new PublishedPacks(
                families, running.withLibraries(new RuntimeLibraries(Optional.of(cache), Optional.empty())));
    }

    /**
     * Looks into published folders: at their configurations and the headers of their weights, not at the weights.
     *
     * @param folders of one family, in any order
     * @return what would be installed
     * @throws PackException if a folder is missing, incomplete or not what this studio has graphs for
     */
    public PublishedPack check(List<Path> folders) throws PackException {
        List<PipelineFolder> opened = new ArrayList<>();
        for (Path folder : folders) {
            opened.add(PipelineFolder.open(folder));
        }
        PublishedFamily family = family(opened.getFirst());
        Map<String, PipelineFolder> byKey = new TreeMap<>();
        for (PipelineFolder folder : opened) {
            String key = kind(family, folder)
                    .orElseThrow(() -> Problems.other(
                            folder.name(),
                            "its model_index.json names a " + PipelineFolder.shown(folder.pipeline())
                                    + ", which does not go together with the other folders"));
            if (byKey.put(key, folder) != null) {
                throw Problems.other(folder.name(), "another folder holds a " + folder.pipeline() + ", too");
            }
        }
        List<String> notes = new ArrayList<>();
        for (PublishedFamily.Folder wanted : family.folders()) {
            if (byKey.containsKey(wanted.key())) {
                continue;
            }
            if (wanted.without().isEmpty()) {
                throw Problems.missing(
                        family.id(),
                        "of its folders " + wanted.title() + " is missing: the one with a "
                                + String.join(" or ", wanted.pipelines()),
                        "Give that folder, too");
            }
            notes.add("Not given: " + wanted.title() + ". " + wanted.without().get());
        }
        try {
            return new Assembling(family, new LinkedHashMap<>(byKey), notes, running).pack();
        } catch (IOException e) {
            throw PackException.io(family.id(), e);
        }
    }

    private PublishedFamily family(PipelineFolder folder) throws PackException {
        List<String> known = new ArrayList<>();
        for (PublishedFamily family : families) {
            if (kind(family, folder).isPresent()) {
                return family;
            }
            family.folders().forEach(kind -> known.addAll(kind.pipelines()));
        }
        throw Problems.other(
                folder.name(),
                "its model_index.json names a " + PipelineFolder.shown(folder.pipeline()) + ", this studio knows "
                        + String.join(", ", known));
    }

    private static Optional<String> kind(PublishedFamily family, PipelineFolder folder) {
        return family.folders().stream()
                .filter(kind -> kind.pipelines().contains(folder.pipeline()))
                .map(PublishedFamily.Folder::key)
                .findFirst();
    }
}
