package studio.unclip.app.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "studio.unclip.app", importOptions = ImportOption.DoNotIncludeTests.class)
class CommandLineBordersTest {
    private static final String[] PACKAGES = {
        "studio.unclip.app.cli..",
        "studio.unclip.app.edit..",
        "studio.unclip.app.engine..",
        "studio.unclip.app.export..",
        "studio.unclip.app.platform.."
    };

    @ArchTest
    static final ArchRule the_command_line_loads_no_javafx_class = noClasses()
            .that()
            .resideInAnyPackage(PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "org.controlsfx..", "org.kordamp..", "atlantafx..");

    @ArchTest
    static final ArchRule the_command_line_knows_no_window = classes()
            .that()
            .resideInAnyPackage(PACKAGES)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.imageio..",
                    "javax.management..",
                    "com.sun.management..",
                    "studio.unclip.app.cli..",
                    "studio.unclip.app.edit..",
                    "studio.unclip.app.engine..",
                    "studio.unclip.app.export..",
                    "studio.unclip.app.platform..",
                    "studio.unclip.editor..",
                    "studio.unclip.inference..",
                    "picocli..",
                    "tools.jackson..",
                    "com.adobe.internal.xmp..",
                    "org.slf4j..",
                    "ch.qos.logback..");

    @ArchTest
    static final ArchRule only_one_package_knows_how_the_engine_is_made = noClasses()
            .that()
            .resideInAnyPackage(PACKAGES)
            .and()
            .resideOutsideOfPackage("studio.unclip.app.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "studio.unclip.inference.pipeline..",
                    "studio.unclip.inference.model..",
                    "studio.unclip.inference.onnx..",
                    "studio.unclip.inference.diffusion..",
                    "ai.onnxruntime..");

    @ArchTest
    static final ArchRule export_and_platform_know_no_commands = noClasses()
            .that()
            .resideInAnyPackage("studio.unclip.app.export..", "studio.unclip.app.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("studio.unclip.app.cli..", "picocli..");
}
