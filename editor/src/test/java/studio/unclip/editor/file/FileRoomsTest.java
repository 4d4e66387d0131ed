package studio.unclip.editor.file;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The rooms of the file package: which may use which of the editor's packages, and which libraries. */
@AnalyzeClasses(packages = "studio.unclip.editor", importOptions = ImportOption.DoNotIncludeTests.class)
class FileRoomsTest {
    private static final String EDITOR = "studio.unclip.editor.";

    @ArchTest
    static final ArchRule words = mayUse("file", "document");

    @ArchTest
    static final ArchRule disk = mayUse("file.disk", "file");

    @ArchTest
    static final ArchRule flat =
            mayUse("file.flat", "geom", "pixel", "document", "render", "file", "java.awt.color", "java.awt.image");

    @ArchTest
    static final ArchRule png = mayUse("file.png", "geom", "pixel", "file", "file.disk", "file.flat");

    @ArchTest
    static final ArchRule jpeg = mayUse(
            "file.jpeg",
            "file",
            "file.flat",
            "java.awt.color",
            "java.awt.image",
            "javax.imageio..",
            "com.twelvemonkeys.imageio..");

    @ArchTest
    static final ArchRule state = mayUse("file.state", "geom", "pixel", "document", "history", "file", "file.disk");

    @ArchTest
    static final ArchRule ora = mayUse(
            "file.ora",
            "geom",
            "pixel",
            "document",
            "history",
            "render",
            "file",
            "file.disk",
            "file.flat",
            "file.png",
            "file.state",
            "javax.xml.stream",
            "org.apache.commons.compress..",
            "tools.jackson..");

    @ArchTest
    static final ArchRule picture = mayUse(
            "file.picture",
            "geom",
            "pixel",
            "document",
            "render",
            "file",
            "file.disk",
            "file.flat",
            "file.png",
            "file.jpeg",
            "file.ora",
            "java.awt.image");

    /** @param others packages of the editor, or of a library (those with a dot that are not rooms) */
    private static ArchRule mayUse(String room, String... others) {
        String[] allowed = Stream.concat(
                        Stream.of("java.lang..", "java.io", "java.nio..", "java.time..", "java.util..", EDITOR + room),
                        Arrays.stream(others).map(FileRoomsTest::name))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(EDITOR + room)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(allowed);
    }

    private static String name(String other) {
        boolean library = other.contains(".") && !other.startsWith("file.");
        return library ? other : EDITOR + other;
    }
}
