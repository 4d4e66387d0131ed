package studio.unclip.app.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.file.disk.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Former prompts on disk, as JSON: apart from the settings, so that these can be shown to others. What cannot be read is
 * taken as none. Thread-safe as long as one thread writes.
 */
public final class PromptsFile {
    private static final Logger LOG = LoggerFactory.getLogger(PromptsFile.class);
    private static final String NAME = "prompts.json";
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    /** @param folder the person's data folder; created with the first write */
    public PromptsFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** The newest last. */
    public List<String> read() {
        List<String> prompts = new ArrayList<>();
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MOST_BYTES) {
                for (JsonNode prompt : JsonMapper.shared().readTree(Files.readString(file))) {
                    if (prompt.isString() && !prompt.stringValue().isBlank()) {
                        prompts.add(prompt.stringValue());
                    }
                }
            }
        } catch (IOException | JacksonException e) {
            // Not the cause: a reader's message may quote what it read.
            LOG.warn("former prompts were not read: {}", e.getClass().getSimpleName());
        }
        return prompts;
    }

    /** Writes them whole or not at all; a failure is logged. */
    public void write(List<String> prompts) {
        ArrayNode json = JsonMapper.shared().createArrayNode();
        prompts.forEach(json::add);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            byte[] bytes = json.toPrettyString().getBytes(StandardCharsets.UTF_8);
            new AtomicFile().write(file, AtomicFile.Existing.REPLACE, bytes);
        } catch (IOException e) {
            LOG.warn("former prompts were not written: {}", e.getClass().getSimpleName());
        }
    }
}
