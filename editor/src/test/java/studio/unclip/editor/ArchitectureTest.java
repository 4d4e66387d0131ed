package studio.unclip.editor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The editor's borders (docs/ARCHITECTURE.md). */
@AnalyzeClasses(packages = "studio.unclip.editor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "studio.unclip.editor";

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theEditorKnowsNoWindowAndNoEngine = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..", "ai.onnxruntime..", "studio.unclip.inference..", "studio.unclip.app..");

    @ArchTest
    static final ArchRule pixelsKnowNoDocument = noClasses()
            .that()
            .resideInAnyPackage(ROOT + ".geom..", ROOT + ".pixel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".document..", ROOT + ".edit..", ROOT + ".render..", ROOT + ".session..");

    @ArchTest
    static final ArchRule documentsKnowNoEdits = noClasses()
            .that()
            .resideInAPackage(ROOT + ".document..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("java..", ROOT + ".geom..", ROOT + ".pixel..", ROOT + ".document..");

    @ArchTest
    static final ArchRule toolsKnowNoSession = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".tool..",
                    ROOT + ".edit..",
                    ROOT + ".paint..",
                    ROOT + ".mask..",
                    ROOT + ".patch..",
                    ROOT + ".history..",
                    ROOT + ".render..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".session..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingSpeaksThroughStandardOutput =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
