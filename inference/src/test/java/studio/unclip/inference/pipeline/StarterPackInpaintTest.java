package studio.unclip.inference.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.Intent;
import studio.unclip.inference.api.InvalidRequestException;
import studio.unclip.inference.api.JobEvent;
import studio.unclip.inference.api.JobOptions;
import studio.unclip.inference.api.Mask;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Patch;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.Result;
import studio.unclip.inference.api.RunPlan;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;
import studio.unclip.inference.pack.PackOpener;
import studio.unclip.inference.pack.Understood;
import studio.unclip.inference.pack.Watcher;

/** Painting under a mask over the starter pack, with few steps: what holds whatever it looks like. */
@Timeout(240)
class StarterPackInpaintTest {
    private static final Map<String, StageSettings> FEW_STEPS = Map.of(
            "prior", StageSettings.DEFAULTS.withSteps(4).withSamples(1),
            "decoder", StageSettings.DEFAULTS.withSteps(5));

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

    @Test
    void whatIsKnownComesBackBitForBitAndTheRecipeGivesTheSameAgain() throws Exception {
        Picture picture = noise(1024, 700);
        Mask mask = Mask.rectangle(1024, 700, new PixelRect(500, 0, 120, 90));
        List<Candidate> two = made(new ImageRequest.Inpaint(
                picture,
                mask,
                Intent.CONTINUE,
                "an owl",
                0.5,
                Optional.of(new PixelRect(0, 0, 1024, 1024)),
                sampling(2)));
        assertThat(two).hasSize(2);
        Patch first = patches(two.getFirst()).getFirst();
        assertThat(first.area()).isEqualTo(new PixelRect(236, 0, 648, 354));
        PixelRect known = new PixelRect(236, 200, 648, 154);
        assertThat(first.pixels().read(known.translate(-236, 0))).isEqualTo(picture.read(known));
        PixelRect masked = new PixelRect(500, 0, 120, 90);
        assertThat(first.pixels().read(masked.translate(-236, 0))).isNotEqualTo(picture.read(masked));
        assertThat(patches(two.get(1)).getFirst()).isNotEqualTo(first);
        assertThat(made(two.get(1).recipe().toRequest(List.of(picture)))
                        .getFirst()
                        .result())
                .isEqualTo(two.get(1).result());
    }

    @Test
    void placesFarApartArePaintedEachByItselfAndNeedNoPrompt() throws Exception {
        byte[] values = new byte[1500 * 400];
        for (int y = 100; y < 130; y++) {
            for (int x = 50; x < 80; x++) {
                values[y * 1500 + x] = values[y * 1500 + x + 1300] = (byte) 255;
            }
        }
        Candidate one = made(new ImageRequest.Inpaint(
                        noise(1500, 400),
                        Mask.of(1500, 400, values),
                        Intent.REMOVE,
                        "",
                        0,
                        Optional.empty(),
                        sampling(1)))
                .getFirst();
        assertThat(patches(one)).hasSize(2);
        assertThat(one.recipe().notes()).containsEntry("seen", "256x256+0+0 256x256+1237+0");
        assertThat(one.score()).isEmpty();
    }

    /** On a dusky ground, a prompt that names none: along the mask's edge, what was painted against what is there. */
    @Test
    void aThingStandsOnTheGroundThatIsThere() throws Exception {
        Picture dusk = flat(512, 102, 60, 96);
        PixelRect box = new PixelRect(150, 150, 212, 212);
        double own = edgeDistance(thing(dusk, box, 0), box);
        double theirs = edgeDistance(thing(dusk, box, 1), box);
        assertThat(theirs).isLessThan(own / 2).isLessThan(16);
        // It is no empty place: something else is painted in the middle.
        Patch made = patches(thing(dusk, box, 1)).getFirst();
        PixelRect middle = new PixelRect(226, 226, 60, 60)
                .translate(-made.area().x(), -made.area().y());
        assertThat(distance(made.pixels().read(middle))).isGreaterThan(30);
    }

    /** A mask much wider than high: what is there is cleared, then a thing is painted in a closer look. */
    @Test
    void aThingFitsIntoAFlatMask() throws Exception {
        Picture dusk = flat(512, 102, 60, 96);
        Mask mask = Mask.rectangle(512, 512, new PixelRect(60, 200, 392, 100));
        ImageRequest.Inpaint request =
                new ImageRequest.Inpaint(dusk, mask, Intent.ADD, "a ball", 1, Optional.empty(), sampling(1));
        assertThat(generator.plan(request).views())
                .containsExactly(new PixelRect(0, 0, 512, 512), new PixelRect(192, 186, 128, 128));
        Candidate one = made(request).getFirst();
        assertThat(one.recipe().notes()).containsEntry("seen", "512x512+0+0 128x128+192+186");
        assertThat(patches(one)).hasSize(1);
        Patch patch = patches(one).getFirst();
        PixelRect middle = new PixelRect(236, 230, 40, 40)
                .translate(-patch.area().x(), -patch.area().y());
        assertThat(distance(patch.pixels().read(middle))).isGreaterThan(30);
        // Beside it the ground goes on.
        for (int x : new int[] {70, 382}) {
            PixelRect beside = new PixelRect(x, 220, 60, 60)
                    .translate(-patch.area().x(), -patch.area().y());
            assertThat(distance(patch.pixels().read(beside))).isLessThan(12);
        }
        assertThat(made(one.recipe().toRequest(List.of(dusk))).getFirst().result())
                .isEqualTo(one.result());
    }

    /** The look sees the picture at half its size; what was enlarged from it alone would have no detail of single pixels. */
    @Test
    void aMaskLargerThanTheModelIsPaintedAsSharpAsThePicture() throws Exception {
        Picture dusk = flat(2048, 102, 60, 96);
        PixelRect box = new PixelRect(300, 350, 1400, 1300);
        ImageRequest.Inpaint request = new ImageRequest.Inpaint(
                dusk,
                Mask.rectangle(2048, 2048, box),
                Intent.REPLACE,
                "a house",
                1,
                Optional.empty(),
                false,
                sampling(2));
        RunPlan plan = generator.plan(request);
        assertThat(plan.paintedViews()).containsExactly(new PixelRect(0, 0, 2048, 2048));
        assertThat(plan.views().subList(1, plan.views().size()))
                .hasSize(9)
                .allMatch(view -> view.width() == 1024)
                .allMatch(box::meets);
        List<Candidate> two = made(request);
        assertThat(two).hasSize(2).extracting(Candidate::result).doesNotHaveDuplicates();
        for (Candidate candidate : two) {
            assertThat(candidate.score()).as("of what was asked for").isPresent();
            Patch patch = patches(candidate).getFirst();
            PixelRect inPatch = box.translate(-patch.area().x(), -patch.area().y());
            // 5.5 of what is enlarged
            assertThat(finest(patch.pixels().read(inPatch))).isGreaterThan(10);
        }
        assertThat(made(two.getLast().recipe().toRequest(List.of(dusk)))
                        .getFirst()
                        .result())
                .isEqualTo(two.getLast().result());
    }

    /** Of the steepest thousandth of all pixels, how far each lies beside the middle of its neighbours, levels. */
    private static double finest(Picture picture) {
        byte[] rgba = picture.toRgba();
        List<Integer> apart = new ArrayList<>();
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 1; x < picture.width() - 1; x++) {
                int at = 4 * (y * picture.width() + x);
                apart.add(Math.abs(2 * (rgba[at] & 0xff) - (rgba[at - 4] & 0xff) - (rgba[at + 4] & 0xff)));
            }
        }
        Collections.sort(apart);
        return apart.get((int) (apart.size() * 0.999)) / 2.0;
    }

    @Test
    void aRecipeOfBeforeIsNotLookedAtClosely() throws Exception {
        ImageRequest.Inpaint before = new ImageRequest.Inpaint(
                flat(512, 102, 60, 96),
                Mask.rectangle(512, 512, new PixelRect(60, 200, 392, 100)),
                Intent.ADD,
                "a ball",
                1,
                Optional.empty(),
                false,
                sampling(1));
        assertThat(generator.plan(before).views()).containsExactly(new PixelRect(0, 0, 512, 512));
    }

    @Test
    void aPhotographIsNamedBeforehand() {
        assertThat(generator.notice(noise(600, 400)))
                .hasValueSatisfying(notice -> assertThat(notice).contains("photograph", "illustrations"));
        assertThat(generator.notice(flat(512, 102, 60, 96))).isEmpty();
    }

    private static Candidate thing(Picture picture, PixelRect box, double likeness) throws Exception {
        Mask mask = Mask.rectangle(picture.width(), picture.height(), box);
        return made(new ImageRequest.Inpaint(
                        picture, mask, Intent.ADD, "a ball", likeness, Optional.empty(), sampling(1)))
                .getFirst();
    }

    /** Levels that the outermost pixels of the box lie from the dusky ground, on average. */
    private static double edgeDistance(Candidate candidate, PixelRect box) {
        Patch patch = patches(candidate).getFirst();
        PixelRect inPatch = box.translate(-patch.area().x(), -patch.area().y());
        double sum = 0;
        for (PixelRect strip : List.of(
                new PixelRect(inPatch.x(), inPatch.y(), inPatch.width(), 6),
                new PixelRect(inPatch.x(), inPatch.bottom() - 6, inPatch.width(), 6),
                new PixelRect(inPatch.x(), inPatch.y(), 6, inPatch.height()),
                new PixelRect(inPatch.right() - 6, inPatch.y(), 6, inPatch.height()))) {
            sum += distance(patch.pixels().read(strip)) / 4;
        }
        return sum;
    }

    private static double distance(Picture part) {
        byte[] rgba = part.toRgba();
        int[] ground = {102, 60, 96};
        double sum = 0;
        for (int i = 0; i < rgba.length; i++) {
            sum += i % 4 == 3 ? 0 : Math.abs((rgba[i] & 0xff) - ground[i % 4]);
        }
        return sum / (rgba.length / 4.0 * 3);
    }

    private static Picture flat(int side, int red, int green, int blue) {
        byte[] rgba = new byte[side * side * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            rgba[i] = (byte) red;
            rgba[i + 1] = (byte) green;
            rgba[i + 2] = (byte) blue;
            rgba[i + 3] = (byte) 255;
        }
        return Picture.of(side, side, rgba);
    }

    @Test
    void withoutPromptOrSurroundingsThereIsNothingToGoOnFrom() {
        Mask all = Mask.rectangle(20, 20, new PixelRect(0, 0, 20, 20));
        assertThatThrownBy(() -> generator.plan(new ImageRequest.Inpaint(
                        noise(20, 20), all, Intent.CONTINUE, "", 0, Optional.empty(), sampling(1))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no surroundings");
    }

    private static Sampling sampling(int candidates) {
        return new Sampling(41, candidates, FEW_STEPS, NoiseOrder.STREAM_PER_STAGE);
    }

    private static List<Patch> patches(Candidate candidate) {
        return ((Result.Patches) candidate.result()).patches();
    }

    private static List<Candidate> made(ImageRequest request) throws Exception {
        List<Candidate> ready = Collections.synchronizedList(new ArrayList<>());
        JobEvent.Ended ended = generator
                .submit(request, JobOptions.quiet(), event -> {
                    if (event instanceof JobEvent.CandidateReady made) {
                        ready.add(made.candidate());
                    }
                })
                .ended()
                .get(200, TimeUnit.SECONDS);
        assertThat(ended).isInstanceOf(JobEvent.Completed.class);
        return ready;
    }

    private static Picture noise(int width, int height) {
        byte[] rgba = new byte[width * height * 4];
        new Random(1).nextBytes(rgba);
        for (int i = 3; i < rgba.length; i += 4) {
            rgba[i] = (byte) 255;
        }
        return Picture.of(width, height, rgba);
    }
}
