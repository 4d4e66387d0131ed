package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.AnalysisResult;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;

/** The whole engine over the starter pack, with few steps: what a person may rely on, whatever the pictures look like. */
@Timeout(120)
class StarterPackGenerationTest {
    private static final Map<String, StageSettings> FEW_STEPS = Map.of(
            "prior", StageSettings.DEFAULTS.withSteps(4).withSamples(2),
            "decoder", StageSettings.DEFAULTS.withSampler("unclip").withSteps(4),
            "upsampler-256", StageSettings.DEFAULTS.withSteps(1));

    private static LocalGenerator generator;

    @BeforeAll
    static void open() throws Exception {
        Path pack = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        generator = LocalGenerator.open(
                new PackOpener(Understood.ofThisStudio()).openVerified(pack.toAbsolutePath(), Watcher.silent()),
                EngineOptions.forThisMachine());
    }

    @AfterAll
    static void close() {
        generator.close();
    }

    private static ImageRequest.Generate request(
            String prompt, Conditioning conditioning, int candidates, Map<String, StageSettings> stages) {
        return new ImageRequest.Generate(
                prompt, conditioning, new Sampling(41, candidates, stages, NoiseOrder.STREAM_PER_STAGE));
    }

    /** The candidates of a request that completes, best match first. */
    private static List<Candidate> made(ImageRequest request) throws Exception {
        Map<Integer, Candidate> ready = new ConcurrentHashMap<>();
        JobEvent.Ended ended = generator
                .submit(request, JobOptions.quiet(), event -> {
                    if (event instanceof JobEvent.CandidateReady made) {
                        ready.put(made.candidate().index(), made.candidate());
                    }
                })
                .ended()
                .get(60, TimeUnit.SECONDS);
        assertThat(ended).isInstanceOf(JobEvent.Completed.class);
        return ((JobEvent.Completed) ended).ranking().stream().map(ready::get).toList();
    }

    private static <T extends AnalysisResult> T answer(AnalysisRequest request, Class<T> kind) throws Exception {
        JobEvent.Ended ended = generator.analyse(request, event -> {}).ended().get(60, TimeUnit.SECONDS);
        assertThat(ended).isInstanceOf(JobEvent.Analysed.class);
        return kind.cast(((JobEvent.Analysed) ended).result());
    }

    @Test
    void everyCandidateMadeAloneByItsRecipeIsTheSamePicture() throws Exception {
        List<Candidate> all = made(request("an owl at night", Conditioning.DIFFUSION_PRIOR, 3, FEW_STEPS));
        assertThat(all).extracting(Candidate::index).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(all).extracting(Candidate::picture).doesNotHaveDuplicates();
        assertThat(all)
                .as("best match first")
                .isSortedAccordingTo(Comparator.comparingDouble(c -> -c.score().orElseThrow()));
        for (Candidate candidate : all) {
            assertThat(candidate.picture().width()).isEqualTo(1024);
            assertThat(candidate.recipe().seed()).isEqualTo(41 + candidate.index());
            assertThat(made(candidate.recipe().toRequest(List.of())).getFirst().picture())
                    .isEqualTo(candidate.picture());
        }
    }

    /** Of four candidates two are drawn in other looks; the recipe of each says its own words, and gives it again. */
    @Test
    void aRoundIsDrawnInSeveralLooks() throws Exception {
        ImageRequest.Generate asked = new ImageRequest.Generate(
                "a bird",
                Conditioning.DIFFUSION_PRIOR,
                List.of(),
                true,
                OptionalInt.of(0),
                Optional.empty(),
                new Sampling(41, 4, FEW_STEPS, NoiseOrder.STREAM_PER_STAGE));
        assertThat(generator.pack().looks()).isTrue();
        List<Candidate> all = made(asked);
        assertThat(all)
                .extracting(
                        Candidate::index,
                        candidate -> candidate.recipe().request().prompt())
                .containsExactlyInAnyOrder(
                        tuple(0, "a bird"),
                        tuple(1, "a bird, cartoon"),
                        tuple(2, "a bird"),
                        tuple(3, "a bird, flat vector icon"));
        Candidate cartoon = all.stream()
                .filter(candidate -> candidate.index() == 1)
                .findFirst()
                .orElseThrow();
        ImageRequest again = cartoon.recipe().toRequest(List.of());
        assertThat(((ImageRequest.Generate) again).firstLook()).isEmpty();
        assertThat(made(again).getFirst().picture()).isEqualTo(cartoon.picture());
        List<Candidate> usual = made(request("a bird", Conditioning.DIFFUSION_PRIOR, 2, FEW_STEPS));
        assertThat(usual)
                .as("where it is not allowed")
                .extracting(candidate -> candidate.recipe().request().prompt())
                .containsOnly("a bird");
        assertThat(usual)
                .as("another picture of the same seed")
                .filteredOn(candidate ->
                        candidate.recipe().seed() == cartoon.recipe().seed())
                .singleElement()
                .extracting(Candidate::picture)
                .isNotEqualTo(cartoon.picture());
    }

    @Test
    void withOneSeedTheFourConditioningsGiveFourPictures() throws Exception {
        List<Object> pictures = new ArrayList<>();
        for (Conditioning conditioning : Conditioning.values()) {
            Candidate one =
                    made(request("a red apple", conditioning, 1, FEW_STEPS)).getFirst();
            assertThat(((ImageRequest.Generate) one.recipe().request()).conditioning())
                    .isEqualTo(conditioning);
            assertThat(made(one.recipe().toRequest(List.of())).getFirst().picture())
                    .isEqualTo(one.picture());
            pictures.add(one.picture());
        }
        assertThat(pictures).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void withoutAPriorItsStepsChangeNothing() throws Exception {
        var more = Map.of(
                "prior", StageSettings.DEFAULTS.withSteps(9),
                "decoder", StageSettings.DEFAULTS.withSampler("unclip").withSteps(4),
                "upsampler-256", StageSettings.DEFAULTS.withSteps(1));
        assertThat(made(request("a cake", Conditioning.CAPTION_ONLY, 1, more))
                        .getFirst()
                        .picture())
                .isEqualTo(made(request("a cake", Conditioning.CAPTION_ONLY, 1, FEW_STEPS))
                        .getFirst()
                        .picture());
    }

    @Test
    void eventsComeInOrderAndThePreviewsAreTheDecodersSize() throws Exception {
        List<JobEvent> events = Collections.synchronizedList(new ArrayList<>());
        generator
                .submit(
                        request("a castle", Conditioning.DIFFUSION_PRIOR, 2, FEW_STEPS),
                        new JobOptions(java.time.Duration.ofNanos(1)),
                        events::add)
                .ended()
                .get(60, TimeUnit.SECONDS);
        assertThat(events.getFirst()).isInstanceOf(JobEvent.Queued.class);
        assertThat(events.getLast()).isInstanceOf(JobEvent.Completed.class);
        List<JobEvent.Progress> progress = events.stream()
                .filter(JobEvent.Progress.class::isInstance)
                .map(JobEvent.Progress.class::cast)
                .toList();
        assertThat(progress).extracting(JobEvent.Progress::stage).contains("prior", "decoder", "upsampler-1024");
        assertThat(progress.getLast().fraction()).isEqualTo(1);
        assertThat(events.stream()
                        .filter(JobEvent.Preview.class::isInstance)
                        .map(JobEvent.Preview.class::cast)
                        .filter(p -> p.stage().equals("decoder"))
                        .toList())
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.picture().width()).isEqualTo(64));
    }

    @Test
    void cancellingKeepsWhatIsFinishedAndTheNextJobRuns() throws Exception {
        Map<String, StageSettings> slow = Map.of("decoder", StageSettings.DEFAULTS.withSteps(1000));
        Job[] job = new Job[1];
        Object started = new Object();
        List<JobEvent> events = Collections.synchronizedList(new ArrayList<>());
        synchronized (started) {
            job[0] = generator.submit(
                    request("a train", Conditioning.CAPTION_ONLY, 1, slow), JobOptions.quiet(), event -> {
                        events.add(event);
                        if (event instanceof JobEvent.Progress p && p.stage().equals("decoder") && p.step() == 3) {
                            synchronized (started) {
                                job[0].cancel();
                            }
                        }
                    });
        }
        assertThat(job[0].ended().get(30, TimeUnit.SECONDS)).isInstanceOf(JobEvent.Cancelled.class);
        assertThat(events.stream().filter(e -> e instanceof JobEvent.Progress p && p.step() > 5))
                .as("steps after the cancel")
                .isEmpty();
        assertThat(made(request("a train", Conditioning.CAPTION_ONLY, 1, FEW_STEPS)))
                .hasSize(1);
    }

    @Test
    void whatThePackCannotDoIsRefusedBeforeItIsQueued() {
        assertThatThrownBy(() -> generator.submit(
                        request(
                                "a bus",
                                Conditioning.AUTOREGRESSIVE_PRIOR,
                                1,
                                Map.of("prior-autoregressive", StageSettings.DEFAULTS.withSteps(7))),
                        JobOptions.quiet(),
                        event -> {}))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("65 steps");
        assertThatThrownBy(() -> generator.submit(
                        request(
                                "a bus",
                                Conditioning.DIFFUSION_PRIOR,
                                1,
                                Map.of("upsampler-256", StageSettings.DEFAULTS.withSampler("unclip"))),
                        JobOptions.quiet(),
                        event -> {}))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ddim");
    }

    @Test
    void captionsAreDistinctAndTheOneClipFindsClosestComesFirst() throws Exception {
        Candidate owl = made(request("an owl", Conditioning.DIFFUSION_PRIOR, 1, FEW_STEPS))
                .getFirst();
        AnalysisResult.Described described =
                answer(new AnalysisRequest.Describe(owl.picture(), 5), AnalysisResult.Described.class);
        assertThat(described.captions())
                .hasSizeBetween(1, 5)
                .isSortedAccordingTo(Comparator.comparingDouble(c -> -c.similarity()));
        assertThat(described.captions())
                .extracting(AnalysisResult.Caption::text)
                .doesNotHaveDuplicates();
        assertThat(described.captions()).allSatisfy(c -> {
            assertThat(c.text()).isNotBlank();
            assertThat(c.logProbability()).isNegative();
        });
    }

    @Test
    void thePlanNamesEveryPartThatRuns() {
        assertThat(generator
                        .plan(request("a bus", Conditioning.AUTOREGRESSIVE_PRIOR, 1, Map.of()))
                        .parts())
                .extracting(part -> part.name())
                .containsExactly(
                        "text-encoder",
                        "prior-autoregressive",
                        "decoder",
                        "upsampler-256",
                        "upsampler-1024",
                        "image-encoder");
    }
}
