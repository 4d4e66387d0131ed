package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.api.Sampling;

/** Expanding and upscaling over networks so small that what comes out means nothing: where it lies is what counts. */
class LargerPicturesTest {
    @TempDir
    static Path folder;

    private static LocalGenerator generator;

    @BeforeAll
    static void open() throws Exception {
        generator = LocalGenerator.open(TinyPack.in(folder).open(), EngineOptions.forThisMachine());
    }

    @AfterAll
    static void close() {
        generator.close();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, -3, -2, 9, 7",
        "16, 16, -4, -4, 24, 24",
        "16, 16, 0, 0, 20, 16",
        "40, 25, -10, 0, 90, 31",
        "7, 90, 0, -20, 7, 113"
    })
    void everyNewPixelIsPaintedAndTheOldOnesLieWhereTheyLay(int w, int h, int x, int y, int width, int height)
            throws Exception {
        Picture picture = noise(w, h, 3);
        ImageRequest.Expand request =
                new ImageRequest.Expand(picture, new PixelRect(x, y, width, height), "", 0.5, Sampling.of(5, 2));
        for (Candidate candidate : made(request)) {
            Result.Patches result = (Result.Patches) candidate.result();
            assertThat(new PixelRect(result.x(), result.y(), result.width(), result.height()))
                    .isEqualTo(new PixelRect(-x, -y, width, height));
            int[] times = new int[width * height];
            for (Patch patch : result.patches()) {
                PixelRect area = patch.area();
                for (int i = 0; i < area.width() * area.height(); i++) {
                    times[(area.y() + i / area.width()) * width + area.x() + i % area.width()]++;
                    assertThat(patch.pixels().rgba().get(4 * i + 3)).isEqualTo((byte) 255);
                }
            }
            PixelRect old = picture.bounds().translate(-x, -y);
            for (int i = 0; i < times.length; i++) {
                boolean wasThere = old.contains(new PixelRect(i % width, i / width, 1, 1));
                assertThat(times[i]).isLessThanOrEqualTo(1);
                assertThat(wasThere || times[i] == 1).isTrue();
            }
            assertThat(made(candidate.recipe().toRequest(List.of(picture)))
                            .getFirst()
                            .result())
                    .isEqualTo(result);
        }
    }

    @Test
    void candidatesDifferAndSoDoWindows() throws Exception {
        ImageRequest.Expand request =
                new ImageRequest.Expand(flat(16, 64), new PixelRect(0, 0, 40, 64), "an owl", 0.2, Sampling.of(1, 2));
        List<Candidate> made = made(request);
        assertThat(made.get(0).result()).isNotEqualTo(made.get(1).result());
        List<Patch> windows = ((Result.Patches) made.getFirst().result()).patches();
        assertThat(windows).hasSizeGreaterThan(2);
        assertThat(windows.get(0).pixels()).isNotEqualTo(windows.get(1).pixels());
        assertThat(made).allSatisfy(one -> assertThat(one.score()).isPresent());
    }

    @Test
    void ofAWindowSeveralPicturesAreDrawnWhereNoneGoesOn() throws Exception {
        // Noise foretells nothing.
        ImageRequest.Expand request = wider(noise(16, 16, 3));
        int one = decoderCalls("decoder", Set.of(), request);
        // Each begins nearer to the border's promise than the one before, and takes a step at least.
        assertThat(decoderCalls("decoder", Set.of(TinyPack.Trait.THREE_SAMPLES), request))
                .isBetween(one + 2, 3 * one - 1);
    }

    @Test
    void theFirstIsTakenIfItGoesOn() throws Exception {
        ImageRequest.Expand request = wider(white(16));
        assertThat(decoderCalls("decoder-of-one-colour", Set.of(TinyPack.Trait.THREE_SAMPLES), request))
                .isEqualTo(decoderCalls("decoder-of-one-colour", Set.of(), request));
    }

    private static ImageRequest.Expand wider(Picture picture) {
        return new ImageRequest.Expand(picture, new PixelRect(0, 0, 24, 16), "", 0.5, Sampling.of(5, 1));
    }

    /** Progress never falls and ends at 1, however many are drawn. */
    private static int decoderCalls(String decoder, Set<TinyPack.Trait> traits, ImageRequest.Expand request)
            throws Exception {
        Path pack = folder.resolve(decoder + traits.size());
        try (LocalGenerator made =
                LocalGenerator.open(TinyPack.with(pack, decoder, traits).open(), EngineOptions.forThisMachine())) {
            return decoderCalls(ended(made, request));
        }
    }

    private static JobEvent.Completed ended(LocalGenerator made, ImageRequest request) throws Exception {
        List<Double> fractions = new ArrayList<>();
        JobEvent.Ended ended = made.submit(request, JobOptions.live(), event -> {
                    if (event instanceof JobEvent.Progress progress) {
                        fractions.add(progress.fraction());
                    }
                })
                .ended()
                .get(60, TimeUnit.SECONDS);
        assertThat(fractions).isSorted();
        assertThat(fractions.getLast()).isEqualTo(1);
        return (JobEvent.Completed) ended;
    }

    private static int decoderCalls(JobEvent.Completed completed) {
        return completed.timings().stages().stream()
                .filter(stage -> stage.name().equals("decoder"))
                .mapToInt(RunTimings.Stage::calls)
                .sum();
    }

    /** Windows see a large canvas shrunk; then the upsampler goes over what is new at the canvas's own scale. */
    @Test
    void whatIsNewOnALargeCanvasIsPaintedAtItsOwnScaleAndCounted() throws Exception {
        ImageRequest.Expand request =
                new ImageRequest.Expand(flat(16, 16), new PixelRect(0, 0, 40, 16), "", 0.5, Sampling.of(1, 1));
        List<PixelRect> views = generator.plan(request).views();
        int own = views.getLast().width();
        assertThat(views.getFirst().width()).isGreaterThan(own);
        PixelRect fresh = new PixelRect(16, 0, 24, 16);
        assertThat(IntStream.range(fresh.x(), fresh.right()))
                .allMatch(x -> views.stream()
                        .anyMatch(view -> view.width() == own && view.contains(new PixelRect(x, 8, 1, 1))));
        List<Double> fractions = new ArrayList<>();
        JobEvent.Ended ended = generator
                .submit(request, JobOptions.live(), event -> {
                    if (event instanceof JobEvent.Progress progress) {
                        fractions.add(progress.fraction());
                    }
                })
                .ended()
                .get(60, TimeUnit.SECONDS);
        assertThat(ended).isInstanceOf(JobEvent.Completed.class);
        assertThat(fractions).isSorted();
        assertThat(fractions.getLast()).isEqualTo(1);
        assertThat(fractions.stream().filter(one -> one == 1).count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 2", "8, 8, 2", "30, 11, 2", "600, 9, 2"})
    void anUpscaledPictureIsItsFactorAsLargeAndShrunkAgainItIsThePicture(int w, int h, int factor) throws Exception {
        Picture picture = noise(w, h, 9);
        Candidate candidate = made(new ImageRequest.Upscale(picture, factor, Sampling.of(1, 1)))
                .getFirst();
        List<Patch> parts = switch (candidate.result()) {
            case Result.Whole whole -> List.of(new Patch(whole.picture().bounds(), whole.picture()));
            case Result.Patches patches -> patches.patches();
        };
        long pixels = parts.stream()
                .mapToLong(part -> (long) part.area().width() * part.area().height())
                .sum();
        assertThat(pixels).isEqualTo((long) w * h * factor * factor);
        assertThat(made(candidate.recipe().toRequest(List.of(picture)))
                        .getFirst()
                        .result())
                .isEqualTo(candidate.result());
    }

    @Test
    void transparencyIsEnlargedByItself() throws Exception {
        byte[] rgba = flat(12, 12).toRgba();
        for (int i = 0; i < 12 * 12; i++) {
            rgba[4 * i + 3] = (byte) (i % 12 < 4 ? 0 : i % 12 < 8 ? 128 : 255);
        }
        Picture large = made(new ImageRequest.Upscale(Picture.of(12, 12, rgba), 2, Sampling.of(1, 1)))
                .getFirst()
                .picture();
        for (int y = 0; y < 24; y++) {
            assertThat(large.rgba().get((y * 24 + 2) * 4 + 3)).isZero();
            assertThat(large.rgba().get((y * 24 + 12) * 4 + 3) & 0xff).isBetween(120, 140);
            assertThat(large.rgba().get((y * 24 + 22) * 4 + 3)).isEqualTo((byte) 255);
        }
    }

    @Test
    void whatThePackCannotDoIsRefusedInOneSentence() {
        assertThatThrownBy(() -> generator.plan(new ImageRequest.Upscale(flat(8, 8), 4, Sampling.of(1, 1))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no upsampler that makes pictures 4 times as large");
    }

    private static List<Candidate> made(ImageRequest request) throws Exception {
        List<Candidate> ready = new ArrayList<>();
        JobEvent.Ended ended = generator
                .submit(request, JobOptions.quiet(), event -> {
                    if (event instanceof JobEvent.CandidateReady made) {
                        ready.add(made.candidate());
                    }
                })
                .ended()
                .get(60, TimeUnit.SECONDS);
        assertThat(ended).isInstanceOf(JobEvent.Completed.class);
        return ready;
    }

    private static Picture white(int side) {
        byte[] rgba = new byte[side * side * 4];
        Arrays.fill(rgba, (byte) 255);
        return Picture.of(side, side, rgba);
    }

    private static Picture flat(int width, int height) {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < rgba.length; i++) {
            rgba[i] = (byte) (i % 4 == 3 ? 255 : 100 + 40 * (i % 4));
        }
        return Picture.of(width, height, rgba);
    }

    private static Picture noise(int width, int height, long seed) {
        byte[] rgba = new byte[width * height * 4];
        new Random(seed).nextBytes(rgba);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
