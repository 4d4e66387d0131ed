package studio.unclip.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import javafx.collections.FXCollections;
import org.junit.jupiter.api.Test;

/**
 * An unmodifiable view of a list hears of changes weakly: made anew for each caller, it and whoever listens to it fall
 * silent when garbage is collected. So each is made once, where its class is, and held in a field.
 */
class ListViewsTest {
    @Test
    void views_of_lists_are_made_with_their_object_and_not_for_each_caller() {
        List<JavaMethodCall> views = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests()))
                .importPackages("studio.unclip").stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().isEquivalentTo(FXCollections.class)
                                && call.getName().startsWith("unmodifiable"))
                        .toList();
        assertThat(views).as("what this test looks for is there").isNotEmpty();
        assertThat(views)
                .allSatisfy(call -> assertThat(call.getOrigin().isConstructor())
                        .as(call.getDescription())
                        .isTrue());
    }
}
