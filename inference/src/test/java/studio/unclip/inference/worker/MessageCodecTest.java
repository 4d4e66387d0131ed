package studio.unclip.inference.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.RecipePicture;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.api.Thrift;

class MessageCodecTest {
    private static final RunPlan PLAN = new RunPlan(
            List.of(new RunPlan.Part("decoder", "decoder", 30, 2, 5, 6, false, true)),
            11,
            9,
            List.of(new PixelRect(-3, 5, 7, 9), new PixelRect(0, 5, 3, 3)),
            1);
    private static final UUID JOB = UUID.fromString("00000000-0000-0001-0000-000000000002");
    private static final Picture PICTURE = Picture.of(2, 1, new byte[] {1, -2, 3, -4, 5, 6, 7, 8});

    private final MessageCodec codec = new MessageCodec();

    record Message(Class<?> family, Object value) {}

    static Stream<Message> everyMessage() {
        Map<String, StageSettings> stages = Map.of(
                "decoder",
                StageSettings.DEFAULTS
                        .withSampler("ddim")
                        .withSteps(30)
                        .withGuidance(1.75)
                        .withEta(0.5),
                "prior",
                StageSettings.DEFAULTS.withSamples(2));
        ImageRequest request = new ImageRequest.Generate(
                "ein Schloß \"am\" Meer\n☂",
                Conditioning.TEXT_EMBEDDING,
                new Sampling(7, 3, stages, NoiseOrder.ONE_STREAM));
        Recipe recipe = new Recipe(
                "starter",
                "0.1.0",
                new ImageRequest.Generate(
                        "an owl",
                        Conditioning.CAPTION_ONLY,
                        new Sampling(0xFFFF_FFFFL, 1, stages, NoiseOrder.STREAM_PER_STAGE)),
                Map.of("textGap", "centred"));
        Candidate candidate = new Candidate(2, new Result.Whole(PICTURE), recipe, OptionalDouble.of(0.31), Set.of());
        Candidate unranked = new Candidate(
                0, new Result.Whole(PICTURE), recipe, OptionalDouble.empty(), Set.of(Candidate.Warning.ONE_COLOUR));
        RunTimings timings = new RunTimings(List.of(new RunTimings.Stage("decoder", 60, 5, 4, 3)), 7, 2);
        List<Message> all = new ArrayList<>();
        all.add(new Message(ImageRequest.class, request));
        editing().forEach(edit -> all.add(new Message(ImageRequest.class, edit)));
        all.add(new Message(JobEvent.class, new JobEvent.CandidateReady(JOB, patched(recipe))));
        all.add(new Message(AnalysisRequest.class, new AnalysisRequest.Rank("an owl", List.of(PICTURE))));
        all.add(new Message(AnalysisRequest.class, new AnalysisRequest.Classify(PICTURE, List.of("a", "b"), "a {}")));
        all.add(new Message(AnalysisRequest.class, new AnalysisRequest.Describe(PICTURE, 5)));
        all.add(new Message(AnalysisRequest.class, new AnalysisRequest.See(PICTURE, Optional.of(PICTURE.bounds()))));
        all.add(new Message(
                AnalysisRequest.class, new AnalysisRequest.SeeChange(PICTURE, Picture.of(1, 1, new byte[4]))));
        AnalysisResult.Sight sight = new AnalysisResult.Sight("an owl", AnalysisResult.Kind.THING, 0.3, 2.5);
        all.add(new Message(AnalysisResult.class, new AnalysisResult.Seen(List.of(sight))));
        all.add(new Message(AnalysisResult.class, new AnalysisResult.Changed(List.of(sight), List.of())));
        all.add(new Message(
                AnalysisResult.class,
                new AnalysisResult.Described(List.of(new AnalysisResult.Caption("an owl", 0.5, -1.25)))));
        all.add(new Message(AnalysisResult.class, new AnalysisResult.Ranked(List.of(0.25, -1.0))));
        all.add(new Message(
                AnalysisResult.class,
                new AnalysisResult.Classified(List.of(new AnalysisResult.Label("owl", 0.3, 0.9)))));
        for (JobEvent event : List.of(
                new JobEvent.Queued(JOB),
                new JobEvent.Planned(JOB, PLAN),
                new JobEvent.DeviceChanged(JOB, new DeviceInfo("cpu", "CPU", 5, Optional.of("The card failed."))),
                new JobEvent.PlanLowered(JOB, PLAN, Thrift.IN_TILES, true),
                new JobEvent.Progress(JOB, 1, "decoder", 3, 30, 0.25, 0.5, Duration.ofMillis(1234)),
                new JobEvent.Preview(JOB, 1, "decoder", new PixelRect(-3, 5, 7, 9), PICTURE),
                new JobEvent.CandidateReady(JOB, candidate),
                new JobEvent.CandidateReady(JOB, unranked),
                new JobEvent.CandidateFailed(JOB, 3, new JobFailure.NotFinite("decoder", "no numbers")),
                new JobEvent.Completed(JOB, List.of(2, 0), timings),
                new JobEvent.Analysed(JOB, new AnalysisResult.Ranked(List.of(0.25, -1.0))),
                new JobEvent.Failed(JOB, new JobFailure.OutOfMemory("no room"), 1),
                new JobEvent.Cancelled(JOB, 0))) {
            all.add(new Message(JobEvent.class, event));
        }
        for (JobFailure failure : List.of(
                new JobFailure.OutOfMemory("m"),
                new JobFailure.DeviceFailed("d"),
                new JobFailure.PackDamaged("p", "m"),
                new JobFailure.PackUnsupported("p", "m"),
                new JobFailure.DiskFailed("d"),
                new JobFailure.NotFinite("decoder", "m"),
                new JobFailure.EngineDied("e"),
                new JobFailure.Internal("i"))) {
            all.add(new Message(JobFailure.class, failure));
        }
        return all.stream();
    }

    /** Every operation on pictures, of one that is there and of one that only a recipe knows. */
    private static List<ImageRequest> editing() {
        Sampling sampling = Sampling.of(7, 2);
        Mask mask = Mask.of(2, 1, new byte[] {0, -100});
        RecipePicture known = RecipePicture.of(PICTURE);
        return List.of(
                new ImageRequest.Generate(
                        "an owl and a fox",
                        Conditioning.DIFFUSION_PRIOR,
                        List.of(new Area(new PixelRect(-5, 0, 512, 1024), "an owl")),
                        false,
                        sampling),
                new ImageRequest.Generate(
                        "an owl",
                        Conditioning.DIFFUSION_PRIOR,
                        List.of(),
                        true,
                        OptionalInt.of(3),
                        Optional.empty(),
                        sampling),
                new ImageRequest.Inpaint(
                        PICTURE, mask, ImageRequest.Intent.ADD, "an owl", 0.25, Optional.empty(), sampling),
                new ImageRequest.Inpaint(
                        known,
                        mask,
                        ImageRequest.Intent.REMOVE,
                        "",
                        0,
                        Optional.of(new PixelRect(-1, -1, 4, 4)),
                        false,
                        sampling),
                new ImageRequest.Expand(PICTURE, new PixelRect(-3, 0, 9, 9), "", 1, sampling),
                new ImageRequest.Upscale(PICTURE, 4, sampling),
                new ImageRequest.Vary(PICTURE, 0.5, 0, sampling),
                new ImageRequest.Refine(PICTURE, "an owl", "a fox", 0.6, sampling),
                new ImageRequest.TextDiff(
                        PICTURE, "", "a lion", ImageRequest.DiffWay.TEXT, 0.3, Optional.of(mask), sampling),
                new ImageRequest.TextDiff(
                        known, "a cat", "a lion", ImageRequest.DiffWay.PRIOR, 1, Optional.empty(), sampling),
                new ImageRequest.Mix(
                        List.of(
                                new ImageRequest.Ingredient.OfPicture(PICTURE, 1),
                                new ImageRequest.Ingredient.OfPrompt("an owl", -0.5)),
                        Optional.of("style"),
                        true,
                        sampling));
    }

    private static Candidate patched(Recipe recipe) {
        return new Candidate(
                1,
                new Result.Patches(9, 9, 3, 0, List.of(new Patch(new PixelRect(4, 4, 2, 1), PICTURE))),
                recipe,
                OptionalDouble.empty(),
                Set.of());
    }

    @ParameterizedTest
    @MethodSource("everyMessage")
    void comesBackAsItWas(Message message) {
        assertThat((Object) codec.read(
                        codec.write(message.value(), MessageCodec.Lending.NONE),
                        message.family(),
                        MessageCodec.Lending.NONE))
                .isEqualTo(message.value());
    }

    /** A record added to the port later must be added to the round trip above. */
    @Test
    void theRoundTripCoversEveryRecordOfThePort() {
        List<Class<?>> covered = everyMessage()
                .map(m -> (Object) m.value().getClass())
                .<Class<?>>map(c -> (Class<?>) c)
                .toList();
        for (Class<?> family : List.of(
                ImageRequest.class, AnalysisRequest.class, AnalysisResult.class, JobEvent.class, JobFailure.class)) {
            assertThat(covered).containsAll(records(family));
        }
    }

    private static List<Class<?>> records(Class<?> family) {
        if (!family.isSealed()) {
            return List.of(family);
        }
        return Stream.of(family.getPermittedSubclasses())
                .flatMap(c -> records(c).stream())
                .<Class<?>>map(c -> c)
                .toList();
    }

    @Test
    void refusesWhatIsNoMessage() {
        Frame frame = new Frame(ByteBuffer.wrap("{\"type\":\"java.lang.Runtime\"}".getBytes(UTF_8)), List.of());
        assertThatThrownBy(() -> codec.read(frame, ImageRequest.class, MessageCodec.Lending.NONE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
