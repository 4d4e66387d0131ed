package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.engine.LocalGeneratorOpener;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import tools.jackson.databind.JsonNode;

/** {@code expand} and {@code upscale} over the starter pack with few steps; what is refused needs no pack. */
class LargerPicturesCommandsTest {
    @TempDir
    Path root;

    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        PlatformFolders folders = PlatformFolders.under(root.resolve("engine"));
        PackFolders packs = PackFolders.ofThisProcess(folders);
        LocalGeneratorOpener opener = new LocalGeneratorOpener(new PackShelf(packs, folders), folders);
        unclip = CommandLineDriver.opening(
                (_, _) -> opener.open(packs.starter().orElseThrow(), GeneratorOpener.Device.CPU), root);
        draw("old.png", 90, 70);
    }

    @Test
    void a_picture_grows_keeps_its_pixels_and_its_recipe_makes_it_again() throws Exception {
        CommandLineDriver.Result result = unclip.run(
                "expand",
                "old.png",
                "--left",
                "20",
                "--bottom",
                "30",
                "--ring",
                "6",
                "--seed",
                "3",
                "--steps",
                "decoder=5",
                "--json",
                "-o",
                "new.png");

        assertThat(result.exitCode()).as(result.err()).isZero();
        JsonNode said = result.json().path("pictures").path(0);
        assertThat(said.path("changedOutside").asLong(-1)).isZero();
        assertThat(said.path("changedInRing").asLong(-1)).isBetween(1L, 6L * (90 + 70));
        Picture old = PictureReader.read(unclip.work.resolve("old.png"));
        Picture made = PictureReader.read(unclip.work.resolve("new.png"));
        assertThat(made.bounds()).isEqualTo(new PixelRect(0, 0, 110, 100));
        assertThat(made.read(new PixelRect(26, 0, 84, 64))).isEqualTo(old.read(new PixelRect(6, 0, 84, 64)));
        for (int i = 3; i < made.rgba().limit(); i += 4) {
            assertThat(made.rgba().get(i)).isEqualTo((byte) 255);
        }

        CommandLineDriver.Result again =
                unclip.run("expand", "--recipe", "new.png", "--image", "old.png", "-o", "again.png");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(unclip.work.resolve("again.png")).hasSameBinaryContentAs(unclip.work.resolve("new.png"));

        CommandLineDriver.Result further = unclip.run(
                "expand",
                "new.png",
                "--zoom",
                "1.2",
                "a red house",
                "--ring",
                "0",
                "--steps",
                "decoder=5,prior=3",
                "-o",
                "further.png");
        assertThat(further.exitCode()).as(further.err()).isZero();
        assertThat(further.out()).contains("0 old pixels changed outside the ring, 0 in the ring of 0 pixels");
        assertThat(PictureReader.read(unclip.work.resolve("further.png")).read(new PixelRect(11, 10, 110, 100)))
                .isEqualTo(made);
    }

    @Test
    void a_gradient_is_drawn_larger_without_a_step_and_its_recipe_makes_it_again() throws Exception {
        draw("wide.png", 400, 40);
        CommandLineDriver.Result result =
                unclip.run("upscale", "wide.png", "--factor", "2", "--seed", "1", "-o", "large.png");
        assertThat(result.exitCode()).as(result.err()).isZero();
        Picture large = PictureReader.read(unclip.work.resolve("large.png"));
        assertThat(large.bounds()).isEqualTo(new PixelRect(0, 0, 800, 80));
        for (int y = 4; y < 76; y++) {
            for (int x = 8; x < 792; x++) {
                for (int c = 0; c < 3; c++) {
                    int here = large.rgba().get((y * 800 + x) * 4 + c) & 0xff;
                    int left = large.rgba().get((y * 800 + x - 1) * 4 + c) & 0xff;
                    assertThat(Math.abs(here - left)).as("%d, %d", x, y).isLessThanOrEqualTo(1);
                }
            }
        }
        CommandLineDriver.Result again =
                unclip.run("upscale", "--recipe", "large.png", "--image", "wide.png", "-o", "again.png");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(unclip.work.resolve("again.png")).hasSameBinaryContentAs(unclip.work.resolve("large.png"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expand old.png                            | --zoom 1.5",
                "expand --left 10                          | Say which picture",
                "expand old.png --left -3                  | 0 pixels or more",
                "expand old.png --left 20000               | 16384",
                "expand old.png --left 16300               | a side may have 16384",
                "expand old.png --left 0                   | nothing would be painted",
                "expand old.png --zoom 9                   | above 1 to 4",
                "expand old.png --zoom 1                   | above 1 to 4",
                "expand old.png --zoom 2 --left 3          | either it or pixels",
                "expand old.png --left 3 --ring 300        | 0 to 256",
                "expand old.png --left 3 --likeness 2      | 0 to 1",
                "upscale                                   | Say which picture",
                "upscale old.png --factor 3                | 2 or 4",
            })
    void nonsense_is_refused_in_one_line_before_a_pack_is_opened(String line, String says) throws IOException {
        CommandLineDriver scripted = CommandLineDriver.over(new ScriptedGenerator(), root);
        CommandLineDriver.Result result = scripted.run((line.strip() + " -o new.png").split(" +"));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains(says).hasLineCount(1);
        assertThat(scripted.files()).containsExactly("old.png");
    }

    /** A slow gradient. */
    private void draw(String name, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (60 + x / 4) << 16 | 120 << 8 | (200 - x / 4));
            }
        }
        ImageIO.write(image, "png", unclip.work.resolve(name).toFile());
    }
}
