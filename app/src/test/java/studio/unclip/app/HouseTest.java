package studio.unclip.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * docs/ARCHITECTURE.md says of every package what it may use, in a table a module; here the classes are held to it, and it
 * to the classes: a package without a row, a use that is not allowed, and one that is allowed but not made are faults.
 */
class HouseTest {
    private static final String ROOT = "studio.unclip.";
    private static final Pattern HEAD = Pattern.compile("\\| in `(\\w+)` \\|.*");
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
    /** Libraries by the name the tables give them. What comes with the JDK may be used anywhere. */
    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("AtlantaFX", List.of("atlantafx.")),
            Map.entry("Commons Compress", List.of("org.apache.commons.compress.")),
            Map.entry("ControlsFX", List.of("org.controlsfx.")),
            Map.entry("Ikonli", List.of("org.kordamp.")),
            Map.entry("Jackson", List.of("tools.jackson.", "com.fasterxml.jackson.")),
            Map.entry("JavaFX", List.of("javafx.")),
            Map.entry("logback", List.of("ch.qos.logback.")),
            Map.entry("ONNX Runtime", List.of("ai.onnxruntime.")),
            Map.entry("picocli", List.of("picocli.")),
            Map.entry("progressbar", List.of("me.tongfei.")),
            Map.entry("protobuf", List.of("com.google.protobuf.")),
            Map.entry("SLF4J", List.of("org.slf4j.")),
            Map.entry("TwelveMonkeys", List.of("com.twelvemonkeys.")),
            Map.entry("XMP Core", List.of("com.adobe.internal.xmp.")));

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "com.sun.", "org.w3c.", "org.xml.");

    @Test
    void everyPackageUsesWhatTheMapSaysAndNothingElse() throws IOException {
        Map<String, Set<String>> told = told();
        Map<String, Set<String>> found = found();
        List<String> faults = new ArrayList<>();
        found.forEach((name, uses) -> {
            Set<String> allowed = told.get(name);
            if (allowed == null) {
                faults.add(name + " has no row; it uses " + words(name, uses));
            } else if (!allowed.equals(uses)) {
                faults.add(name + "\n    the map: " + words(name, allowed) + "\n    classes: " + words(name, uses));
            }
        });
        told.keySet().stream()
                .filter(name -> !found.containsKey(name))
                .forEach(name -> faults.add(name + " has a row but no classes"));
        assertThat(faults)
                .as("docs/ARCHITECTURE.md against the classes:\n%s", String.join("\n", faults))
                .isEmpty();
    }

    /** What each package uses: our packages by their name after {@code studio.unclip.}, and libraries. */
    private static Map<String, Set<String>> found() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass type :
                new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages("studio.unclip")) {
            if (type.getSimpleName().equals("package-info")) {
                continue;
            }
            String from = type.getPackageName();
            Set<String> mine = uses.computeIfAbsent(from.substring(ROOT.length()), _ -> new TreeSet<>());
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive() && !target.getPackageName().equals(from)) {
                    named(target.getName()).ifPresent(mine::add);
                }
            }
        }
        return uses;
    }

    private static Optional<String> named(String type) {
        if (type.startsWith(ROOT)) {
            return Optional.of(type.substring(ROOT.length(), type.lastIndexOf('.')));
        }
        if (JDK.stream().anyMatch(type::startsWith)) {
            return Optional.empty();
        }
        return Optional.of(LIBRARIES.entrySet().stream()
                .filter(library -> library.getValue().stream().anyMatch(type::startsWith))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("(no library of ours: " + type + ")"));
    }

    /** The tables: a name in backticks is a package, of the same module where that has one; a bare word is a library. */
    private static Map<String, Set<String>> told() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        String module = null;
        for (String line : Files.readAllLines(map())) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                module = head.group(1);
            } else if (!line.startsWith("|")) {
                module = null;
            } else if (module != null && line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                Matcher packages = NAME.matcher(cells[1]);
                while (packages.find()) {
                    String before = rows.put(module + "." + packages.group(1), cells[3]);
                    assertThat(before)
                            .as("a second row of %s", packages.group(1))
                            .isNull();
                }
            }
        }
        Map<String, Set<String>> told = new TreeMap<>();
        rows.forEach((name, cell) -> {
            Set<String> uses = told.computeIfAbsent(name, _ -> new TreeSet<>());
            String own = name.substring(0, name.indexOf('.') + 1);
            Stream.of(cell.split(","))
                    .map(String::strip)
                    .filter(word -> !word.equals("–"))
                    .forEach(word -> {
                        Matcher quoted = NAME.matcher(word);
                        if (!quoted.matches()) {
                            uses.add(word);
                        } else {
                            String other =
                                    rows.containsKey(own + quoted.group(1)) ? own + quoted.group(1) : quoted.group(1);
                            if (!other.equals(name)) {
                                uses.add(other);
                            }
                        }
                    });
        });
        return told;
    }

    private static String words(String name, Set<String> uses) {
        String own = name.substring(0, name.indexOf('.') + 1);
        return uses.stream()
                .map(use -> LIBRARIES.containsKey(use)
                        ? use
                        : "`" + (use.startsWith(own) ? use.substring(own.length()) : use) + "`")
                .collect(joining(", "));
    }

    private static Path map() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("docs/ARCHITECTURE.md");
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException(
                "docs/ARCHITECTURE.md is nowhere above " + Path.of("").toAbsolutePath());
    }
}
