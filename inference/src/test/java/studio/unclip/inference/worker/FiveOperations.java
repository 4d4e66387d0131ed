package studio.unclip.inference.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pipeline.Sketches;

/** Five operations of the studio, asked of an engine in few steps, and how near what is made by two of them is. */
enum FiveOperations {
    GENERATE,
    INPAINT,
    EXPAND,
    VARY,
    DIFF;

    /** Levels by which bytes may differ on another device: 1 is the largest that was measured, on the software device. */
    static final int OTHER_DEVICE = 2;

    /** In software, on a machine that has other work, one takes minutes. */
    private static final long LONGEST_MINUTES = 50;

    ImageRequest request(Sampling sampling) {
        Picture picture = Sketches.of(40, 24);
        return switch (this) {
            case GENERATE -> new ImageRequest.Generate("a horse", Conditioning.DIFFUSION_PRIOR, sampling);
            case INPAINT ->
                new ImageRequest.Inpaint(
                        picture,
                        Mask.rectangle(picture.width(), picture.height(), new PixelRect(12, 6, 10, 8)),
                        ImageRequest.Intent.CONTINUE,
                        "a horse",
                        0.5,
                        Optional.empty(),
                        sampling);
            case EXPAND ->
                new ImageRequest.Expand(
                        picture, new PixelRect(0, 0, picture.width() + 12, picture.height()), "a horse", 0.5, sampling);
            case VARY -> new ImageRequest.Vary(picture, 0.5, 0.5, sampling);
            case DIFF ->
                new ImageRequest.TextDiff(
                        picture, "a horse", "snow", ImageRequest.DiffWay.TEXT, 1, Optional.empty(), sampling);
        };
    }

    /** As few steps as give each network its turn, by an engine that is closed after it. */
    static Map<FiveOperations, Result> all(ImageGenerator opened) throws Exception {
        try (ImageGenerator generator = opened) {
            return made(generator);
        }
    }

    /** As few steps as give each network its turn. */
    static Map<FiveOperations, Result> made(ImageGenerator generator) throws Exception {
        Map<String, StageSettings> few = new HashMap<>();
        generator.pack().stages().forEach(stage -> few.put(stage.name(), StageSettings.DEFAULTS.withSteps(2)));
        Map<FiveOperations, Result> made = new EnumMap<>(FiveOperations.class);
        for (FiveOperations asked : values()) {
            made.put(asked, made(generator, asked.request(Sampling.of(1).withStages(few))));
        }
        return made;
    }

    private static Result made(ImageGenerator generator, ImageRequest request) throws Exception {
        List<Result> ready = new ArrayList<>();
        JobEvent.Ended ended = generator
                .submit(request, JobOptions.quiet(), event -> {
                    if (event instanceof JobEvent.CandidateReady one) {
                        ready.add(one.candidate().result());
                    }
                })
                .ended()
                .get(LONGEST_MINUTES, TimeUnit.MINUTES);
        assertThat(ended).isInstanceOf(JobEvent.Completed.class);
        return ready.getFirst();
    }

    /** @param levels by which no byte may differ */
    static void near(Map<FiveOperations, Result> found, Map<FiveOperations, Result> expected, int levels) {
        for (FiveOperations asked : values()) {
            ByteBuffer ours = bytes(found.get(asked));
            ByteBuffer its = bytes(expected.get(asked));
            assertThat(ours.remaining()).isEqualTo(its.remaining());
            int most = 0;
            for (int i = 0; i < ours.remaining(); i++) {
                most = Math.max(most, Math.abs(Byte.toUnsignedInt(ours.get(i)) - Byte.toUnsignedInt(its.get(i))));
            }
            assertThat(most).as("%s: levels", asked).isLessThanOrEqualTo(levels);
        }
    }

    private static ByteBuffer bytes(Result result) {
        List<Picture> pictures = switch (result) {
            case Result.Whole whole -> List.of(whole.picture());
            case Result.Patches patches ->
                patches.patches().stream().map(Patch::pixels).toList();
        };
        ByteBuffer all = ByteBuffer.allocate(pictures.stream()
                .mapToInt(picture -> picture.rgba().remaining())
                .sum());
        pictures.forEach(picture -> all.put(picture.rgba().duplicate()));
        return all.flip();
    }

    /** On WebGPU, and nowhere else; the engine is closed. */
    static void nearOnWebGpu(ImageGenerator opened, Map<FiveOperations, Result> onCpu) throws Exception {
        try (ImageGenerator generator = opened) {
            near(made(generator), onCpu, OTHER_DEVICE);
            assertThat(generator.device().id()).isEqualTo("webgpu");
            assertThat(generator.device().note())
                    .as("no other device took its place")
                    .isEmpty();
        }
    }
}
