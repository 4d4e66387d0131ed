package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSize;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.api.Thrift;
import studio.unclip.inference.onnx.Device;
import studio.unclip.inference.onnx.NoMemory;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.Pack;
import studio.unclip.inference.pack.PackException;
import studio.unclip.inference.reference.Recorded;

/** Kandinsky's autoencoder where memory is short: planned, told, and what operations promise holds (docs/decisions/0025). */
@Timeout(120)
class InTilesTest {
    private static final ImageRequest.Generate LARGE = ImageRequest.Generate.of("a horse", 1, 1)
            .with(Sampling.of(1).withStages(few()))
            .sized(Optional.of(new PictureSize(64, 48)));

    private final Pack pack;

    InTilesTest() throws Exception {
        pack = Recorded.of("tiny-kandinsky22").pack();
    }

    private static Map<String, StageSettings> few() {
        Map<String, StageSettings> few = new HashMap<>();
        for (String stage : List.of("prior", "decoder")) {
            few.put(stage, StageSettings.DEFAULTS.withSteps(3));
        }
        return few;
    }

    private static EngineOptions options() {
        return EngineOptions.forThisMachine();
    }

    private Heard run(EngineOptions options, ImageRequest request) throws Exception {
        Heard heard = new Heard();
        try (LocalGenerator generator = LocalGenerator.open(pack, options)) {
            generator.submit(request, JobOptions.quiet(), heard);
            assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        }
        return heard;
    }

    private Picture whole(EngineOptions options, ImageRequest request) throws Exception {
        return run(options, request).made().getFirst().picture();
    }

    @Test
    void where_the_picture_does_not_fit_in_one_it_is_made_in_tiles_and_that_is_told() throws Exception {
        PackPreflight roomy = PackPreflight.read(pack, options());
        assertThat(roomy.plan(LARGE).inTiles()).isFalse();
        long inTurn = PackPreflight.read(pack, options().saving(Thrift.IN_TURN))
                .plan(LARGE)
                .peakBytes();
        EngineOptions enough = options().withMemoryBudget(inTurn);
        assertThat(PackPreflight.read(pack, enough).plan(LARGE).inTiles())
                .as("in turn is enough")
                .isFalse();
        EngineOptions shorter = options().withMemoryBudget(inTurn - 1);
        RunPlan plan = run(shorter, LARGE).of(JobEvent.Planned.class).getFirst().plan();
        assertThat(plan.inTiles()).isTrue();
        assertThat(plan.fits()).isTrue();
        assertThat(plan.parts())
                .filteredOn(RunPlan.Part::inTiles)
                .extracting(RunPlan.Part::component)
                .containsExactly("latent-decoder");
    }

    @Test
    void a_picture_in_tiles_is_another_and_always_the_same() throws Exception {
        Picture inTiles = whole(options().saving(Thrift.IN_TILES), LARGE);
        assertThat(inTiles).isNotEqualTo(whole(options(), LARGE));
        assertThat(whole(options().saving(Thrift.IN_TILES), LARGE)).isEqualTo(inTiles);
    }

    @Test
    void what_operations_keep_they_keep_in_tiles() throws Exception {
        EngineOptions tiles = options().saving(Thrift.IN_TILES);
        Sampling sampling = Sampling.of(1).withStages(few());
        Picture picture = Sketches.of(32, 32);
        assertThat(whole(tiles, new ImageRequest.Vary(picture, 0, 0, sampling))).isEqualTo(picture);
        assertThat(whole(tiles, new ImageRequest.Vary(picture, 0.5, 0.5, sampling)))
                .isNotEqualTo(picture);
        PixelRect box = new PixelRect(20, 20, 6, 6);
        ImageRequest.Inpaint inpaint = new ImageRequest.Inpaint(
                picture,
                Mask.rectangle(32, 32, box),
                ImageRequest.Intent.CONTINUE,
                "a horse",
                0.5,
                Optional.of(new PixelRect(0, 0, 32, 32)),
                sampling);
        Heard heard = run(tiles, inpaint);
        assertThat(heard.of(JobEvent.Planned.class).getFirst().plan().parts())
                .filteredOn(RunPlan.Part::inTiles)
                .extracting(RunPlan.Part::component)
                .containsExactlyInAnyOrder("latent-encoder", "latent-decoder");
        Patch patch =
                ((Result.Patches) heard.made().getFirst().result()).patches().getFirst();
        PixelRect known =
                new PixelRect(patch.area().x(), patch.area().y(), patch.area().width(), 4);
        assertThat(patch.pixels()
                        .read(known.translate(-patch.area().x(), -patch.area().y())))
                .isEqualTo(picture.read(known));
    }

    /** First one after another, then in tiles; each is told, and the job ends well. */
    @Test
    void when_memory_runs_out_again_the_plan_goes_down_another_step() throws Exception {
        Heard heard = new Heard();
        try (LocalGenerator generator =
                LocalGenerator.open(pack, options(), source -> new Failing(source, "latent-decoder", 2))) {
            generator.submit(LARGE, JobOptions.quiet(), heard);
            assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
            assertThat(generator.plan(LARGE).inTiles()).isTrue();
        }
        List<JobEvent.PlanLowered> lowered = heard.of(JobEvent.PlanLowered.class);
        assertThat(lowered).extracting(JobEvent.PlanLowered::thrift).containsExactly(Thrift.IN_TURN, Thrift.IN_TILES);
        assertThat(lowered.getFirst().plan().inTiles()).isFalse();
        assertThat(lowered.getFirst().words().orElseThrow()).contains("one after another");
        assertThat(lowered.getLast().plan().inTiles()).isTrue();
        assertThat(lowered.getLast().words().orElseThrow()).contains("overlapping parts");
        assertThat(heard.made().getFirst().picture()).isEqualTo(whole(options().saving(Thrift.IN_TILES), LARGE));
    }

    /** No memory for one network, so many times. */
    private static final class Failing implements ModelSource {
        private final ModelSource source;
        private final String role;
        private int times;

        Failing(ModelSource source, String role, int times) {
            this.source = source;
            this.role = role;
            this.times = times;
        }

        @Override
        public synchronized OnnxModel open(Component component) throws PackException {
            if (component.role().equals(role) && times-- > 0) {
                throw NoMemory.of(role, new Device.Cpu());
            }
            return source.open(component);
        }

        @Override
        public void close(OnnxModel model) {
            source.close(model);
        }
    }
}
