package studio.unclip.inference;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.onnxruntime.OrtEnvironment;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The engine's borders (docs/ARCHITECTURE.md). */
@AnalyzeClasses(packages = "studio.unclip.inference", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "studio.unclip.inference";
    private static final String[] PURE = {
        ROOT + ".embedding..", ROOT + ".text..", ROOT + ".diffusion..", ROOT + ".image.."
    };

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheOnnxPackageKnowsOnnxRuntime = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    /** Loaded any other way it would call home (onnx.Telemetry): every other class is handed what this one loaded. */
    @ArchTest
    static final ArchRule onlyTheLoaderBringsOnnxRuntimeIntoTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(ROOT + ".onnx.RuntimeLoader")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "loads ONNX Runtime",
                    call -> call.getTargetOwner().isEquivalentTo(OrtEnvironment.class)
                            && call.getName().startsWith("getEnvironment")));

    @ArchTest
    static final ArchRule theEngineKnowsNoWindowAndNoEditor = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "javafx..", "java.awt..", "javax.swing..", "studio.unclip.editor..", "studio.unclip.app..");

    @ArchTest
    static final ArchRule thePortKnowsNothingOfTheEngine = noClasses()
            .that()
            .resideInAPackage(ROOT + ".api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    ROOT + ".embedding..",
                    ROOT + ".text..",
                    ROOT + ".diffusion..",
                    ROOT + ".image..",
                    ROOT + ".pack..",
                    ROOT + ".onnx..",
                    ROOT + ".model..",
                    ROOT + ".pipeline..",
                    ROOT + ".worker..");

    @ArchTest
    static final ArchRule mathsIsPure = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "ai.onnxruntime..",
                    "tools.jackson..",
                    ROOT + ".api..",
                    ROOT + ".pack..",
                    ROOT + ".onnx..",
                    ROOT + ".model..",
                    ROOT + ".pipeline..",
                    ROOT + ".worker..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule packsKnowNoRuntime = noClasses()
            .that()
            .resideInAPackage(ROOT + ".pack..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".onnx..", ROOT + ".model..", ROOT + ".pipeline..", ROOT + ".worker..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingInTheEngineUsesThePipeline = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".pipeline..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".pipeline..");

    @ArchTest
    static final ArchRule theWireKnowsOnlyThePort = noClasses()
            .that()
            .resideInAPackage(ROOT + ".worker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + ".pack..", ROOT + ".onnx..", ROOT + ".model..", ROOT + ".pipeline..");

    @ArchTest
    static final ArchRule noTensorLeaksThroughStandardOutput =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
