package studio.unclip.editor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

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

    /** The folders that this process holds locks of are a fact about the process (see there); nothing else is. */
    @ArchTest
    static void noStaticHoldsWhatChanges(JavaClasses classes) throws IllegalAccessException {
        List<String> changing = new ArrayList<>();
        for (JavaClass type : classes) {
            for (JavaField field : type.getFields()) {
                if (field.getModifiers().contains(JavaModifier.STATIC) && changes(field)) {
                    changing.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }
        assertThat(changing).containsExactly("JournalLock.HELD");
    }

    private static boolean changes(JavaField field) throws IllegalAccessException {
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            return true;
        }
        boolean gathers = field.getRawType().isAssignableTo(Collection.class)
                || field.getRawType().isAssignableTo(Map.class);
        if (!gathers) {
            return field.getRawType().getPackageName().startsWith("java.util.concurrent.atomic");
        }
        Field reflected = field.reflect();
        reflected.setAccessible(true);
        String made = reflected.get(null).getClass().getName();
        return !made.startsWith("java.util.ImmutableCollections") && !made.contains("Unmodifiable");
    }

    @ArchTest
    static final ArchRule nothingSpeaksThroughStandardOutput =
            noClasses().should().accessField(System.class, "out").orShould().accessField(System.class, "err");
}
