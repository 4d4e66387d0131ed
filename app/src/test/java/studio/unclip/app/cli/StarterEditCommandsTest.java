package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.LocalGeneratorOpener;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import tools.jackson.databind.JsonNode;

/** Vary, refine and diff with the starter pack in few steps: what their recipes make again is the same to the byte. */
@Timeout(300)
class StarterEditCommandsTest {
    @TempDir
    Path root;

    private CommandLineDriver unclip;

    private CommandLineDriver.Result run(String line) {
        CommandLineDriver.Result result = unclip.run(line.split(" "));
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result;
    }

    @Test
    void recipesMakeThePicturesAgain() throws Exception {
        Path starter = Path.of("../assets/packs").toAbsolutePath().normalize();
        PlatformFolders folders = PlatformFolders.under(root.resolve("engine"));
        PackShelf shelf = new PackShelf(new PackFolders(Optional.of(starter), folders.packs()), folders);
        LocalGeneratorOpener opener = new LocalGeneratorOpener(shelf, folders);
        unclip = CommandLineDriver.opening((_, device) -> opener.open(starter.resolve("starter"), device), root);
        BufferedImage house = new BufferedImage(300, 260, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = house.createGraphics();
        paint.setColor(Color.CYAN);
        paint.fillRect(0, 0, 300, 260);
        paint.setColor(Color.RED);
        paint.fillRect(100, 100, 90, 120);
        paint.dispose();
        ImageIO.write(house, "png", unclip.work.resolve("house.png").toFile());
        String few = " --steps prior=3,decoder=3";

        JsonNode strip = run("diff house.png --to castle --strip 3 --seed 5 --json -o d.png" + few)
                .json();
        assertThat(unclip.files()).containsExactly("d-1.png", "d-2.png", "d-3.png", "d.png", "house.png");
        assertThat(strip.path("pictures").path(1).path("recipe").path("theta").asDouble())
                .isEqualTo(0.5);
        assertThat(strip.path("pictures").path(1).path("recipe").path("from").asString())
                .isNotBlank();
        assertThat(PictureReader.read(unclip.work.resolve("d-1.png")))
                .isEqualTo(PictureReader.read(unclip.work.resolve("house.png")));
        run("diff --recipe d-3.png --image house.png -o again.png");
        assertSame("d-3.png", "again.png");

        run("vary house.png --amount medium --seed 5 -o v.png" + few.replace("prior=3,", ""));
        run("vary --recipe v.png --image house.png -o v2.png");
        assertSame("v.png", "v2.png");

        run("refine house.png a castle --strength 0.6 --negative red --seed 5 -o r.png" + few);
        run("refine --recipe r.png --image house.png -o r2.png");
        assertSame("r.png", "r2.png");
    }

    private void assertSame(String one, String other) {
        assertThat(unclip.work.resolve(other)).hasSameBinaryContentAs(unclip.work.resolve(one));
        assertThat(Files.exists(unclip.work.resolve(one))).isTrue();
    }
}
