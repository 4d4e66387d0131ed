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
import studio.unclip.inference.onnx.MemoryPlan.Part;
import studio.unclip.inference.onnx.MemoryPlan.Use;
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
                .as("all weights and the last upsampler's working memory")
                .isEqualTo(839_500_000);
    }

    @Test
    void whenNotAllFitsTheLargestIsLoadedForItsPartOnly() {
        MemoryPlan plan = MemoryPlan.of(manifest, RUN, 700 * MB);
        assertThat(plan.fits()).isTrue();
        assertThat(plan.parts())
                .filteredOn(part -> !part.staysLoaded())
                .extracting(Part::component)
                .containsExactly("decoder");
        assertThat(plan.resident())
                .containsExactlyInAnyOrder("text-encoder", "prior", "upsampler-256", "upsampler-1024");
        assertThat(plan.peak()).isEqualTo(639_500_000);
    }

    /** As a prior in two graphs, or a stage whose last step is another network's. */
    @Test
    void networksOfOnePartAreLoadedTogetherAndEachIsTold() {
        List<Use> run = List.of(
                Use.of("text", "text-encoder", 1),
                new Use("stage", List.of("upsampler-1024", "upsampler-256"), 1, Set.of(), 0, 1),
                Use.of("decoder", "decoder", 2));
        MemoryPlan all = MemoryPlan.of(manifest, run, 4_000 * MB);
        assertThat(all.parts()).extracting(Part::name).containsExactly("text", "stage", "upsampler-256", "decoder");
        assertThat(all.resident())
                .containsExactlyInAnyOrder("text-encoder", "upsampler-1024", "upsampler-256", "decoder");
        assertThat(all.parts().get(1).peak())
                .as("all weights and the larger working memory of the two")
                .isEqualTo(72 * MB + 200 * MB + 2 * 1_750_000 + 500 * MB)
                .isEqualTo(all.parts().get(2).peak());
        MemoryPlan inTurn = MemoryPlan.of(manifest, run, 504 * MB);
        assertThat(inTurn.fits()).isTrue();
        assertThat(inTurn.parts().get(1).peak())
                .as("nothing else beside the two")
                .isEqualTo(2 * 1_750_000 + 500 * MB);
    }

    /** Noise drawn ahead waits only where there is room for everything. */
    @Test
    void aLargerPictureNeedsMoreToWorkWithAndNoMoreWeights() {
        Use own = Use.of("decoder", "decoder", 2);
        Use large = new Use("decoder", List.of("decoder"), 2, Set.of(), 0, 3);
        Part plain = MemoryPlan.of(manifest, List.of(own), 4_000 * MB).parts().getFirst();
        Part larger =
                MemoryPlan.of(manifest, List.of(large), 4_000 * MB).parts().getFirst();
        assertThat(larger.weights()).isEqualTo(plain.weights());
        Part alone = MemoryPlan.of(
                        manifest,
                        List.of(new Use("decoder", List.of("decoder"), 2, Set.of("decoder"), 0, 1)),
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
                new Use("decoder", List.of("decoder"), 2, Set.of(), 12 * MB, 1),
                Use.of("256", "upsampler-256", 1));
        List<Use> empty = List.of(run.get(0), Use.of("decoder", "decoder", 2), run.get(2));
        long without = MemoryPlan.of(manifest, empty, 4_000 * MB).parts().get(1).peak();
        MemoryPlan plan = MemoryPlan.of(manifest, run, 4_000 * MB);
        assertThat(plan.parts().get(1).peak()).isEqualTo(without + 12 * MB);
        MemoryPlan justTooLittle = MemoryPlan.of(manifest, run, without + 12 * MB - 1);
        assertThat(justTooLittle.inTurn()).isTrue();
        assertThat(justTooLittle.parts().get(1).peak()).as("nothing waits").isEqualTo(without);
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
