package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.app.engine.LocalGeneratorOpener;
import studio.unclip.app.export.PictureReader;
import studio.unclip.app.platform.PackFolders;
import studio.unclip.app.platform.PackShelf;
import studio.unclip.app.platform.PlatformFolders;
import studio.unclip.app.platform.TinyPublished;
import studio.unclip.inference.published.PublishedPacks;

/**
 * {@code packs install --from-diffusers} as a person sees it; what is done to weights is tested in the engine.
 */
@Timeout(120)
class PacksFromDiffusersTest {
    private static final String KARLO = TinyPublished.KARLO;
    private static final String KANDINSKY = TinyPublished.KANDINSKY;

    @TempDir
    Path root;

    private CommandLineDriver unclip;
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        PublishedPacks families = TinyPublished.families(Files.createDirectories(root.resolve("family")));
        PlatformFolders folders = PlatformFolders.under(root.resolve("home"));
        PackFolders packs = new PackFolders(Optional.empty(), folders.packs());
        unclip = CommandLineDriver.opening(
                new LocalGeneratorOpener(new PackShelf(packs, folders), folders), () -> families, root);
        folder = TinyPublished.published(KARLO, unclip.work.resolve("karlo-v1-alpha"), "UnCLIPPipeline");
    }

    @Test
    void a_published_folder_is_installed_and_draws() throws Exception {
        CommandLineDriver.Result installed = unclip.run("packs", "install", "--from-diffusers", "karlo-v1-alpha");
        assertThat(installed.exitCode()).as(installed.err()).isZero();
        assertThat(installed.err())
                .contains("MB of weights", "licence: CC0-1.0", "note: Not given: its image variations");
        assertThat(installed.out()).contains("installed tiny-karlo 1.0.0", "its text: ");
        assertThat(unclip.run("packs", "verify", "tiny-karlo").out()).contains("tiny-karlo  whole");

        CommandLineDriver.Result made = unclip.run(
                "generate", "a horse", "--pack", "tiny-karlo", "--steps", "prior=3,decoder=3", "-o", "horse.png");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(PictureReader.read(unclip.work.resolve("horse.png")).width()).isEqualTo(32);

        assertThat(unclip.run("packs", "repair", "tiny-karlo").out()).contains("repaired tiny-karlo");
        assertThat(unclip.run("packs", "remove", "tiny-karlo").exitCode()).isZero();
        assertThat(folder.resolve("prior/diffusion_pytorch_model.safetensors")).exists();
    }

    @Test
    void a_family_of_three_folders_has_a_network_run_for_what_is_in_none_of_them() throws Exception {
        TinyPublished.published(KANDINSKY, unclip.work.resolve("prior"), "KandinskyV22PriorPipeline");
        Path decoder = unclip.work.resolve("decoder");
        TinyPublished.schedule(KANDINSKY, 1, decoder.resolve("scheduler"));
        TinyPublished.write(decoder.resolve("model_index.json"), "{\"_class_name\": \"KandinskyV22Pipeline\"}");
        TinyPublished.write(
                unclip.work.resolve("inpainting/model_index.json"),
                "{\"_class_name\": \"KandinskyV22InpaintPipeline\"}");
        CommandLineDriver.Result lacking = unclip.run("packs", "install", "--from-diffusers", "prior", "--quiet");
        assertThat(lacking.exitCode()).isEqualTo(ExitCode.PACK);
        assertThat(lacking.err()).hasLineCount(1).contains("the decoder (kandinsky-2-2-decoder) is missing");

        CommandLineDriver.Result installed =
                unclip.run("packs", "install", "--from-diffusers", "inpainting", "decoder", "prior");
        assertThat(installed.exitCode()).as(installed.err()).isZero();
        assertThat(installed.err())
                .contains("note: To find what stands for no picture, its image-encoder is run once")
                .doesNotContain("Not given");
        assertThat(unclip.run("packs", "verify", KANDINSKY).out()).contains(KANDINSKY + "  whole");
        CommandLineDriver.Result made = unclip.run(
                "generate", "a horse", "--pack", KANDINSKY, "--steps", "prior=3,decoder=3", "-o", "horse.png");
        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(PictureReader.read(unclip.work.resolve("horse.png")).width()).isEqualTo(32);
        assertThat(unclip.run("packs", "repair", KANDINSKY).out()).contains("repaired " + KANDINSKY);
    }

    @Test
    void what_is_wrong_is_one_line_and_nothing_is_left() throws Exception {
        Files.writeString(folder.resolve("prior/config.json"), "{\"_class_name\": \"UNet2DModel\"}");
        CommandLineDriver.Result result =
                unclip.run("packs", "install", "--from-diffusers", "karlo-v1-alpha", "--quiet");
        assertThat(result.exitCode()).isEqualTo(ExitCode.PACK);
        assertThat(result.err()).hasLineCount(1).contains("prior holds a \"UNet2DModel\"");
        assertThat(folders().resolve("packs")).doesNotExist();
    }

    @Test
    void the_option_is_asked_for_where_it_is_needed_and_refused_where_not() {
        CommandLineDriver.Result plain = unclip.run("packs", "install", "karlo-v1-alpha");
        assertThat(plain.exitCode()).isEqualTo(ExitCode.PACK);
        assertThat(plain.err()).contains("--from-diffusers");
        assertThat(unclip.run("packs", "install", "one", "two").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(unclip.run("packs", "install", "one", "--copy").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void a_copy_that_is_ended_says_what_is_kept() {
        unclip.interruption.request();
        CommandLineDriver.Result result =
                unclip.run("packs", "install", "--from-diffusers", "karlo-v1-alpha", "--copy");
        assertThat(result.exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(unclip.run("packs", "list").out()).doesNotContain("tiny-karlo");
    }

    private Path folders() {
        return unclip.folders.packs().getParent();
    }
}
