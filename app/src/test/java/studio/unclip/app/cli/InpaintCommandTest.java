package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.export.PictureReader;
import studio.unclip.editor.file.png.PngWriter;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.DeviceInfo;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Job;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobFailure;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.PackInfo;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.PromptCheck;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.RunTimings;
import studio.unclip.inference.job.JobQueue;

/** {@code unclip inpaint} over an engine that paints every patch in one colour. */
class InpaintCommandTest {
    private static final int RED = 0xffff0000;
    private static final int GREY = 0xff808080;

    @TempDir
    Path root;

    private final List<ImageRequest.Inpaint> requests = new CopyOnWriteArrayList<>();
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.opening((_, _) -> new Painter(), root);
        write("in.png", 60, 40, new PixelRect(0, 0, 60, 40), GREY, GREY);
        write("mask.png", 60, 40, new PixelRect(20, 10, 16, 12), 0xffffffff, 0xff000000);
    }

    @Test
    void the_white_part_is_painted_and_the_counts_are_said() throws IOException {
        CommandLineDriver.Result result = unclip.run(
                "inpaint", "in.png", "--mask", "mask.png", "an owl", "--ring", "3", "--seed", "7", "-o", "out.png");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("out.png  seed 7  score 0.300")
                .contains("0 pixels changed outside the mask and its ring, 184 in the ring, 192 of 192 in the mask");
        Picture out = PictureReader.read(unclip.work.resolve("out.png"));
        assertThat(argb(out, 25, 15)).isEqualTo(RED);
        assertThat(argb(out, 16, 15)).isEqualTo(GREY);
        assertThat(argb(out, 18, 15)).isNotIn(RED, GREY);
        assertThat(requests).hasSize(1);
        assertThat(requests.getFirst().intent()).isEqualTo(ImageRequest.Intent.REPLACE);
        assertThat(requests.getFirst().mask().area()).contains(new PixelRect(20, 10, 16, 12));
    }

    @Test
    void ring_0_changes_nothing_outside_the_mask() {
        CommandLineDriver.Result result = unclip.run(
                "inpaint", "in.png", "--mask", "mask.png", "an owl", "--ring", "0", "--json", "-o", "out.png");
        assertThat(result.json().path("pictures").path(0).path("changedInRing").asLong(-1))
                .isZero();
        assertThat(result.json().path("pictures").path(0).path("changedOutside").asLong(-1))
                .isZero();
        assertThat(result.json().path("pictures").path(0).path("changedInMask").asLong())
                .isEqualTo(192);
    }

    @Test
    void a_recipe_with_its_picture_gives_the_same_bytes() throws IOException {
        unclip.run("inpaint", "in.png", "--mask", "mask.png", "an owl", "--mode", "add", "--ring", "5", "-o", "a.png");
        CommandLineDriver.Result again = unclip.run("inpaint", "--recipe", "a.png", "--image", "in.png", "-o", "b.png");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(Files.readAllBytes(unclip.work.resolve("b.png")))
                .isEqualTo(Files.readAllBytes(unclip.work.resolve("a.png")));
        assertThat(requests.getLast().intent()).isEqualTo(ImageRequest.Intent.ADD);

        unclip.run("inpaint", "--recipe", "a.png", "--image", "in.png", "a cat", "-o", "c.png");
        assertThat(requests.getLast().prompt()).isEqualTo("a cat");
    }

    @Test
    void background_means_all_but_the_white_part() {
        unclip.run("inpaint", "in.png", "--mask", "mask.png", "a beach", "--mode", "background", "-o", "out.png");
        assertThat(requests.getFirst().mask().at(25, 15)).isZero();
        assertThat(requests.getFirst().mask().at(0, 0)).isEqualTo(255);
        assertThat(requests.getFirst().likeness()).isZero();
    }

    @Test
    void without_a_prompt_the_surroundings_go_on() {
        unclip.run("inpaint", "in.png", "--mask", "mask.png", "-o", "out.png");
        assertThat(requests.getFirst().intent()).isEqualTo(ImageRequest.Intent.CONTINUE);
        assertThat(requests.getFirst().prompt()).isEmpty();
    }

    @Test
    void a_mask_of_another_size_is_scaled_when_asked_for() throws IOException {
        write("small.png", 30, 20, new PixelRect(10, 5, 8, 6), 0xffffffff, 0xff000000);
        CommandLineDriver.Result refused =
                unclip.run("inpaint", "in.png", "--mask", "small.png", "an owl", "-o", "out.png");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err())
                .contains("30x20")
                .contains("60x40")
                .contains("--fit")
                .hasLineCount(1);
        unclip.run("inpaint", "in.png", "--mask", "small.png", "--fit", "an owl", "-o", "out.png");
        assertThat(requests.getFirst().mask().area()).contains(new PixelRect(20, 10, 16, 12));
    }

    @Test
    void one_pixel_is_a_picture_too() throws IOException {
        write("one.png", 1, 1, new PixelRect(0, 0, 1, 1), 0xffffffff, 0);
        CommandLineDriver.Result result =
                unclip.run("inpaint", "one.png", "--mask", "one.png", "a dot", "-o", "out.png");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).contains("0 in the ring, 1 of 1 in the mask");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    inpaint|There is no picture
                    inpaint in.png owl|There is no mask
                    inpaint in.png owl --mask in.png --mode paint|There is no mode 'paint'
                    inpaint in.png owl --mask mask.png --ring 300|0 to 256
                    inpaint in.png owl --mask mask.png --ring -1|0 to 256
                    inpaint in.png owl --mask black.png|mask is empty
                    inpaint in.png owl --mask mask.png --likeness 2|likeness
                    inpaint in.png owl --mask mask.png --mode remove|no prompt
                    inpaint in.png --mask mask.png --mode add|what to paint
                    """)
    void nonsense_is_refused_in_one_sentence(String command, String says) throws IOException {
        write("black.png", 60, 40, new PixelRect(0, 0, 60, 40), 0xff000000, 0xff000000);
        String[] words = (command + " -o out.png").split(" ");
        CommandLineDriver.Result result = unclip.run(words);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(says).hasLineCount(1);
        assertThat(requests).isEmpty();
    }

    private void write(String name, int width, int height, PixelRect part, int inside, int outside) throws IOException {
        byte[] rgba = new byte[width * height * 4];
        for (int i = 0; i < width * height; i++) {
            int argb = part.contains(new PixelRect(i % width, i / width, 1, 1)) ? inside : outside;
            rgba[4 * i] = (byte) (argb >> 16);
            rgba[4 * i + 1] = (byte) (argb >> 8);
            rgba[4 * i + 2] = (byte) argb;
            rgba[4 * i + 3] = (byte) (argb >> 24);
        }
        Files.write(
                unclip.work.resolve(name),
                PngWriter.encode(Raster.owning(width, height, rgba), studio.unclip.editor.file.Metadata.NONE));
    }

    private static int argb(Picture picture, int x, int y) {
        int rgba = picture.rgba().getInt((y * picture.width() + x) * 4);
        return rgba >>> 8 | rgba << 24;
    }

    /** Paints red. */
    private final class Painter implements ImageGenerator {
        private final JobQueue jobs = new JobQueue(thrown -> new JobFailure.Internal(String.valueOf(thrown)));

        @Override
        public PackInfo pack() {
            return ScriptedGenerator.PACK;
        }

        @Override
        public DeviceInfo device() {
            return new DeviceInfo("cpu", "CPU", 1);
        }

        @Override
        public PromptCheck check(String prompt) {
            return new PromptCheck(5, 77, List.of(), List.of());
        }

        @Override
        public RunPlan plan(ImageRequest request) {
            return new RunPlan(List.of(), 1, 1, List.of());
        }

        @Override
        public Job submit(ImageRequest request, JobOptions options, Consumer<? super JobEvent> listener) {
            ImageRequest.Inpaint inpaint = (ImageRequest.Inpaint) request;
            requests.add(inpaint);
            return jobs.submit(listener, job -> {
                byte[] red =
                        new byte[inpaint.picture().width() * inpaint.picture().height() * 4];
                Arrays.fill(red, (byte) 0);
                for (int i = 0; i < red.length; i += 4) {
                    red[i] = red[i + 3] = (byte) 255;
                }
                Picture all =
                        Picture.of(inpaint.picture().width(), inpaint.picture().height(), red);
                job.tell(new JobEvent.CandidateReady(
                        job.id(),
                        new Candidate(
                                0,
                                new Result.Patches(
                                        all.width(), all.height(), 0, 0, List.of(new Patch(all.bounds(), all))),
                                new Recipe(
                                        "unclip-starter",
                                        "0.1.0",
                                        inpaint.with(inpaint.sampling().one(inpaint.seed(), Map.of())),
                                        Map.of()),
                                OptionalDouble.of(0.3),
                                Set.of())));
                return new JobEvent.Completed(job.id(), List.of(0), new RunTimings(List.of(), 0, 0));
            });
        }

        @Override
        public Job analyse(AnalysisRequest request, Consumer<? super JobEvent> listener) {
            throw new UnsupportedOperationException(request.toString());
        }

        @Override
        public PreparedEdit prepare(ImageRequest.TextDiff request, Consumer<? super EditEvent> listener) {
            throw new UnsupportedOperationException(request.operation());
        }

        @Override
        public void rest() {}

        @Override
        public void close() {
            jobs.end();
            jobs.close();
        }
    }
}
