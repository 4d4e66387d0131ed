package studio.unclip.app.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A sound pack of a few bytes: the manifest that the docs show as the example, with files behind it. */
public final class TinyPack {
    /** An ONNX model with an empty graph: field 7, no bytes. */
    private static final byte[] EMPTY_MODEL = {7 << 3 | 2, 0};

    private TinyPack() {}

    public static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path example = Path.of(System.getProperty("basedir", "app"), "..", "docs", "pack.example.json");
        JsonNode manifest = JsonMapper.shared().readTree(example);
        fill(folder, manifest);
        Files.writeString(folder.resolve("pack.json"), manifest.toString());
        return folder;
    }

    public static Path zip(Path folder, Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return archive;
    }

    /** Every object that names a file gets one, with its true size and hash. */
    private static void fill(Path folder, JsonNode node) throws IOException {
        if (node instanceof ObjectNode object && object.has("sha256")) {
            String name = object.path("file").stringValue();
            byte[] content = name.endsWith(".onnx") ? EMPTY_MODEL : name.getBytes(StandardCharsets.UTF_8);
            Files.write(folder.resolve(name), content);
            object.put("bytes", content.length);
            object.put("sha256", sha256(content));
        }
        for (JsonNode child : node) {
            fill(folder, child);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
