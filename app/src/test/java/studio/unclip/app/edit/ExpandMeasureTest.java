package studio.unclip.app.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.StarterEngines;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.patch.ColourDifference;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageGenerator;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.Sampling;

/**
 * Whether an expanded picture goes on as it was, in figures, over the starter pack without a prompt: {@code mvn -pl app -am
 * test -Dgroups=measure -DexcludedGroups= -Dtest=ExpandMeasureTest -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@Tag("measure")
@Timeout(3600)
class ExpandMeasureTest {
    private static final int SIDE = 512;
    private static final int ROUNDS = 8;
    private static final int GROWTH = 256;

    /** Steps below this are not seen; a flat picture is not held to less. */
    private static final double UNSEEN = 0.5;

    /** Mean ranks of the old border's step and bend; without the last of the steps taken against them .83 and .58. */
    private static final double MOST_STEP = 0.8;

    private static final double MOST_BEND = 0.5;

    private static final List<String> SCENES = List.of(
            "an apple on a table",
            "a cat in a meadow",
            "a house in the snow",
            "a sailing boat at sunset",
            "a mountain",
            "a tree in the fog",
            "a lion on the beach",
            "a castle at night",
            "a whale in the sea",
            "a car on the road",
            "a fox in falling snow",
            "a rocket under the stars",
            "a teapot",
            "an owl on a red background",
            "a mushroom on a white background",
            "a guitar on a yellow background",
            "a crown on a black background",
            "a fish on a turquoise background",
            "a pencil sketch of a house",
            "a watercolour of a tree",
            "pixel art of a robot",
            "a 3d render of a balloon",
            "a cactus in a room",
            "an elephant in black and white");

    @TempDir
    static Path home;

    private static ImageGenerator generator;

    @BeforeAll
    static void open() throws Exception {
        generator = new StarterEngines(home).here();
    }

    @AfterAll
    static void close() {
        generator.close();
    }

    /** The colours of a row do not depend on x: what is painted beside it has no other to take. */
    @FunctionalInterface
    private interface Ground {
        /** @return red, green, blue, 0 to 255, not rounded */
        double[] at(double x, double y);
    }

    private record Named(String name, Ground ground) {}

    private static final List<Named> PLAIN = List.of(
            new Named("white", (x, y) -> new double[] {250, 250, 248}),
            new Named("grey", (x, y) -> new double[] {128, 128, 128}),
            new Named("navy", (x, y) -> new double[] {24, 32, 72}),
            new Named("orange", (x, y) -> new double[] {236, 150, 50}));

    private static final List<Named> GRADIENTS = List.of(
            new Named("sky", (x, y) -> between(y, 70, 130, 210, 215, 230, 245)),
            new Named("dusk", (x, y) -> between(y, 40, 30, 80, 240, 140, 90)),
            new Named("grey up", (x, y) -> between(y, 200, 200, 200, 60, 60, 60)),
            new Named("meadow", (x, y) -> between(y, 170, 205, 110, 60, 110, 50)));

    private static double[] between(double share, double... two) {
        double[] colour = new double[3];
        for (int c = 0; c < 3; c++) {
            colour[c] = two[c] + share * (two[c + 3] - two[c]);
        }
        return colour;
    }

    /**
     * Eight times 256 pixels to the right; of the last of them the mean of L* against the first picture's, and for
     * gradients its spread from row to row.
     */
    @Test
    void eight_rounds_keep_lightness_and_contrast_of_plain_grounds_and_gradients() throws Exception {
        double most = 0;
        double[] contrast = {1, 1};
        for (Named plain : PLAIN) {
            most = Math.max(most, drift(plain, contrast, false));
        }
        for (Named gradient : GRADIENTS) {
            most = Math.max(most, drift(gradient, contrast, true));
        }
        System.out.printf(
                Locale.ROOT, "L* drifts by %.2f at most, contrast is %.3f to %.3f%n", most, contrast[0], contrast[1]);
        assertThat(most).isLessThanOrEqualTo(2);
        assertThat(contrast[0]).isGreaterThanOrEqualTo(0.9);
        assertThat(contrast[1]).isLessThanOrEqualTo(1.1);
    }

    private static double drift(Named ground, double[] contrast, boolean varies) throws Exception {
        Picture picture = drawn(ground.ground());
        double[] first = rows(picture, new PixelRect(0, 0, SIDE, SIDE));
        double most = 0;
        StringBuilder told = new StringBuilder();
        for (int round = 0; round < ROUNDS; round++) {
            PixelRect canvas = new PixelRect(0, 0, picture.width() + GROWTH, SIDE);
            picture = expanded(picture, canvas, 100 + round);
            double[] last = rows(picture, new PixelRect(picture.width() - GROWTH, 0, GROWTH, SIDE));
            double lightness = mean(last) - mean(first);
            most = Math.max(most, Math.abs(lightness));
            told.append(String.format(Locale.ROOT, " %+.2f", lightness));
            if (varies) {
                double ratio = spread(last) / spread(first);
                contrast[0] = Math.min(contrast[0], ratio);
                contrast[1] = Math.max(contrast[1], ratio);
                told.append(String.format(Locale.ROOT, " (%.2f)", ratio));
            }
        }
        System.out.println(ground.name() + ":" + told);
        return most;
    }

    /**
     * 95 of 100 steps from pixel to pixel across the old border, in the ring on both sides of it, against those inside the
     * old picture: of neighbours and of pixels eight apart. And how much the border shows as a line among all that run beside
     * it ({@link BorderRank}): chance would be .5.
     */
    @Test
    void the_old_border_of_24_pictures_is_not_steeper_than_their_inside() throws Exception {
        List<String> steep = new ArrayList<>();
        double[] ranks = new double[2];
        for (int i = 0; i < SCENES.size(); i++) {
            Picture picture = whole(
                    made(new ImageRequest.Generate(SCENES.get(i), Conditioning.DIFFUSION_PRIOR, Sampling.of(300 + i))));
            int side = i % 4;
            PixelRect canvas = new PixelRect(
                    side == 1 ? -GROWTH : 0,
                    side == 3 ? -GROWTH : 0,
                    picture.width() + (side < 2 ? GROWTH : 0),
                    picture.height() + (side < 2 ? 0 : GROWTH));
            Picture larger = expanded(picture, canvas, 400 + i);
            double[] ratios = new double[2];
            for (int k = 0; k < 2; k++) {
                int apart = k == 0 ? 1 : 8;
                ratios[k] = border(larger, canvas, picture, side, apart) / inside(picture, side, apart);
            }
            double[] shows = BorderRank.of(larger, side < 2, at(canvas, picture, side));
            ranks[0] += shows[0] / SCENES.size();
            ranks[1] += shows[1] / SCENES.size();
            String told = String.format(
                    Locale.ROOT,
                    "%s: %.2f of neighbours, %.2f eight apart; rank of the step %.2f, of the bend %.2f",
                    SCENES.get(i),
                    ratios[0],
                    ratios[1],
                    shows[0],
                    shows[1]);
            System.out.println(told);
            if (Math.max(ratios[0], ratios[1]) > 1.5) {
                steep.add(told);
            }
        }
        System.out.printf(Locale.ROOT, "rank of the step %.2f, of the bend %.2f in the mean%n", ranks[0], ranks[1]);
        assertThat(steep).isEmpty();
        assertThat(ranks[0]).isLessThan(MOST_STEP);
        assertThat(ranks[1]).isLessThan(MOST_BEND);
    }

    private static int at(PixelRect canvas, Picture old, int side) {
        return switch (side) {
            case 0 -> old.width();
            case 1 -> -canvas.x();
            case 2 -> old.height();
            default -> -canvas.y();
        };
    }

    private static double border(Picture larger, PixelRect canvas, Picture old, int side, int apart) {
        boolean upright = side < 2;
        int at = at(canvas, old, side);
        int ring = 20;
        PixelRect band = upright
                ? new PixelRect(at - ring, 0, 2 * ring, larger.height())
                : new PixelRect(0, at - ring, larger.width(), 2 * ring);
        return steep(larger.read(band), upright, apart);
    }

    private static double inside(Picture old, int side, int apart) {
        return Math.max(UNSEEN, steep(old, side < 2, apart));
    }

    /** The 95th percentile of steps along x, or along y. */
    private static double steep(Picture picture, boolean alongX, int apart) {
        int width = picture.width();
        int height = picture.height();
        double[][] labs = new double[width * height][];
        for (int i = 0; i < labs.length; i++) {
            labs[i] = ColourDifference.lab(colour(picture, i));
        }
        int across = alongX ? width - apart : width;
        int down = alongX ? height : height - apart;
        double[] steps = new double[across * down];
        for (int i = 0; i < steps.length; i++) {
            int from = i / across * width + i % across;
            steps[i] = ColourDifference.between(labs[from], labs[from + (alongX ? apart : apart * width)]);
        }
        Arrays.sort(steps);
        return steps[(int) (0.95 * (steps.length - 1))];
    }

    private static Picture drawn(Ground ground) {
        byte[] rgba = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int y = i / SIDE;
            double[] colour = ground.at((i % SIDE + 0.5) / SIDE, (y + 0.5) / SIDE);
            for (int c = 0; c < 3; c++) {
                rgba[4 * i + c] = (byte) Math.round(colour[c]);
            }
            rgba[4 * i + 3] = -1;
        }
        return Picture.of(SIDE, SIDE, rgba);
    }

    /** Mean L* of each row of a part. */
    private static double[] rows(Picture picture, PixelRect part) {
        Picture read = picture.read(part);
        double[] rows = new double[part.height()];
        for (int i = 0; i < part.width() * part.height(); i++) {
            rows[i / part.width()] += ColourDifference.lab(colour(read, i))[0] / part.width();
        }
        return rows;
    }

    private static int colour(Picture picture, int pixel) {
        int rgb = 0xff;
        for (int c = 0; c < 3; c++) {
            rgb = (rgb << 8) | (picture.rgba().get(4 * pixel + c) & 0xff);
        }
        return rgb;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double spread(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow());
    }

    /** As the command line and the window do it: with the ring into the old picture. */
    private static Picture expanded(Picture picture, PixelRect canvas, long seed) throws Exception {
        ImageRequest.Expand request = new ImageRequest.Expand(picture, canvas, "", Growth.LIKENESS, Sampling.of(seed));
        Result.Patches patches = (Result.Patches) made(request).result();
        Document document = Document.of(Raster.owning(picture.width(), picture.height(), picture.toRgba()), "Picture");
        Landing landing = Landing.of(
                document,
                patches,
                Landing.newSides(patches, document.size()),
                Rings.along(request),
                "Expanded",
                Optional.empty());
        assertThat(landing.changed().outside()).isZero();
        DocumentPicture whole = new DocumentPicture(landing.document());
        return whole.read(whole.bounds());
    }

    private static Picture whole(Candidate candidate) {
        return ((Result.Whole) candidate.result()).picture();
    }

    private static Candidate made(ImageRequest request) throws Exception {
        BlockingQueue<JobEvent> events = new LinkedBlockingQueue<>();
        generator.submit(request, JobOptions.quiet(), events::add);
        List<Candidate> candidates = new ArrayList<>();
        while (true) {
            JobEvent event = events.poll(300, TimeUnit.SECONDS);
            if (event instanceof JobEvent.CandidateReady ready) {
                candidates.add(ready.candidate());
            }
            if (event instanceof JobEvent.Completed) {
                return candidates.getFirst();
            }
            if (event == null || event instanceof JobEvent.Ended) {
                throw new AssertionError("ended with " + event);
            }
        }
    }
}
