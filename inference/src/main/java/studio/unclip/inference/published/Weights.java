package studio.unclip.inference.published;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import studio.unclip.inference.pack.FileNames;
import studio.unclip.inference.pack.JsonAt;
import studio.unclip.inference.pack.MadePack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.SafetensorsFile;

/**
 * The weights of one sub-folder: one safetensors file, or several with an index; full precision where there are two
 * variants. Only headers are read.
 */
final class Weights {

    private static final List<String> BASES = List.of("diffusion_pytorch_model", "model");
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_FILES = 64;
    /** How a pointer of Git LFS begins, which lies where a file was not fetched. */
    private static final String POINTER = "version https://git-lfs";

    private final String name;
    private final String path;
    private final Map<String, SafetensorsFile> files;
    private final Map<String, MadePack.Taken> taken;
    private final Map<String, String> fileOf;
    private final Map<String, String> renamed;

    /**
     * One tensor.
     *
     * @param file name that its file gets in the pack
     * @param name its own in there
     * @param tensor where in it and what
     */
    record Located(String file, String name, SafetensorsFile.Tensor tensor) {}

    private Weights(
            String name,
            String path,
            Map<String, SafetensorsFile> files,
            Map<String, MadePack.Taken> taken,
            Map<String, String> fileOf,
            Map<String, String> renamed) {
        this.name = name;
        this.path = path;
        this.files = files;
        this.taken = taken;
        this.fileOf = fileOf;
        this.renamed = renamed;
    }

    /**
     * Reads the headers.
     *
     * @param folder the pipeline's
     * @param source the sub-folder; its key is what the files are called in the pack, with a number and an ending
     * @throws PackException if weights are missing, incomplete or pickled
     */
    static Weights read(PipelineFolder folder, PublishedFamily.Source source) throws PackException {
        String path = source.path();
        List<String> names = folder.names(path);
        List<String> parts = new ArrayList<>();
        Optional<Map<String, String>> index = Optional.empty();
        for (String variant : List.of("", ".fp16")) {
            for (String base : BASES) {
                Optional<String> listed = names.stream()
                        .filter(file -> file.equals(base + ".safetensors.index" + variant + ".json")
                                || file.equals(base + variant + ".safetensors.index.json"))
                        .findFirst();
                if (names.contains(base + variant + ".safetensors")) {
                    parts.add(base + variant + ".safetensors");
                } else if (listed.isPresent()) {
                    index = Optional.of(index(folder, path, listed.get()));
                    parts.addAll(new TreeSet<>(index.get().values()));
                }
                if (!parts.isEmpty()) {
                    return read(folder, source, parts, index);
                }
            }
        }
        if (names.isEmpty()) {
            throw Problems.incomplete(folder.name(), "the sub-folder " + path + " is missing");
        }
        if (names.stream().anyMatch(file -> file.endsWith(".bin") || file.endsWith(".ckpt") || file.endsWith(".pt"))) {
            throw Problems.other(
                    folder.name(),
                    "the sub-folder " + path
                            + " has its weights only as a pickle, which can run code when it is read and is never opened here;"
                            + " it takes those that end in .safetensors");
        }
        throw Problems.incomplete(folder.name(), "the sub-folder " + path + " has no weights (.safetensors)");
    }

    private static Map<String, String> index(PipelineFolder folder, String path, String file) throws PackException {
        Map<String, String> parts = new LinkedHashMap<>();
        JsonAt map = folder.json(path + "/" + file).field("weight_map");
        for (Map.Entry<String, JsonAt> entry : map.fields(MAX_TENSORS).entrySet()) {
            String part = entry.getValue().text(4096);
            if (!FileNames.isPlain(part) || !part.endsWith(".safetensors")) {
                throw Problems.hostile(
                        folder.name(),
                        path + "/" + file + " looks for weights in " + PipelineFolder.shown(part)
                                + ", which is no plain file beside it");
            }
            parts.put(entry.getKey(), part);
        }
        if (parts.isEmpty() || new TreeSet<>(parts.values()).size() > MAX_FILES) {
            throw Problems.other(folder.name(), path + "/" + file + " lists no weights, or too many files of them");
        }
        return parts;
    }

    private static Weights read(
            PipelineFolder folder,
            PublishedFamily.Source source,
            List<String> parts,
            Optional<Map<String, String>> index)
            throws PackException {
        String path = source.path();
        Map<String, SafetensorsFile> files = new LinkedHashMap<>();
        Map<String, MadePack.Taken> taken = new LinkedHashMap<>();
        Map<String, String> fileOf = new LinkedHashMap<>();
        for (String part : parts) {
            String target = source.key() + (parts.size() == 1 ? "" : "-" + (files.size() + 1)) + ".safetensors";
            Path real = folder.file(path + "/" + part);
            SafetensorsFile header = header(folder, path + "/" + part, real);
            for (String tensor : header.names()) {
                if (index.isPresent() && !part.equals(index.get().get(tensor))) {
                    throw Problems.other(
                            folder.name(),
                            path + "/" + part + " holds the tensor " + PipelineFolder.shown(tensor)
                                    + ", which the index does not put there");
                }
                fileOf.put(tensor, target);
            }
            files.put(target, header);
            try {
                taken.put(
                        target,
                        new MadePack.Taken(
                                real, Files.size(real), Files.getLastModifiedTime(real, LinkOption.NOFOLLOW_LINKS)));
            } catch (IOException e) {
                throw PackException.io(folder.name(), e);
            }
        }
        return new Weights(folder.name(), path, files, taken, fileOf, source.renamed());
    }

    private static SafetensorsFile header(PipelineFolder folder, String path, Path real) throws PackException {
        try {
            byte[] start;
            try (var in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                start = in.readNBytes(POINTER.length());
            }
            if (new String(start, StandardCharsets.US_ASCII).equals(POINTER)) {
                throw Problems.incomplete(
                        folder.name(), path + " is a pointer of Git LFS; the weights themselves were not fetched");
            }
            return SafetensorsFile.open(folder.name() + "/" + path, real);
        } catch (IOException e) {
            throw PackException.io(folder.name(), e);
        }
    }

    /** Where a tensor lies, under its name or one that it had in older files. */
    Optional<Located> find(String tensor) {
        if (fileOf.containsKey(tensor)) {
            return Optional.of(located(tensor));
        }
        return renamed.entrySet().stream()
                .filter(entry -> tensor.contains(entry.getKey()))
                .map(entry -> tensor.replace(entry.getKey(), entry.getValue()))
                .filter(fileOf::containsKey)
                .findFirst()
                .map(this::located);
    }

    private Located located(String tensor) {
        String file = fileOf.get(tensor);
        return new Located(file, tensor, files.get(file).tensor(tensor).orElseThrow());
    }

    /** A tensor's numbers. */
    float[] numbers(String tensor) throws PackException {
        String file = fileOf.get(tensor);
        if (file == null) {
            throw lacks(tensor);
        }
        return files.get(file).numbers(tensor);
    }

    /** Names of all tensors. */
    Set<String> names() {
        return fileOf.keySet();
    }

    /** The files by the names they get in the pack. */
    Map<String, MadePack.Taken> taken() {
        return taken;
    }

    PackException lacks(String tensor) {
        return Problems.other(name, "the weights in " + path + " lack the tensor " + PipelineFolder.shown(tensor));
    }

    PackException wrong(String what) {
        return Problems.other(name, "the weights in " + path + " " + what);
    }
}
