package studio.unclip.inference.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static studio.unclip.inference.pack.PackFixture.map;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.inference.pack.Operations.Expand;
import studio.unclip.inference.pack.Operations.Inpaint;
import studio.unclip.inference.pack.Operations.InpaintMode;
import studio.unclip.inference.pack.Operations.Refine;
import studio.unclip.inference.pack.Operations.Span;
import studio.unclip.inference.pack.Operations.TextDiff;
import studio.unclip.inference.pack.Operations.Thing;
import studio.unclip.inference.pack.Operations.Vary;

/** What a pack can do with a picture is in its manifest, and every value that it leaves out is docs/pack-format.md's. */
class OperationsTest {
    private final ManifestReader reader = new ManifestReader(Understood.ofThisStudio());

    private static PackFixture seeing() {
        PackFixture pack = new PackFixture();
        pack.files.put("image-encoder.onnx", PackFixture.resource("contrib.onnx"));
        pack.at("components")
                .put(
                        "image-encoder",
                        PackFixture.component(
                                "image-encoder.onnx", "pixels:float32:batch,3,64,64", "embedding:float32:batch,4"));
        return pack;
    }

    private Operations read(PackFixture pack) throws PackException {
        return reader.read("x", pack.json()).operations();
    }

    @Test
    void aPackThatSaysNothingCanDoWhatItHasThePartsFor() throws PackException {
        assertThat(read(seeing()))
                .isEqualTo(new Operations(
                        Optional.of(new Inpaint(
                                InpaintMode.CHANNELS,
                                1,
                                1,
                                0.5,
                                8,
                                new Thing(0.03125, List.of(), 0, Optional.empty()),
                                List.of(),
                                0.75,
                                0.5)),
                        Optional.of(new Expand(0.25, 0.8, 1)),
                        Optional.of(new Vary(new Span(0, 0.3, 0.6), new Span(0, 0.5, 1), 1)),
                        Optional.of(new TextDiff(30, 1, 1, 0.5, 3, 1)),
                        Optional.of(new Refine(new Span(0.1, 0.5, 0.95)))));
    }

    @Test
    void withoutEyesThereIsNoWayBackFromAPicture() throws PackException {
        Operations blind = read(new PackFixture());
        assertThat(blind.vary()).isEmpty();
        assertThat(blind.textDiff()).isEmpty();
        assertThat(blind.inpaint()).isPresent();
        assertThat(blind.refine()).isPresent();
    }

    @Test
    void withoutDdimThereIsNoWayBackFromAPicture() throws PackException {
        PackFixture pack = seeing();
        pack.at("stages", 1).put("samplers", List.of("unclip"));
        pack.at("stages", 1, "defaults").put("sampler", "unclip");
        assertThat(read(pack).textDiff()).isEmpty();
    }

    @Test
    void aDecoderWithoutChannelsForTheMaskIsOverwritten() throws PackException {
        PackFixture pack = new PackFixture();
        pack.at("stages", 1).remove("inpainting");
        assertThat(read(pack).inpaint().orElseThrow().mode()).isEqualTo(InpaintMode.OVERWRITE);
    }

    @Test
    void whatTheManifestSaysHolds() throws PackException {
        PackFixture pack = seeing();
        pack.manifest.put(
                "operations",
                map(
                        "inpaint",
                        map(
                                "mode",
                                "repaint",
                                "jump",
                                2,
                                "repeats",
                                5,
                                "context",
                                1,
                                "blend",
                                0,
                                "thing",
                                map(
                                        "context",
                                        0.5,
                                        "around",
                                        List.of("place"),
                                        "ground",
                                        0.3,
                                        "drawn",
                                        map("longer", 0.6)),
                                "scenes",
                                List.of("meadow", "blue sky"),
                                "removing",
                                0.6,
                                "continuing",
                                0.2),
                        "expand",
                        map("overlap", 0.5, "strength", 0.9, "samples", 6),
                        "vary",
                        map("meaning", map("least", 0.1, "usual", 0.2, "most", 0.3), "eta", 0.5),
                        "textDiff",
                        map("inversionSteps", 12, "theta", 0.5, "reach", 2, "slerp", 1, "previewSteps", 4),
                        "refine",
                        false));
        Operations operations = read(pack);
        assertThat(operations.inpaint())
                .contains(new Inpaint(
                        InpaintMode.REPAINT,
                        2,
                        5,
                        1,
                        0,
                        new Thing(0.5, List.of("place"), 0.3, Optional.of(new Operations.Drawn(0.6, 0.55))),
                        List.of("meadow", "blue sky"),
                        0.6,
                        0.2));
        assertThat(operations.expand()).contains(new Expand(0.5, 0.9, 6));
        assertThat(operations.vary()).contains(new Vary(new Span(0.1, 0.2, 0.3), new Span(0, 0.5, 1), 0.5));
        assertThat(operations.textDiff()).contains(new TextDiff(12, 0.5, 2, 1, 4, 1));
        assertThat(operations.refine()).isEmpty();
    }

    @Test
    void whereNothingCanBePaintedAnewNothingIsExpanded() throws PackException {
        PackFixture pack = new PackFixture();
        pack.manifest.put("operations", map("inpaint", false));
        assertThat(read(pack).expand()).isEmpty();
    }

    @Test
    void aDialGoesFromTheLeastOverTheUsualToTheMost() {
        Span span = new Span(0.2, 0.3, 0.6);
        assertThat(span.at(0)).isEqualTo(0.2);
        assertThat(span.at(0.25)).isEqualTo(0.25);
        assertThat(span.at(0.5)).isEqualTo(0.3);
        assertThat(span.at(0.75)).isCloseTo(0.45, within(1e-12));
        assertThat(span.at(1)).isEqualTo(0.6);
    }

    private static Arguments wrong(Map<String, Object> operations, String place, String... words) {
        return Arguments.of(operations, place, List.of(words));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                wrong(map("inpaint", true), "operations.inpaint", "object"),
                wrong(map("inpaint", map("mode", "magic")), "operations.inpaint.mode", "overwrite"),
                wrong(map("inpaint", map("jump", 2)), "operations.inpaint.jump", "repaint"),
                wrong(map("inpaint", map("context", -1)), "operations.inpaint.context", "0.0"),
                wrong(map("inpaint", map("blend", 1.5)), "operations.inpaint.blend", "whole"),
                wrong(map("inpaint", map("scenes", "meadow")), "operations.inpaint.scenes", "list"),
                wrong(map("inpaint", map("removing", 1)), "operations.inpaint.removing", "0.95"),
                wrong(map("inpaint", map("thing", map("ground", 0.2))), "operations.inpaint.thing.ground", "around"),
                wrong(map("inpaint", map("thing", map("drawn", map()))), "operations.inpaint.thing.drawn", "around"),
                wrong(map("inpaint", false, "expand", map()), "operations.expand", "inpaint"),
                wrong(map("vary", map()), "operations.vary", "image-encoder"),
                wrong(map("textDiff", map("theta", 1)), "operations.textDiff", "image-encoder"),
                wrong(
                        map("refine", map("strength", map("least", 0.5, "usual", 0.4, "most", 0.9))),
                        "operations.refine.strength.usual",
                        "0.5"),
                wrong(
                        map("refine", map("strength", map("least", 0.5, "usual", 0.6, "most", 0.4))),
                        "operations.refine.strength.most",
                        "0.5"),
                wrong(
                        map("refine", map("strength", map("least", 0.5, "most", 0.9))),
                        "operations.refine.strength.usual",
                        "missing"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void whatCannotBeIsRefusedAndNamed(Map<String, Object> operations, String place, List<String> words) {
        refused(pack -> pack.manifest.put("operations", operations), place, words);
    }

    @Test
    void channelsNeedChannels() {
        refused(
                pack -> {
                    pack.at("stages", 1).put("inpainting", "none");
                    pack.manifest.put("operations", map("inpaint", map("mode", "channels")));
                },
                "operations.inpaint.mode",
                List.of("channels"));
    }

    private void refused(Consumer<PackFixture> bend, String place, List<String> words) {
        PackFixture pack = new PackFixture();
        bend.accept(pack);
        assertThatThrownBy(() -> reader.read("x", pack.json()))
                .isInstanceOf(PackException.class)
                .hasMessageStartingWith("tiny: pack.json, at " + place)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").contains(words));
    }
}
