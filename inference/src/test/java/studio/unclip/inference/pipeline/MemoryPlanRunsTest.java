package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Sampling;

/**
 * The plan a person is told is what runs: sessions and bytes are counted at each moment. The networks count 5 + 20 + 50 +
 * 15 + 10 MB in running order, and a megabyte while they run.
 */
@Timeout(120)
class MemoryPlanRunsTest {
    private static final long MB = 1_000_000;

    @TempDir
    Path folder;

    private RecordingSource networks;
    private LocalGenerator generator;

    private void open(long budget) throws Exception {
        if (generator != null) {
            generator.close();
            folder = folder.resolve("again");
        }
        generator = LocalGenerator.open(
                TinyPack.in(folder.resolve("pack")).open(),
                EngineOptions.forThisMachine().withThreads(1).withMemoryBudget(budget),
                source -> networks = new RecordingSource(source));
    }

    @AfterEach
    void close() {
        generator.close();
        assertThat(networks.open()).as("loaded after the end").isEmpty();
    }

    private Heard run(int candidates) throws Exception {
        return run(ImageRequest.Generate.of("an owl", 41, candidates));
    }

    private Heard run(ImageRequest request) throws Exception {
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

    @Test
    void whereAllFitEveryNetworkIsLoadedOnceForAllJobs() throws Exception {
        open(1000 * MB);
        Heard first = run(3);
        assertThat(first.of(JobEvent.Planned.class).getFirst().plan().inTurn()).isFalse();
        run(2);
        assertThat(networks.opened())
                .containsExactly("text-encoder", "prior", "decoder", "upsampler-16", "image-encoder");
    }

    @Test
    void whereTheyDoNotFitThreeCandidatesReadEachNetworkOnceAndNoMoreIsLoadedThanPlanned() throws Exception {
        open(60 * MB);
        Heard heard = run(3);
        JobEvent.Planned planned = heard.of(JobEvent.Planned.class).getFirst();
        assertThat(planned.plan().inTurn()).isTrue();
        assertThat(planned.plan().fits()).isTrue();
        assertThat(networks.opened())
                .containsExactlyInAnyOrder("text-encoder", "prior", "decoder", "upsampler-16", "image-encoder");
        assertThat(networks.mostBytes()).isLessThanOrEqualTo(planned.plan().peakBytes());
        assertThat(networks.moments())
                .as("the decoder is alone with what stays")
                .allSatisfy(open -> assertThat(open.contains("decoder") && open.contains("prior"))
                        .isFalse());
    }

    @Test
    void whatIsLoadedInTurnIsFreedWithItsPart() throws Exception {
        open(60 * MB);
        Heard heard = run(1);
        Set<String> stays = heard.of(JobEvent.Planned.class).getFirst().plan().parts().stream()
                .filter(part -> part.staysLoaded())
                .map(part -> part.component())
                .collect(java.util.stream.Collectors.toSet());
        assertThat(networks.open()).isEqualTo(stays).doesNotContain("decoder");
    }

    @Test
    void atRestNothingIsLoadedAndTheNextJobGivesTheSamePictures() throws Exception {
        open(1000 * MB);
        List<Picture> before = pictures(run(2));
        assertThat(networks.open()).isNotEmpty();
        generator.rest();
        // A job that comes before the rest has begun keeps what it is about to use.
        networks.awaitNothingOpen();
        List<Picture> after = pictures(run(2));

        assertThat(networks.opened()).as("all were loaded twice").hasSize(10);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void whoAsksForRestWhileAJobWaitsTakesNothingFromIt() throws Exception {
        open(1000 * MB);
        Heard first = new Heard();
        Heard second = new Heard();
        generator.submit(ImageRequest.Generate.of("an owl", 41, 2), JobOptions.quiet(), first);
        generator.submit(ImageRequest.Generate.of("an owl", 42, 2), JobOptions.quiet(), second);
        generator.rest();
        first.end();
        second.end();
        assertThat(networks.opened()).as("loaded once").hasSize(5);
    }

    @Test
    void inTurnOrNotThePicturesAreTheSame() throws Exception {
        open(1000 * MB);
        List<Picture> together = pictures(run(3));
        open(60 * MB);
        assertThat(pictures(run(3))).isEqualTo(together).doesNotHaveDuplicates();
    }

    @Test
    void withManyCandidatesTheFirstAreFinishedBeforeTheLastAreBegun() throws Exception {
        open(60 * MB);
        Heard heard = run(PartOrder.WAVE + 1);
        assertThat(Collections.frequency(networks.opened(), "decoder")).isEqualTo(2);
        List<JobEvent> events = heard.events();
        int firstReady = events.indexOf(heard.of(JobEvent.CandidateReady.class).getFirst());
        assertThat(events.subList(0, firstReady))
                .noneMatch(e -> e instanceof JobEvent.Progress p && p.candidate() == PartOrder.WAVE);
        assertThat(pictures(heard)).hasSize(PartOrder.WAVE + 1);
    }

    @Test
    void whatEarlierJobsLeftStaysOnlyWhereThereIsRoom() throws Exception {
        open(86 * MB);
        Picture owl = pictures(run(new ImageRequest.Generate(
                        "an owl",
                        Conditioning.CAPTION_ONLY,
                        new Sampling(1, 1, Map.of(), NoiseOrder.STREAM_PER_STAGE))))
                .getFirst();
        assertThat(networks.open())
                .containsExactlyInAnyOrder("text-encoder", "decoder", "upsampler-16", "image-encoder");
        Heard describe = new Heard();
        generator.analyse(new AnalysisRequest.Describe(owl, 2), describe);
        assertThat(describe.end()).isInstanceOf(JobEvent.Analysed.class);
        assertThat(networks.open())
                .as("captioner and decoder do not fit together, captioner and upsampler do")
                .containsExactlyInAnyOrder("text-encoder", "captioner", "upsampler-16", "image-encoder");
        assertThat(networks.mostBytes()).isLessThanOrEqualTo(86 * MB);
    }

    @Test
    void whatThePlanLoadsInTurnDoesNotStayFromAnEarlierJob() throws Exception {
        open(85 * MB);
        run(new ImageRequest.Generate(
                "an owl", Conditioning.CAPTION_ONLY, new Sampling(1, 1, Map.of(), NoiseOrder.STREAM_PER_STAGE)));
        assertThat(networks.open()).contains("decoder");
        Heard heard = run(1);
        assertThat(heard.of(JobEvent.Planned.class).getFirst().plan().inTurn()).isTrue();
        assertThat(networks.mostBytes()).isLessThanOrEqualTo(85 * MB);
    }

    @Test
    void aBudgetThatIsTooSmallIsRefusedBeforeAnythingIsLoaded() throws Exception {
        open(40 * MB);
        ImageRequest owl = ImageRequest.Generate.of("an owl", 1, 1);
        assertThat(generator.plan(owl).fits()).isFalse();
        Heard heard = run(owl);
        assertThat(heard.end())
                .isInstanceOfSatisfying(
                        JobEvent.Failed.class,
                        failed -> assertThat(failed.failure())
                                .isInstanceOfSatisfying(
                                        JobFailure.OutOfMemory.class,
                                        memory -> assertThat(memory.message())
                                                .contains("MiB")
                                                .contains("smaller pack")));
        assertThat(networks.opened()).isEmpty();
        Heard rank = new Heard();
        generator.analyse(new AnalysisRequest.Rank("an owl", List.of(Picture.of(1, 1, new byte[] {1, 2, 3, 4}))), rank);
        assertThat(rank.end()).as("what does fit runs").isInstanceOf(JobEvent.Analysed.class);
    }
}
