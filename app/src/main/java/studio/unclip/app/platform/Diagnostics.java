package studio.unclip.app.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import studio.unclip.inference.pack.InstalledPack;
import studio.unclip.inference.pack.PackException;

/**
 * What a person can copy into a report of a fault: versions, machine, packs, the end of the log. No prompt, no name, no path:
 * the log holds no prompts, and of its lines everything that may be a file's name is left out. Thread-safe; reads files.
 */
public final class Diagnostics {
    private static final int LOG_LINES = 60;
    private static final long MB = 1_000_000;

    /** What the engine's arithmetic may use. */
    private static final Set<String> FLAGS = Set.of(
            "sse4_2",
            "avx",
            "avx2",
            "fma",
            "f16c",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512_vnni",
            "avx512_bf16",
            "amx_int8",
            "amx_bf16",
            "asimd",
            "asimddp",
            "i8mm",
            "bf16",
            "sve");

    private static final Pattern LOG_LINE = Pattern.compile("(\\S+ +[A-Z]+ +\\[[^]]*] \\S+ - )(.*)");
    private static final Pattern FRAME = Pattern.compile("\\s+(at [\\w.$/<>@]+\\([\\w.: ]*\\)|\\.\\.\\. \\d+ .*)");
    private static final Pattern EXCEPTION =
            Pattern.compile("\\s*((Caused by: |Suppressed: )?[\\w.$]+(Exception|Error|Problem|Failure)).*");
    private static final Pattern MAY_NAME_A_FILE =
            Pattern.compile("[/\\\\]|(?i)\\.(png|jpe?g|ora|json|zip|onnx|webp|tiff?|psd)\\b");

    private Diagnostics() {}

    /**
     * @param device where pictures are made, in a few words
     * @param folders the person's
     * @return lines of text
     */
    public static String text(String device, PackShelf shelf, PlatformFolders folders) {
        List<String> lines = new ArrayList<>();
        lines.add(ProgramVersion.title());
        lines.add("Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor")
                + "; JavaFX " + System.getProperty("javafx.runtime.version", "not loaded"));
        lines.add(System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch"));
        lines.add(processor());
        lines.add(String.format(
                Locale.ROOT,
                "heap %d of at most %d MB",
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MB,
                Runtime.getRuntime().maxMemory() / MB));
        lines.add("device: " + device);
        lines.add("");
        lines.addAll(packs(shelf));
        lines.add("");
        lines.add("the end of the log, without what may be a file's name:");
        lines.addAll(log(folders.logs().resolve("unclip.log")));
        return String.join("\n", lines) + "\n";
    }

    private static String processor() {
        Set<String> flags = new TreeSet<>();
        String name = "unknown processor";
        try {
            for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"))) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("model name")) {
                    name = value;
                } else if (line.startsWith("flags") || line.startsWith("Features")) {
                    flags.addAll(Arrays.asList(value.split(" ")));
                }
            }
        } catch (IOException e) {
            name = System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", name);
        }
        flags.retainAll(FLAGS);
        return name + ", " + Runtime.getRuntime().availableProcessors() + " threads"
                + (flags.isEmpty() ? "" : ", " + String.join(" ", flags));
    }

    private static List<String> packs(PackShelf shelf) {
        List<String> lines = new ArrayList<>();
        try {
            for (PackShelf.Entry entry : shelf.list()) {
                String state = switch (entry.pack()) {
                    case InstalledPack.Usable usable -> usable.manifest().version();
                    case InstalledPack.Broken broken ->
                        "cannot be used (" + broken.problem().getClass().getSimpleName() + ")";
                };
                lines.add("pack " + entry.id() + " " + state + (entry.builtIn() ? ", built in" : ", installed")
                        + ", manifest " + sum(entry.folder().resolve("pack.json")));
            }
        } catch (PackException e) {
            lines.add("packs cannot be listed: " + e.problem().getClass().getSimpleName());
        }
        return lines;
    }

    private static String sum(Path file) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(sum);
        } catch (IOException e) {
            return "unreadable";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static List<String> log(Path file) {
        try {
            // Written in UTF-8, but a line that is being written may end inside a letter.
            List<String> all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return all.stream()
                    .skip(Math.max(0, all.size() - LOG_LINES))
                    .map(Diagnostics::withoutNames)
                    .toList();
        } catch (IOException e) {
            return List.of("(no log)");
        }
    }

    /** A line as it may be shown to others. */
    static String withoutNames(String line) {
        Matcher logged = LOG_LINE.matcher(line);
        if (logged.matches()) {
            return MAY_NAME_A_FILE.matcher(logged.group(2)).find() ? logged.group(1) + "(left out)" : line;
        }
        if (FRAME.matcher(line).matches()) {
            return line;
        }
        Matcher exception = EXCEPTION.matcher(line);
        return exception.matches() ? exception.group(1) : "(left out)";
    }
}
