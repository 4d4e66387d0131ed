package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.LocalGeneratorOpener;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.Picture;

/** A pack of another family than the starter's is installed and drawn with like any other. */
@Timeout(120)
class TinyKarloCommandTest {
    private static final Path KARLO = Path.of("../inference/src/test/resources/reference/tiny-karlo");

    @TempDir
    Path root;

    @Test
    void a_karlo_is_installed_and_draws() throws Exception {
        PlatformFolders folders = PlatformFolders.under(root.resolve("home"));
        PackFolders packs = new PackFolders(Optional.empty(), folders.packs());
        CommandLineDriver unclip =
                CommandLineDriver.opening(new LocalGeneratorOpener(new PackShelf(packs, folders), folders), root);
        CommandLineDriver.Result installed =
                unclip.run("packs", "install", KARLO.toAbsolutePath().toString());
        assertThat(installed.exitCode()).as(installed.err()).isZero();

        CommandLineDriver.Result made = unclip.run(
                "generate",
                "a horse",
                "--pack",
                "tiny-karlo",
                "--steps",
                "prior=4,decoder=4",
                "--seed",
                "3",
                "-o",
                "horse.png");
        assertThat(made.exitCode()).as(made.err()).isZero();
        Picture picture = PictureReader.read(unclip.work.resolve("horse.png"));
        assertThat(picture.width()).isEqualTo(32);

        CommandLineDriver.Result again = unclip.run(
                "generate", "--recipe", unclip.work.resolve("horse.png").toString(), "-o", "again.png");
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(PictureReader.read(unclip.work.resolve("again.png"))).isEqualTo(picture);
    }
}
