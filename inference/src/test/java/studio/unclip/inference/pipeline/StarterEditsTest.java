package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.EditEvent;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.DiffWay;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PreparedEdit;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;

/** Vary, refine and text diff with the starter pack in few steps: their dials at 0 are the picture itself. */
@Timeout(300)
class StarterEditsTest {
    private static final Map<String, StageSettings> FEW = Map.of(
            "prior",
            StageSettings.DEFAULTS.withSteps(4).withSamples(1),
            "decoder",
            StageSettings.DEFAULTS.withSteps(4));
    private static LocalGenerator generator;

    @BeforeAll
    static void open() throws Exception {
        Path folder = Path.of(System.getProperty("unclip.pack", "../assets/packs/starter"));
        generator = LocalGenerator.open(
                new PackOpener(Understood.ofThisStudio()).openVerified(folder.toAbsolutePath(), Watcher.silent()),
                EngineOptions.forThisMachine());
    }

    @AfterAll
    static void close() {
        generator.close();
    }

    @Test
    void atZeroADiffIsThePictureAndInsideAMaskTheRestIs() throws Exception {
        Picture picture = sketch(230, 170);
        ImageRequest.TextDiff diff = new ImageRequest.TextDiff(
                picture, "a house", "a castle", DiffWay.PRIOR, 0, Optional.empty(), sampling(1));
        assertThat(only(diff)).isEqualTo(picture);

        PixelRect box = new PixelRect(70, 50, 60, 80);
        Mask mask = Mask.rectangle(230, 170, box);
        Picture inside = only(new ImageRequest.TextDiff(
                picture, "a house", "a castle", DiffWay.TEXT, 1, Optional.of(mask), sampling(1)));
        int changed = 0;
        for (int i = 0; i < 230 * 170; i++) {
            boolean same = inside.rgba().getInt(i * 4) == picture.rgba().getInt(i * 4);
            assertThat(same || mask.at(i % 230, i / 230) > 0).isTrue();
            changed += same ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(60 * 80 / 10);
    }

    @Test
    void variationsOfNothingAreThePictureAndOthersKeepItsSize() throws Exception {
        Picture picture = sketch(120, 200);
        assertThat(only(new ImageRequest.Vary(picture, 0, 0, sampling(1)))).isEqualTo(picture);
        Picture other = only(new ImageRequest.Vary(picture, 0.5, 0.5, sampling(1)));
        assertThat(List.of(other.width(), other.height())).containsExactly(120, 200);
        assertThat(other).isNotEqualTo(picture);
    }

    @Test
    void refiningWithoutStrengthIsThePictureAndWithAllOfItThePrompt() throws Exception {
        Picture picture = sketch(1024, 1024);
        assertThat(only(new ImageRequest.Refine(picture, "a house", "", 0, sampling(3))))
                .isEqualTo(picture);
        assertThat(only(new ImageRequest.Refine(picture, "a house", "", 1, sampling(3))))
                .isEqualTo(only(new ImageRequest.Generate("a house", Conditioning.DIFFUSION_PRIOR, sampling(3))));
    }

    @Test
    void aPreparedDiffShowsItsThetasTheLatestFirstAndEndsWhenItIsClosed() throws Exception {
        Picture picture = sketch(256, 192);
        BlockingQueue<EditEvent> heard = new LinkedBlockingQueue<>();
        ImageRequest.TextDiff diff =
                new ImageRequest.TextDiff(picture, "", "a castle", DiffWay.PRIOR, 1, Optional.empty(), sampling(1));
        try (PreparedEdit edit = generator.prepare(diff, heard::add)) {
            for (int i = 1; i <= 50; i++) {
                edit.preview(i / 50.0);
            }
            EditEvent.Prepared prepared = (EditEvent.Prepared) heard.poll(60, TimeUnit.SECONDS);
            assertThat(prepared.request().from()).isNotBlank();
            EditEvent.Preview last = (EditEvent.Preview) heard.poll(60, TimeUnit.SECONDS);
            assertThat(last.theta()).isEqualTo(1);
            assertThat(List.of(last.picture().width(), last.picture().height())).containsExactly(64, 48);

            edit.preview(0);
            EditEvent.Preview none = (EditEvent.Preview) heard.poll(60, TimeUnit.SECONDS);
            assertThat(rmse(none.picture(), picture)).isLessThan(0.01);
        }
        only(new ImageRequest.Refine(picture, "a house", "", 0, sampling(3)));
        assertThat(heard).isEmpty();
    }

    private static Sampling sampling(long seed) {
        return Sampling.of(seed).withStages(FEW);
    }

    private static Picture only(ImageRequest request) throws Exception {
        Heard heard = new Heard();
        generator.submit(request, JobOptions.quiet(), heard);
        assertThat(heard.end()).isInstanceOf(JobEvent.Completed.class);
        return heard.of(JobEvent.CandidateReady.class).getFirst().candidate().picture();
    }

    /** Of a preview against the picture's every fourth pixel, white - black = 1. */
    private static double rmse(Picture small, Picture large) {
        double sum = 0;
        for (int y = 0; y < small.height(); y++) {
            for (int x = 0; x < small.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    double mean = 0;
                    for (int k = 0; k < 16; k++) {
                        int at = (y * 4 + k / 4) * large.width() + x * 4 + k % 4;
                        mean += (large.rgba().get(at * 4 + c) & 0xff) / 16.0;
                    }
                    sum += Math.pow((mean - (small.rgba().get((y * small.width() + x) * 4 + c) & 0xff)) / 255, 2);
                }
            }
        }
        return Math.sqrt(sum / (3.0 * small.width() * small.height()));
    }

    /** A house on a lawn with a sun, and a fine pattern that no model draws. */
    private static Picture sketch(int width, int height) {
        byte[] rgba = new byte[width * height * 4];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = (double) x / width;
                double v = (double) y / height;
                boolean house = Math.abs(u - 0.5) < 0.2 && v > 0.4 && v < 0.8;
                int colour = house ? 0xa05a2c : v > 0.7 ? 0x3f8f3f : 0x87b8e8;
                int at = (y * width + x) * 4;
                int grain = x * 7 % 5 + y % 3;
                rgba[at] = (byte) ((colour >> 16 & 0xff) + grain);
                rgba[at + 1] = (byte) ((colour >> 8 & 0xff) + grain);
                rgba[at + 2] = (byte) ((colour & 0xff) + grain);
                rgba[at + 3] = (byte) 255;
            }
        }
        return Picture.of(width, height, rgba);
    }
}
