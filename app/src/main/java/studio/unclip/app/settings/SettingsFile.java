package studio.unclip.app.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import studio.unclip.editor.file.disk.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Settings on disk, as JSON a person may edit. What cannot be read is taken as not set: settings are never a reason not
 * to start. Thread-safe as long as one thread writes.
 */
public final class SettingsFile {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsFile.class);
    private static final String NAME = "settings.json";
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    /** @param folder the person's configuration folder; created with the first write */
    public SettingsFile(Path folder) {
        this.file = folder.resolve(NAME);
    }

    /** What is on disk, else defaults. */
    public Settings read() {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
                return Settings.DEFAULTS;
            }
            return of(JsonMapper.shared().readTree(Files.readString(file)));
        } catch (IOException | JacksonException e) {
            LOG.warn("settings were not read", e);
            return Settings.DEFAULTS;
        }
    }

    /** Writes them whole or not at all; a failure is logged. */
    public void write(Settings settings) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            byte[] json = json(settings).toPrettyString().getBytes(StandardCharsets.UTF_8);
            new AtomicFile().write(file, AtomicFile.Existing.REPLACE, json);
        } catch (IOException e) {
            LOG.warn("settings were not written", e);
        }
    }

    private static ObjectNode json(Settings settings) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("theme", settings.theme().name().toLowerCase(Locale.ROOT));
        settings.window()
                .ifPresent(place -> root.putObject("window")
                        .put("x", place.x())
                        .put("y", place.y())
                        .put("width", place.width())
                        .put("height", place.height())
                        .put("maximized", place.maximized()));
        ObjectNode docks = root.putObject("docks");
        docks.put("folded", settings.docks().folded());
        docks.put("width", settings.docks().width());
        ObjectNode open = docks.putObject("open");
        new TreeMap<>(settings.docks().open()).forEach(open::put);
        root.put("restMinutes", settings.restMinutes());
        settings.saveFolder().ifPresent(folder -> root.put("saveFolder", folder.toString()));
        root.put("threads", settings.threads());
        root.put("device", settings.device());
        settings.pack().ifPresent(pack -> root.put("pack", pack));
        ArrayNode recent = root.putArray("recentFiles");
        settings.recentFiles().forEach(path -> recent.add(path.toString()));
        root.put("trayFolded", settings.trayFolded());
        settings.pictures().ifPresent(folder -> root.put("pictures", folder.toString()));
        return root;
    }

    private static Settings of(JsonNode root) {
        return new Settings(
                theme(root.path("theme").asString("")),
                window(root.path("window")),
                folder(root.path("saveFolder").asString("")),
                docks(root.path("docks")),
                root.path("restMinutes").asInt(Settings.DEFAULTS.restMinutes()),
                files(root.path("recentFiles")),
                root.path("threads").asInt(Settings.DEFAULTS.threads()),
                Optional.of(root.path("pack").asString("")).filter(id -> !id.isBlank()),
                root.path("trayFolded").asBoolean(false),
                folder(root.path("pictures").asString("")),
                root.path("device").asString(Settings.DEFAULTS.device()));
    }

    private static Theme theme(String word) {
        try {
            return Theme.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Theme.SYSTEM;
        }
    }

    private static Optional<WindowPlace> window(JsonNode node) {
        try {
            return node.isObject()
                    ? Optional.of(new WindowPlace(
                            node.path("x").asDouble(0),
                            node.path("y").asDouble(0),
                            node.path("width").asDouble(0),
                            node.path("height").asDouble(0),
                            node.path("maximized").asBoolean(false)))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static List<Path> files(JsonNode node) {
        List<Path> files = new ArrayList<>();
        node.forEach(name -> folder(name.asString("")).ifPresent(files::add));
        return files;
    }

    private static DockSettings docks(JsonNode node) {
        Map<String, Boolean> open = new TreeMap<>();
        node.path("open").properties().forEach(one -> {
            if (one.getValue().isBoolean()) {
                open.put(one.getKey(), one.getValue().booleanValue());
            }
        });
        return new DockSettings(
                node.path("folded").asBoolean(false), node.path("width").asDouble(DockSettings.DEFAULTS.width()), open);
    }

    private static Optional<Path> folder(String name) {
        try {
            return name.isBlank() ? Optional.empty() : Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
