package studio.unclip.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import studio.unclip.inference.onnx.MemoryPlan.Extent;
import studio.unclip.inference.onnx.MemoryPlan.Part;
import studio.unclip.inference.onnx.MemoryPlan.Use;
import studio.unclip.inference.pack.Activation;
import studio.unclip.inference.pack.ManifestReader;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.pack.PackManifest;
import studio.unclip.inference.pack.Understood;

/** On docs/pack.example.json: weights in memory are 72 + 64 + 200 + 1.75 + 1.75 MB. */
class MemoryPlanTest {

    private static final long MB = 1_000_000;

    private static final List<Use> RUN = List.of(
            Use.of("text", "text-encoder", 1),
            Use.of("prior", "prior", 2),
            Use.of("decoder", "decoder", 2),
            Use.of("256", "upsampler-256", 1),
            Use.of("1024", "upsampler-1024", 1));

    private static final Extent OWN = Extent.OWN;

    private PackManifest manifest;

    @BeforeEach
    void read() throws IOException, PackException {
        manifest = new ManifestReader(Understood.ofThisStudio())
                .read("example", Files.readAllBytes(Path.of("..", "docs", "pack.example.json")));
    }

    @Test
    void withPlentyOfMemoryEverythingStaysLoaded() {
        MemoryPlan plan = MemoryPlan.of(manifest, RUN, 4_000 * MB);
        assertThat(plan.fits()).isTrue();
        assertThat(plan.inTurn()).isFalse();
        Part decoder = plan.parts().get(2);
        assertThat(decoder.weights())
                .as("25 M int8 on disk, twice float32 in memory")
                .isEqualTo(200 * MB);
        assertThat(decoder.working()).as("base 8 MB, 6 MB for each of two rows").isEqualTo(20 * MB);
        assertThat(decoder.rows()).isEqualTo(2);
        assertThat(plan.peak())
                .as(
                        "all weights, what each keeps to work with, and what more the decoder's file takes while it is read")
                .isEqualTo((339_500_000 + (18 + 16 + 20 + 60 + 500) * MB) + 29 * MB);
    }

    @Test
    void whenNotAllFitsTheLargestIsLoadedForItsPartOnly() {
        MemoryPlan plan = MemoryPlan.of(manifest, RUN, 700 * MB);
        assertThat(plan.fits()).isTrue();
        assertThat(plan.parts())
                .filteredOn(part -> !part.staysLoaded())
                .extracting(Part::component)
                .as("by what they take with their working memory")
                .containsExactly("text-encoder", "decoder", "upsampler-1024");
        assertThat(plan.resident()).containsExactlyInAnyOrder("prior", "upsampler-256");
        assertThat(plan.peak()).isEqualTo(643_500_000);
    }

    /** As a prior in two graphs, or a stage whose last step is another network's. */
    @Test
    void networksOfOnePartAreLoadedTogetherAndEachIsTold() {
        List<Use> run = List.of(
                Use.of("text", "text-encoder", 1),
                new Use("stage", List.of("upsampler-1024", "upsampler-256"), 1, Set.of(), Set.of(), 0, OWN),
                Use.of("decoder", "decoder", 2));
        MemoryPlan all = MemoryPlan.of(manifest, run, 4_000 * MB);
        assertThat(all.parts()).extracting(Part::name).containsExactly("text", "stage", "upsampler-256", "decoder");
        assertThat(all.resident())
                .containsExactlyInAnyOrder("text-encoder", "upsampler-1024", "upsampler-256", "decoder");
        assertThat(all.parts().get(1).peak())
                .as("all weights, and what each keeps to work with")
                .isEqualTo((72 + 18) * MB + (200 + 20) * MB + 2 * 1_750_000 + (500 + 60) * MB)
                .isEqualTo(all.parts().get(2).peak());
        MemoryPlan inTurn = MemoryPlan.of(manifest, run, 564 * MB);
        assertThat(inTurn.fits()).isTrue();
        assertThat(inTurn.parts().get(1).peak())
                .as("nothing else beside the two")
                .isEqualTo(2 * 1_750_000 + (500 + 60) * MB);
    }

    /** Noise drawn ahead waits only where there is room for everything. */
    @Test
    void aLargerPictureNeedsMoreToWorkWithAndNoMoreWeights() {
        Use own = Use.of("decoder", "decoder", 2);
        Use large = new Use("decoder", List.of("decoder"), 2, Set.of(), Set.of(), 0, new Extent(3, 1));
        Part plain = MemoryPlan.of(manifest, List.of(own), 4_000 * MB).parts().getFirst();
        Part larger =
                MemoryPlan.of(manifest, List.of(large), 4_000 * MB).parts().getFirst();
        assertThat(larger.weights()).isEqualTo(plain.weights());
        Part alone = MemoryPlan.of(
                        manifest,
                        List.of(new Use("decoder", List.of("decoder"), 2, Set.of("decoder"), Set.of(), 0, OWN)),
                        4_000 * MB)
                .parts()
                .getFirst();
        assertThat(alone.rows()).isEqualTo(1);
        assertThat(alone.working()).isLessThan(plain.working());
        assertThat(larger.working()).isGreaterThan(plain.working()).isLessThanOrEqualTo(3 * plain.working());
    }

    @Test
    void whatWaitsForLaterUsesCountsOnlyWhereAllStayLoaded() {
        List<Use> run = List.of(
                Use.of("text", "text-encoder", 1),
                new Use("decoder", List.of("decoder"), 2, Set.of(), Set.of(), 12 * MB, OWN),
                Use.of("256", "upsampler-256", 1));
        List<Use> empty = List.of(run.get(0), Use.of("decoder", "decoder", 2), run.get(2));
        long without = MemoryPlan.of(manifest, empty, 4_000 * MB).parts().get(1).peak();
        MemoryPlan plan = MemoryPlan.of(manifest, run, 4_000 * MB);
        assertThat(plan.parts().get(1).peak()).isEqualTo(without + 12 * MB);
        MemoryPlan justTooLittle = MemoryPlan.of(manifest, run, without + 12 * MB - 1);
        assertThat(justTooLittle.inTurn()).isTrue();
        assertThat(justTooLittle.parts().get(1).peak()).as("nothing waits").isEqualTo(without);
    }

    /** As an autoencoder beside the decoder of its latents: that one cannot be tiled, so it is not. */
    @Test
    void whatDoesNotFitAloneWorksInTheLargestTilesThatDo() {
        Use use = new Use(
                "stage",
                List.of("decoder", "upsampler-1024"),
                1,
                Set.of("upsampler-1024"),
                Set.of("upsampler-1024"),
                0,
                new Extent(2, 1.5));
        Activation whole = manifest.activations().get("upsampler-1024");
        long beside = 201_750_000 + (8 + 3 * 6) * MB;
        long working = whole.bytes(1, 3);
        MemoryPlan roomy = MemoryPlan.of(manifest, List.of(use), beside + working);
        assertThat(roomy.fits()).isTrue();
        assertThat(roomy.tile("upsampler-1024")).isEmpty();
        MemoryPlan tight = MemoryPlan.of(manifest, List.of(use), beside + working - 1);
        assertThat(tight.fits()).isTrue();
        assertThat(tight.tile("upsampler-1024")).hasValue(1.0);
        assertThat(tight.tile("decoder")).isEmpty();
        assertThat(tight.parts().getLast().working()).isEqualTo(whole.bytes(1, 1));
        MemoryPlan tighter = MemoryPlan.of(manifest, List.of(use), beside + whole.bytes(1, 1) - 1);
        assertThat(tighter.tile("upsampler-1024")).hasValue(0.5);
        assertThat(tighter.parts().getLast().working()).isEqualTo(whole.bytes(1, 0.25));
        assertThat(tighter.describe()).contains("in tiles");
        assertThat(MemoryPlan.inTiles(manifest, List.of(use), 4_000 * MB).tile("upsampler-1024"))
                .as("memory has run out: in the smallest")
                .hasValue(0.5);
        assertThat(MemoryPlan.inTurn(manifest, List.of(use), 4_000 * MB).tile("upsampler-1024"))
                .isEmpty();
    }

    /** A picture twice as wide and high has four times the places, and each looks at four times as many. */
    @Test
    void attentionGrowsWithTheSquareOfTheArea() {
        assertThat(new Activation(10, 100, 1000).bytes(2, 1)).isEqualTo(10 + 2 * 1100);
        assertThat(new Activation(10, 100, 1000).bytes(2, 4)).isEqualTo(10 + 2 * (400 + 16_000));
    }

    @Test
    void whatCannotFitAtAllIsSaidBeforeTheRun() {
        MemoryPlan plan = MemoryPlan.of(manifest, RUN, 100 * MB);
        assertThat(plan.fits()).isFalse();
        assertThat(plan.parts()).noneMatch(Part::staysLoaded);
        assertThat(plan.describe()).contains("does not fit").contains("1024").contains("loaded for its part");
    }

    @Test
    void withoutMeasuredFiguresPicturesCountByTheirSize() {
        MemoryPlan plan = MemoryPlan.of(manifest, List.of(Use.of("see", "image-encoder", 1)), 4_000 * MB);
        assertThat(plan.parts().getFirst().working()).isEqualTo(10 * MB + 96 * 4 * 64 * 64);
    }

    @Test
    void aComponentThePackLacksIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> MemoryPlan.of(manifest, List.of(Use.of("x", "captioner", 1)), MB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("captioner");
    }
}
