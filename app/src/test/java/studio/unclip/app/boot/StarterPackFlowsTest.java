package studio.unclip.app.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;
import studio.unclip.app.edit.DocumentPicture;
import studio.unclip.app.engine.WorkerGeneratorOpener;
import studio.unclip.app.generate.Ask;
import studio.unclip.app.generate.Destination;
import studio.unclip.app.generate.Mode;
import studio.unclip.app.panel.mode.ExpandForm;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.shell.StudioModel;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.edit.SelectionEdit;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.geom.IntSize;
import studio.unclip.editor.mask.Combine;
import studio.unclip.editor.patch.BlendRing;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;
import studio.unclip.inference.api.Candidate;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.ImageRequest.DiffWay;
import studio.unclip.inference.api.Sampling;

/** What three flows promise about pixels, over the real engine and the starter pack: a small picture, few steps. */
@ExtendWith(ApplicationExtension.class)
@Timeout(300)
class StarterPackFlowsTest {
    private static final long SECONDS = 200;
    private static final int WIDTH = 120;
    private static final int HEIGHT = 96;

    private StudioDriver studio;

    @Start
    void start(Stage stage) throws Exception {
        // A folder of its own for each: what one has made is not to be brought back by the next.
        Path home = Files.createTempDirectory("studio");
        PlatformFolders folders = PlatformFolders.under(home);
        PackFolders packs = PackFolders.ofThisProcess(folders);
        studio = new StudioDriver(stage, home, packs, new WorkerGeneratorOpener(packs, folders), new FxRobot());
    }

    @AfterEach
    void close() {
        studio.close();
    }

    /** Every pixel another one, so that none can be changed unseen. */
    @BeforeEach
    void a_picture_of_noise_is_open_and_few_steps_are_asked_for() {
        int[] pixels = new Random(5).ints(WIDTH * HEIGHT).toArray();
        byte[] rgba = new byte[4 * pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            rgba[4 * i] = (byte) pixels[i];
            rgba[4 * i + 1] = (byte) (pixels[i] >> 8);
            rgba[4 * i + 2] = (byte) (pixels[i] >> 16);
            rgba[4 * i + 3] = (byte) 255;
        }
        studio.until(
                "the pack is open", SECONDS, () -> !model().prompt().stages().isEmpty());
        onModel(it -> it.documents().begin("Noise", Document.of(Raster.owning(WIDTH, HEIGHT, rgba), "Noise")));
        onModel(it -> {
            it.prompt().candidates().set(1);
            it.prompt().stages().forEach(stage -> {
                if (!stage.name().startsWith("upsampler")) {
                    stage.steps().value().set(stage.name().equals("prior") ? 2 : 4);
                }
            });
        });
    }

    private StudioModel model() {
        return studio.model();
    }

    private void onModel(Consumer<StudioModel> does) {
        studio.robot.interact(() -> does.accept(model()));
        WaitForAsyncUtils.waitForFxEvents();
    }

    private Document document() {
        return model().workspace().document().get();
    }

    private Raster seen() {
        return Flattener.flatten(document());
    }

    private void mode(Mode mode, String prompt) {
        onModel(it -> {
            it.modes().mode().set(mode);
            it.prompt().text().set(prompt);
        });
    }

    /** From the button to the canvas, where it is not there by itself. */
    private void make() {
        studio.until(
                "it can be asked", SECONDS, () -> model().asking().canGenerate().get());
        onModel(it -> it.asking().generate());
        studio.until(
                "it is made",
                SECONDS,
                () -> model().tray().candidates().stream()
                                .anyMatch(one -> one.ready().isPresent())
                        && !model().tray().running().get());
        assertThat(model().tray().queue().failures()).isEmpty();
    }

    private void makeAndAccept() {
        int steps = model().workspace().history().size();
        make();
        onModel(it -> it.tray().tried().accept(it.tray().candidates().getFirst()));
        studio.until(
                "it is a step of the history",
                () -> model().workspace().history().size() > steps);
    }

    @Test
    void inpainting_changes_no_bit_outside_the_mask_and_its_ring() {
        IntRect masked = new IntRect(40, 30, 32, 28);
        int ring = 6;
        mode(Mode.INPAINT, "an apple");
        onModel(it -> it.workspace().command(new SelectionEdit.Rectangle(masked, Combine.REPLACE), "Select"));
        onModel(it -> it.canvas().commands().maskFromSelection());
        studio.until("it is masked", () -> document().mask().coverage().value(50, 40) == 255);
        onModel(it -> it.canvas().commands().selectEverything());
        onModel(it -> it.modes().inpaint().ring().set(Optional.of(new BlendRing(ring))));
        Raster before = seen();
        makeAndAccept();

        Raster after = seen();
        IntRect mayChange = masked.grow(ring);
        int inside = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean same = before.argb(x, y) == after.argb(x, y);
                if (!mayChange.contains(x, y)) {
                    assertThat(same).as("pixel %d, %d outside", x, y).isTrue();
                } else if (masked.contains(x, y) && !same) {
                    inside++;
                }
            }
        }
        assertThat(inside).as("what is masked is painted").isGreaterThan(masked.width() * masked.height() * 9 / 10);
        assertThat(studio.text("#tray-line")).contains("0 pixels changed outside the mask");
    }

    @Test
    void expanding_changes_no_bit_of_the_old_picture_beyond_the_ring_at_its_rim() {
        int more = 40;
        // Rings.along: 8 pixels, and a twentieth of what is added.
        int ring = 8 + more / 20;
        mode(Mode.EXPAND, "");
        onModel(it -> it.modes().expand().room(ExpandForm.Side.RIGHT).value().set(more));
        Raster before = seen();
        makeAndAccept();

        assertThat(document().size()).isEqualTo(new IntSize(WIDTH + more, HEIGHT));
        Raster after = seen();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH - ring; x++) {
                assertThat(after.argb(x, y)).as("old pixel %d, %d", x, y).isEqualTo(before.argb(x, y));
            }
            for (int x = WIDTH; x < WIDTH + more; x++) {
                assertThat(after.argb(x, y) >>> 24).as("new pixel %d, %d", x, y).isEqualTo(255);
            }
        }
    }

    @Test
    void a_text_diff_at_0_is_the_picture_to_the_bit() {
        mode(Mode.TEXT_DIFF, "a lion");
        onModel(it -> it.modes().diff().from().set("a cat"));
        studio.until(
                "the slider is ready", SECONDS, () -> model().modes().diff().isReady());
        Raster before = seen();
        onModel(it -> it.modes().diff().theta().set(1));
        onModel(it -> it.asking().applySlider());
        studio.until(
                "the picture has turned",
                SECONDS,
                () -> !model().tray().running().get()
                        && model().workspace().history().size() > 1);
        assertThat(java.util.Arrays.equals(seen().toRgba(), before.toRgba()))
                .as("at 1 it is another one")
                .isFalse();

        onModel(it -> it.modes().diff().theta().set(0));
        onModel(it -> it.asking().applySlider());
        assertThat(seen().toRgba()).as("at 0 it is the picture").isEqualTo(before.toRgba());

        ImageRequest.TextDiff atZero = new ImageRequest.TextDiff(
                new DocumentPicture(document()), "a cat", "a lion", DiffWay.PRIOR, 0, Optional.empty(), Sampling.of(1));
        int made = model().tray().rounds().size();
        onModel(it -> it.tray().ask(new Ask(Mode.TEXT_DIFF, atZero, new Destination.NewLayer(), "At 0")));
        studio.until(
                "the engine has made it too",
                SECONDS,
                () -> model().tray().rounds().size() > made
                        && !model().tray().running().get());
        Candidate candidate = model().tray().candidates().getFirst().ready().orElseThrow();
        assertThat(candidate.picture().toRgba()).as("the engine's own").isEqualTo(before.toRgba());
    }
}
