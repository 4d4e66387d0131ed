package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;

/** In which order the windows, places and tiles of several candidates are made. */
@Timeout(120)
class SeveralWindowsTest {
    private static final long MB = 1_000_000;

    @TempDir
    Path folder;

    static Stream<ImageRequest> requests() {
        Picture picture = noise(40, 40);
        byte[] islands = new byte[200 * 40];
        for (int y = 10; y < 14; y++) {
            for (int x = 6; x < 10; x++) {
                islands[y * 200 + x] = (byte) 255;
                islands[y * 200 + 180 + x] = (byte) 255;
            }
        }
        return Stream.of(
                new ImageRequest.Expand(picture, new PixelRect(-20, 0, 90, 40), "an owl", 0.5, Sampling.of(5, 2)),
                new ImageRequest.Inpaint(
                        noise(200, 40),
                        Mask.of(200, 40, islands),
                        ImageRequest.Intent.CONTINUE,
                        "an owl",
                        0.5,
                        Optional.empty(),
                        Sampling.of(5, 2)),
                new ImageRequest.Upscale(picture, 2, Sampling.of(5, 2)));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theFirstCandidateIsFinishedBeforeTheNextIsBegun(ImageRequest request) throws Exception {
        Heard heard = run(request, 1000 * MB);
        assertThat(heard.of(JobEvent.Planned.class).getFirst().plan().views()).hasSizeGreaterThan(1);
        List<JobEvent> events = heard.events();
        JobEvent begun = events.stream()
                .filter(event -> event instanceof JobEvent.Progress progress && progress.candidate() == 1)
                .findFirst()
                .orElseThrow();
        JobEvent finished = heard.of(JobEvent.CandidateReady.class).getFirst();
        assertThat(events.indexOf(finished)).isLessThan(events.indexOf(begun));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void whereNetworksAreLoadedInTurnWindowAfterWindowGivesTheSamePictures(ImageRequest request) throws Exception {
        Heard inTurn = run(request, 60 * MB);
        assertThat(results(inTurn)).hasSize(2).isEqualTo(results(run(request, 1000 * MB)));
    }

    private Heard run(ImageRequest request, long budget) throws Exception {
        Heard heard = new Heard();
        try (LocalGenerator generator = LocalGenerator.open(
                TinyPack.in(folder.resolve("pack-" + budget)).open(),
                EngineOptions.forThisMachine().withThreads(1).withMemoryBudget(budget))) {
            generator.submit(request, JobOptions.quiet(), heard);
            heard.end();
        }
        assertThat(heard.of(JobEvent.Completed.class)).hasSize(1);
        return heard;
    }

    private static List<Result> results(Heard heard) {
        return heard.made().stream()
                .sorted(Comparator.comparingInt(Candidate::index))
                .map(Candidate::result)
                .toList();
    }

    private static Picture noise(int width, int height) {
        byte[] rgba = new byte[4 * width * height];
        new Random(3).nextBytes(rgba);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
