package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.provider.Arguments;

/** Small changes to the pack of the tests, and what the reader must then say. */
final class Bent {
    private Bent() {}

    static Arguments unsound(String title, Consumer<PackFixture> bend, String... words) {
        return Arguments.of(title, bend, List.of(words));
    }

    static Consumer<PackFixture> shape(String component, String list, String role, String axes) {
        return pack -> pack.tensor(component, list, role).put("shape", PackFixture.shape(axes));
    }

    static Consumer<PackFixture> tensors(String component, String list, String all) {
        return pack -> pack.at("components", component).put(list, PackFixture.tensors(all));
    }

    static void extra(PackFixture pack, String role, String inputs, String outputs) {
        pack.files.put(role + ".onnx", PackFixture.resource("contrib.onnx"));
        pack.at("components").put(role, PackFixture.component(role + ".onnx", inputs, outputs));
    }

    static Arguments sound(String title, Consumer<PackFixture> bend) {
        return Arguments.of(title, bend);
    }

    /** In one line that begins with the place. */
    static void assertRefused(Consumer<PackFixture> bend, List<String> words) {
        PackFixture pack = new PackFixture();
        bend.accept(pack);
        assertThatThrownBy(() -> new ManifestReader(Understood.ofThisStudio()).read("x", pack.json()))
                .isInstanceOf(PackException.class)
                .hasMessageStartingWith("tiny: pack.json, at ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").contains(words));
    }

    static void assertRead(Consumer<PackFixture> bend) throws PackException {
        PackFixture pack = new PackFixture();
        bend.accept(pack);
        assertThat(new ManifestReader(Understood.ofThisStudio())
                        .read("x", pack.json())
                        .id())
                .isEqualTo("tiny");
    }
}
