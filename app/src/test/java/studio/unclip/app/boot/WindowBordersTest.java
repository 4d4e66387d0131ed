package studio.unclip.app.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "studio.unclip.app", importOptions = ImportOption.DoNotIncludeTests.class)
class WindowBordersTest {

    @ArchTest
    static final ArchRule packages_form_no_cycle =
            slices().matching("studio.unclip.app.(**)").should().beFreeOfCycles();

    /** Properties and observable lists are fine; a control, a node or a window is not: models are tested without them. */
    @ArchTest
    static final ArchRule models_know_no_scene = noClasses()
            .that()
            .haveSimpleNameEndingWith("Model")
            .or()
            .haveSimpleNameEndingWith("State")
            .or()
            .resideInAnyPackage(
                    "studio.unclip.app.generate..", "studio.unclip.app.workspace..", "studio.unclip.app.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javafx.scene..",
                    "javafx.stage..",
                    "javafx.application..",
                    "javafx.animation..",
                    "atlantafx..",
                    "org.kordamp..",
                    "org.controlsfx..");

    @ArchTest
    static final ArchRule panels_know_each_others_models_only_through_the_shell =
            slices().matching("studio.unclip.app.panel.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule the_window_uses_the_engine_through_its_port = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "studio.unclip.app.cli..", "studio.unclip.app.engine..", "studio.unclip.app.platform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "studio.unclip.inference.pipeline..",
                    "studio.unclip.inference.model..",
                    "studio.unclip.inference.onnx..",
                    "studio.unclip.inference.diffusion..",
                    "studio.unclip.inference.image..",
                    "studio.unclip.inference.text..",
                    "ai.onnxruntime..");

    @ArchTest
    static final ArchRule only_the_composition_root_knows_the_whole_window = noClasses()
            .that()
            .resideOutsideOfPackage("studio.unclip.app.boot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("studio.unclip.app.boot..");

    /** Whoever starts the command line must not load JavaFX; MainStartTest looks at a process. */
    @ArchTest
    static final ArchRule the_start_touches_only_the_two_sides = classes()
            .that()
            .haveFullyQualifiedName("studio.unclip.app.boot.Main")
            .should()
            .onlyDependOnClassesThat()
            .haveNameMatching("(\\[L)?java\\.lang\\..*|studio\\.unclip\\.app\\.boot\\.(Main|WindowMain)"
                    + "|studio\\.unclip\\.app\\.cli\\.CommandLineMain");
}
