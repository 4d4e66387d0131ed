package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static studio.unclip.inference.pipeline.TinyPack.Trait.ANY_LENGTH;
import static studio.unclip.inference.pipeline.TinyPack.Trait.ONE_GRAPH;
import static studio.unclip.inference.pipeline.TinyPack.Trait.RELAY;
import static studio.unclip.inference.pipeline.TinyPack.Trait.TWO_GRAPHS;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.onnx.OnnxModel;
import studio.unclip.inference.pack.Component;
import studio.unclip.inference.pack.PackException;

/** Stages of more than one network: a prior in two graphs, and an upsampler whose last step is another's. */
@Timeout(120)
class SharedStagesTest {
    private static final long MB = 1_000_000;
    private static final String UPSAMPLER = "upsampler-16";

    @TempDir
    Path folder;

    private final List<LocalGenerator> generators = new ArrayList<>();
    private final Map<String, Long> inside = new ConcurrentHashMap<>();
    private RecordingSource networks;

    private LocalGenerator open(Set<TinyPack.Trait> traits, long budget) throws Exception {
        LocalGenerator generator = LocalGenerator.open(
                TinyPack.with(folder.resolve("pack" + generators.size()), traits)
                        .open(),
                EngineOptions.forThisMachine().withThreads(1).withMemoryBudget(budget),
                source -> networks = new RecordingSource(timed(source)));
        generators.add(generator);
        return generator;
    }

    @AfterEach
    void close() {
        generators.forEach(LocalGenerator::close);
        assertThat(networks.open()).as("loaded after the end").isEmpty();
    }

    /** Remembers how long each network had run when it was freed. */
    private ModelSource timed(ModelSource source) {
        return new ModelSource() {
            @Override
            public OnnxModel open(Component component) throws PackException {
                return source.open(component);
            }

            @Override
            public void close(OnnxModel model) {
                inside.put(model.component().role(), model.nanosInside());
                source.close(model);
            }
        };
    }

    private static Heard run(LocalGenerator generator, ImageRequest request) throws Exception {
        Heard heard = new Heard();
        generator.submit(request, JobOptions.quiet(), heard);
        heard.end();
        return heard;
    }

    private static List<Picture> pictures(Heard heard) {
        assertThat(heard.of(JobEvent.Completed.class)).hasSize(1);
        return heard.of(JobEvent.CandidateReady.class).stream()
                .map(JobEvent.CandidateReady::candidate)
                .map(Candidate::picture)
                .toList();
    }

    private static Picture picture(LocalGenerator generator, String prompt) throws Exception {
        return pictures(run(generator, ImageRequest.Generate.of(prompt, 41, 1))).getFirst();
    }

    private static void near(Picture found, Picture expected) {
        for (int i = 0; i < expected.rgba().capacity(); i++) {
            assertThat(found.rgba().get(i) & 0xff)
                    .as("byte %d", i)
                    .isCloseTo(expected.rgba().get(i) & 0xff, within(1));
        }
    }

    /** One word, two, and many. */
    @ParameterizedTest
    @ValueSource(strings = {"an", "an owl", "a red bicycle on the left, a dog on the right in the snow"})
    void theTwoGraphsOfAPriorAndOneDrawTheSame(String prompt) throws Exception {
        Picture one = picture(open(Set.of(ONE_GRAPH), 1000 * MB), prompt);
        assertThat(picture(open(Set.of(), 1000 * MB), prompt))
                .as("by a prior that reads no states")
                .isNotEqualTo(one);
        near(picture(open(Set.of(TWO_GRAPHS), 1000 * MB), prompt), one);
        near(picture(open(Set.of(TWO_GRAPHS, ANY_LENGTH), 1000 * MB), prompt), one);
        near(picture(open(Set.of(ONE_GRAPH, ANY_LENGTH), 1000 * MB), prompt), one);
    }

    @Test
    void aCaptionThatFillsTheContextIsReadWhole() throws Exception {
        String prompt = "an owl and a dog ".repeat(40);
        Picture one = picture(open(Set.of(ONE_GRAPH), 1000 * MB), prompt);
        near(picture(open(Set.of(TWO_GRAPHS, ANY_LENGTH), 1000 * MB), prompt), one);
    }

    @Test
    void withoutGuidanceTheCaptionIsTheOnlyRow() throws Exception {
        ImageRequest plain = new ImageRequest.Generate(
                "an owl",
                Conditioning.DIFFUSION_PRIOR,
                new Sampling(
                        41, 1, Map.of("prior", StageSettings.DEFAULTS.withGuidance(1)), NoiseOrder.STREAM_PER_STAGE));
        Picture one = pictures(run(open(Set.of(ONE_GRAPH), 1000 * MB), plain)).getFirst();
        near(
                pictures(run(open(Set.of(TWO_GRAPHS, ANY_LENGTH), 1000 * MB), plain))
                        .getFirst(),
                one);
    }

    @Test
    void thePlanCountsBothGraphsOfThePriorTogether() throws Exception {
        Heard heard = run(open(Set.of(TWO_GRAPHS), 1000 * MB), ImageRequest.Generate.of("an owl", 41, 2));
        RunPlan plan = heard.of(JobEvent.Planned.class).getFirst().plan();
        assertThat(plan.parts())
                .extracting(RunPlan.Part::name)
                .containsExactly("text-encoder", "prior", "prior-text", "decoder", UPSAMPLER, "image-encoder");
        assertThat(plan.parts()).extracting(RunPlan.Part::steps).containsExactly(1, 6, 1, 4, 2, 1);
        assertThat(plan.parts()).extracting(RunPlan.Part::rows).containsExactly(1, 2, 2, 2, 1, 1);
        assertThat(networks.opened())
                .containsExactly("text-encoder", "prior", "prior-text", "decoder", UPSAMPLER, "image-encoder");
        assertThat(networks.mostBytes())
                .as(
                        "all weights; a megabyte of working memory each on top, and the upsampler's noise while the decoder runs")
                .isEqualTo(plan.peakBytes() - 6 * MB - 3 * 16 * 16 * Float.BYTES)
                .isEqualTo(108 * MB);
    }

    @Test
    void inTurnBothGraphsAreLoadedForTheirPartOnlyAndNoMoreThanPlanned() throws Exception {
        Heard heard = run(open(Set.of(TWO_GRAPHS), 55 * MB), ImageRequest.Generate.of("an owl", 41, 3));
        RunPlan plan = heard.of(JobEvent.Planned.class).getFirst().plan();
        assertThat(plan.inTurn()).isTrue();
        assertThat(networks.opened()).doesNotHaveDuplicates();
        assertThat(networks.mostBytes()).isLessThanOrEqualTo(plan.peakBytes());
        assertThat(networks.moments()).anySatisfy(open -> assertThat(open).contains("prior", "prior-text"));
        assertThat(networks.moments())
                .allSatisfy(open -> assertThat(open.contains("decoder") && open.contains("prior"))
                        .isFalse());
        List<Picture> inTurn = pictures(heard);
        assertThat(pictures(run(open(Set.of(TWO_GRAPHS), 1000 * MB), ImageRequest.Generate.of("an owl", 41, 3))))
                .isEqualTo(inTurn);
    }

    /** The last network's picture is the negative of the first one's. */
    @Test
    void theLastStepIsTheOtherNetworks() throws Exception {
        Picture first = picture(open(Set.of(), 1000 * MB), "an owl");
        LocalGenerator relay = open(Set.of(RELAY), 1000 * MB);
        Heard heard = run(relay, ImageRequest.Generate.of("an owl", 41, 1));
        Picture both = pictures(heard).getFirst();
        for (int i = 0; i < both.rgba().capacity(); i++) {
            if (i % 4 != 3) {
                assertThat((both.rgba().get(i) & 0xff) + (first.rgba().get(i) & 0xff))
                        .as("byte %d of picture and negative", i)
                        .isCloseTo(255, within(12));
            }
        }
        assertThat(heard.of(JobEvent.Planned.class).getFirst().plan().parts())
                .filteredOn(part -> part.name().startsWith(UPSAMPLER))
                .extracting(RunPlan.Part::component, RunPlan.Part::steps)
                .containsExactly(tuple(UPSAMPLER, 1), tuple("upsampler-16-last", 1));
        assertThat(heard.of(JobEvent.Completed.class).getFirst().timings().stages())
                .filteredOn(stage -> stage.name().equals(UPSAMPLER))
                .extracting(RunTimings.Stage::calls)
                .containsExactly(2);
        relay.close();
        assertThat(inside.get(UPSAMPLER)).as("nanoseconds of the first network").isPositive();
        assertThat(inside.get("upsampler-16-last")).as("and of the last").isPositive();
    }

    @Test
    void aStageOfTwoNetworksTakesNoFewerStepsThanGiveEachItsTurn() throws Exception {
        LocalGenerator relay = open(Set.of(RELAY), 1000 * MB);
        ImageRequest one = new ImageRequest.Generate(
                "an owl",
                Conditioning.DIFFUSION_PRIOR,
                new Sampling(
                        41, 1, Map.of(UPSAMPLER, StageSettings.DEFAULTS.withSteps(1)), NoiseOrder.STREAM_PER_STAGE));
        assertThat(relay.plan(one).parts())
                .filteredOn(part -> part.name().startsWith(UPSAMPLER))
                .extracting(RunPlan.Part::steps)
                .containsExactly(1, 1);
        assertThat(pictures(run(relay, one))).hasSize(1);
    }
}
