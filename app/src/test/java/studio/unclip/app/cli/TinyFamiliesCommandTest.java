package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.app.engine.GeneratorOpener;
import studio.unclip.app.engine.LocalGeneratorOpener;
import studio.unclip.app.engine.WorkerGeneratorOpener;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.inference.api.Picture;

/** Packs of other families than the starter's are installed and drawn with like any other, here and in a worker. */
@Timeout(120)
class TinyFamiliesCommandTest {
    private static final Path REFERENCE = Path.of("../inference/src/test/resources/reference");

    @TempDir
    Path root;

    private PlatformFolders folders;
    private PackFolders packs;

    private CommandLineDriver over(String name) throws Exception {
        folders = PlatformFolders.under(root.resolve("home"));
        packs = new PackFolders(Optional.empty(), folders.packs());
        CommandLineDriver unclip = driver(new LocalGeneratorOpener(new PackShelf(packs, folders), folders));
        ok(unclip, "packs", "install", REFERENCE.resolve(name).toAbsolutePath().toString());
        return unclip;
    }

    private CommandLineDriver driver(GeneratorOpener opener) throws Exception {
        return CommandLineDriver.opening(opener, root);
    }

    private static void ok(CommandLineDriver unclip, String... arguments) {
        CommandLineDriver.Result result = unclip.run(arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private static Picture drawn(CommandLineDriver unclip, String name, String file, List<String> more)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("generate", "a horse", "--pack", name, "--seed", "3"));
        arguments.addAll(more);
        arguments.addAll(List.of("-o", file));
        ok(unclip, arguments.toArray(String[]::new));
        return PictureReader.read(unclip.work.resolve(file));
    }

    @ParameterizedTest
    @CsvSource({"tiny-karlo, 'prior=4,decoder=4'", "tiny-kandinsky22, 'prior=4,decoder=10'"})
    void it_is_installed_and_draws_the_same_by_its_recipe_and_in_a_worker(String name, String steps) throws Exception {
        CommandLineDriver unclip = over(name);
        Picture picture = drawn(unclip, name, "horse.png", List.of("--steps", steps));
        assertThat(picture.width()).isEqualTo(32);

        ok(unclip, "generate", "--recipe", unclip.work.resolve("horse.png").toString(), "-o", "again.png");
        assertThat(PictureReader.read(unclip.work.resolve("again.png"))).isEqualTo(picture);

        CommandLineDriver worker = driver(new WorkerGeneratorOpener(packs, folders));
        assertThat(drawn(worker, name, "there.png", List.of("--steps", steps))).isEqualTo(picture);
    }

    @Test
    void a_kandinsky_draws_wide_and_high() throws Exception {
        CommandLineDriver unclip = over("tiny-kandinsky22");
        Picture wide = drawn(unclip, "tiny-kandinsky22", "wide.png", List.of("--size", "48x20"));
        assertThat(List.of(wide.width(), wide.height())).containsExactly(48, 20);
        ok(unclip, "generate", "--recipe", unclip.work.resolve("wide.png").toString(), "-o", "again.png");
        assertThat(PictureReader.read(unclip.work.resolve("again.png"))).isEqualTo(wide);

        CommandLineDriver.Result odd =
                unclip.run("generate", "a horse", "--pack", "tiny-kandinsky22", "--size", "50x20", "-o", "odd.png");
        assertThat(odd.exitCode()).isNotZero();
        assertThat(odd.err()).contains("multiples of 4 pixels; the nearest to 50 x 20 is 52 x 20.");
        CommandLineDriver.Result no =
                unclip.run("generate", "a horse", "--pack", "tiny-kandinsky22", "--size", "wide", "-o", "no.png");
        assertThat(no.err()).contains("WIDTHxHEIGHT");
    }
}
