package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.unclip.inference.pack.Bent.assertRead;
import static studio.unclip.inference.pack.Bent.assertRefused;
import static studio.unclip.inference.pack.Bent.sound;
import static studio.unclip.inference.pack.Bent.unsound;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pack may say beside its networks: backgrounds, spaces, the splitter, projectors. */
class PackExtrasTest {
    private final ManifestReader reader = new ManifestReader(Understood.ofThisStudio());

    static Stream<Arguments> unsoundPacks() {
        return Stream.of(
                unsound(
                        "a space there is not",
                        pack -> pack.at("stages", 1).put("space", "frequencies"),
                        "stages[1].space",
                        "pixels"),
                unsound(
                        "two channels of background",
                        pack -> pack.manifest.put("background", List.of(1, 2)),
                        "background",
                        "three"),
                unsound(
                        "a background too bright",
                        pack -> pack.at("imageInput").put("background", List.of(0, 0, 256)),
                        "imageInput.background[2]",
                        "255"),
                splitter("a splitter without patterns", PackFixture.map(), "sections.splitter.patterns", "missing"),
                splitter(
                        "a splitter of no patterns",
                        PackFixture.map("patterns", List.of()),
                        "sections.splitter.patterns"),
                splitter("a frame around nothing", framed("{}"), "sections.splitter.frames[0]", "words beside"),
                splitter("a frame without a middle", framed("a drawing"), "sections.splitter.frames[0]"),
                splitter(
                        "things in a row",
                        pattern("{a} {b}", region("{a}", 0, 0, 1, 1), region("{b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].text",
                        "between"),
                splitter(
                        "things the wrong way round",
                        pattern("{b} and {a}", region("{a}", 0, 0, 1, 1), region("{b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].text"),
                splitter(
                        "a thing without a region",
                        pattern("{a} and {b}", region("{a}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].regions",
                        "{b}"),
                splitter(
                        "a region for both",
                        pattern("{a} and {b}", region("{a} and {b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].regions[0].prompt"),
                splitter(
                        "a region outside",
                        pattern("{a} and {b}", region("{a}", 0.6, 0, 0.5, 1), region("{b}", 0, 0, 1, 1)),
                        "sections.splitter.patterns[0].regions[0].area",
                        "inside"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsoundPacks")
    void anUnsoundPackIsRefusedAndTheReasonNamed(String title, Consumer<PackFixture> bend, List<String> words) {
        assertRefused(bend, words);
    }

    static Stream<Arguments> soundPacks() {
        return Stream.of(sound("pixels", pack -> pack.at("stages", 1).put("space", "pixels")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("soundPacks")
    void aSoundPackIsRead(String title, Consumer<PackFixture> bend) throws PackException {
        assertRead(bend);
    }

    private static Arguments splitter(String title, Map<String, Object> section, String... words) {
        return unsound(title, pack -> pack.manifest.put("sections", PackFixture.map("splitter", section)), words);
    }

    private static Map<String, Object> framed(String frame) {
        Map<String, Object> section = pattern("{a} and {b}", region("{a}", 0, 0, 1, 1), region("{b}", 0, 0, 1, 1));
        section.put("frames", List.of(frame));
        return section;
    }

    private static Map<String, Object> pattern(String text, Object... regions) {
        return PackFixture.map("patterns", List.of(PackFixture.map("text", text, "regions", List.of(regions))));
    }

    private static Map<String, Object> region(String prompt, double x, double y, double width, double height) {
        return PackFixture.map("prompt", prompt, "area", List.of(x, y, width, height));
    }

    @Test
    void whatIsSeenUnderTransparencyIsWhiteUnlessThePackSaysOtherwise() throws PackException {
        PackFixture pack = new PackFixture();
        assertThat(reader.read("x", pack.json()).background()).containsExactly(255, 255, 255);
        pack.manifest.put("background", List.of(1, 2, 3));
        PackManifest both = reader.read("x", pack.json());
        assertThat(both.background()).containsExactly(1, 2, 3);
        assertThat(both.imageInput().background()).containsExactly(1, 2, 3);
        pack.at("imageInput").put("background", List.of(4, 5, 6));
        PackManifest apart = reader.read("x", pack.json());
        assertThat(apart.background()).containsExactly(1, 2, 3);
        assertThat(apart.imageInput().background()).containsExactly(4, 5, 6);
    }

    @Test
    void theSplitterIsRead() throws PackException {
        PackFixture pack = new PackFixture();
        assertThat(reader.read("x", pack.json()).splitter()).isEmpty();
        Map<String, Object> section =
                pattern("{a} and {b}", region("{a} on the left", 0, 0, 0.55, 1), region("{b}", 0.45, 0, 0.55, 1));
        section.put("shared", List.of("in", "at"));
        section.put("frames", List.of("a pencil sketch of {}"));
        section.put("ground", List.of("place"));
        section.put("mustUnderstand", true);
        pack.manifest.put("sections", PackFixture.map("splitter", section));
        assertThat(reader.read("x", pack.json()).splitter())
                .contains(new Splitter(
                        List.of(new Splitter.Pattern(
                                "{a} and {b}",
                                List.of(
                                        new Splitter.Region("{a} on the left", 0, 0, 0.55, 1),
                                        new Splitter.Region("{b}", 0.45, 0, 0.55, 1)))),
                        List.of("in", "at"),
                        List.of("a pencil sketch of {}"),
                        List.of("place"),
                        0.1));
    }

    private static PackGeometry geometry(Path folder, byte[] tables) throws Exception {
        PackFixture pack = new PackFixture();
        pack.files.put("geometry.safetensors", tables);
        Path written = pack.writeTo(folder);
        return new Pack(written, new ManifestReader(Understood.ofThisStudio()).readFolder(written)).geometry();
    }

    @Test
    void projectorsAreReadByAspectAndMustBeOrthonormal(@TempDir Path folder) throws Exception {
        assertThat(geometry(folder.resolve("a"), PackFixture.geometry()).projectors())
                .isEmpty();
        PackGeometry geometry = geometry(
                folder.resolve("b"),
                PackFixture.geometry("projector_style", new int[] {2, 4}, new float[] {1, 0, 0, 0, 0, 0, 0.6f, 0.8f}));
        assertThat(geometry.projectors()).containsOnlyKeys("style");
        PackGeometry.Projector style = geometry.projectors().get("style");
        assertThat(style.rank()).isEqualTo(2);
        assertThat(style.rows()).containsExactly(1, 0, 0, 0, 0, 0, 0.6f, 0.8f);

        assertThatThrownBy(() -> geometry(
                        folder.resolve("c"),
                        PackFixture.geometry("projector_place", new int[] {1, 4}, new float[] {1, 1, 0, 0})))
                .hasMessageContaining("projector_place")
                .hasMessageContaining("orthonormal");
        assertThatThrownBy(() -> geometry(
                        folder.resolve("d"),
                        PackFixture.geometry("projector_place", new int[] {1, 3}, new float[] {1, 0, 0})))
                .hasMessageContaining("projector_place");
        assertThatThrownBy(() -> geometry(
                        folder.resolve("e"), PackFixture.geometry("projector_x", new int[] {5, 4}, new float[20])))
                .hasMessageContaining("projector_x")
                .hasMessageContaining("from 1 to 4");
    }
}
