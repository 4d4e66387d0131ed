package studio.unclip.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.adobe.internal.xmp.XMPConst;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.picture.PictureFiles;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.NoiseOrder;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.Recipe;
import studio.unclip.inference.api.Sampling;
import studio.unclip.inference.api.StageSettings;

class PictureExportTest {
    @TempDir
    Path folder;

    private final PictureExport export = new PictureExport("Unclip Studio 1");

    static Recipe recipe(String prompt) {
        return new Recipe(
                "unclip-starter",
                "0.1.0",
                new ImageRequest.Generate(
                        prompt,
                        Conditioning.DIFFUSION_PRIOR,
                        new Sampling(
                                4294967295L,
                                1,
                                Map.of(
                                        "decoder",
                                        StageSettings.DEFAULTS
                                                .withSampler("ddim")
                                                .withSteps(30)
                                                .withGuidance(1.75)
                                                .withEta(0.25),
                                        "prior",
                                        StageSettings.DEFAULTS.withSamples(2)),
                                NoiseOrder.STREAM_PER_STAGE)),
                Map.of("textGap", "centred"));
    }

    private static Picture picture(long seed, boolean opaque) {
        byte[] rgba = new byte[31 * 17 * 4];
        new Random(seed).nextBytes(rgba);
        if (opaque) {
            for (int i = 3; i < rgba.length; i += 4) {
                rgba[i] = (byte) 255;
            }
        }
        return Picture.of(31, 17, rgba);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pixels_come_back_bit_for_bit(boolean opaque) throws IOException {
        Path file = folder.resolve("a.png");
        for (int seed = 0; seed < 10; seed++) {
            Picture picture = picture(seed, opaque);
            export.write(picture, recipe("an owl"), file, Metadata.RECIPE, true);
            assertThat(PictureReader.read(file)).as("seed " + seed).isEqualTo(picture);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an owl",
                "a fox & a \"cat\" <b>, it's 100 %",
                "zażółć gęślą jaźń 猫と犬 🦉",
                "line\nbreak\tand \u0001 control"
            })
    void a_recipe_comes_back_from_the_picture_as_it_was(String prompt) throws IOException {
        Path file = folder.resolve("a.png");
        export.write(picture(1, true), recipe(prompt), file, Metadata.RECIPE, false);
        assertThat(RecipeReader.read(file)).isEqualTo(recipe(prompt));
        assertThat(RecipeReader.read(file).toRequest(List.of()))
                .isEqualTo(recipe(prompt).toRequest(List.of()));
    }

    @Test
    void the_file_says_by_iptc_that_a_model_made_it() throws Exception {
        XMPMeta xmp = xmp(export.encode(picture(1, true), recipe("an owl & a cat"), Metadata.RECIPE));
        assertThat(xmp.getPropertyString("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType"))
                .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
        assertThat(xmp.getLocalizedText(XMPConst.NS_DC, "description", null, "x-default")
                        .getValue())
                .isEqualTo("an owl & a cat");
        assertThat(xmp.getPropertyString(XMPConst.NS_XMP, "CreatorTool")).isEqualTo("Unclip Studio 1");
    }

    @Test
    void a_private_copy_keeps_the_mark_and_nothing_of_the_prompt() throws Exception {
        byte[] png = export.encode(picture(1, true), recipe("my secret owl"), Metadata.MARK_ONLY);
        XMPMeta xmp = xmp(png);
        assertThat(xmp.doesPropertyExist("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType"))
                .isTrue();
        assertThat(xmp.doesPropertyExist(XMPConst.NS_DC, "description")).isFalse();
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).doesNotContain("secret", "4294967295", "ddim");
    }

    @Test
    void without_metadata_there_is_no_text_at_all() throws IOException {
        byte[] png = export.encode(picture(1, true), recipe("an owl"), Metadata.NONE);
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).doesNotContain("iTXt", "tEXt", "zTXt");
    }

    @Test
    void the_same_picture_gives_the_same_bytes() throws IOException {
        assertThat(export.encode(picture(1, true), recipe("an owl"), Metadata.RECIPE))
                .isEqualTo(export.encode(picture(1, true), recipe("an owl"), Metadata.RECIPE));
    }

    @Test
    void files_without_a_usable_recipe_are_refused_in_one_line() throws IOException {
        byte[] whole = export.encode(picture(1, true), recipe("an owl"), Metadata.RECIPE);
        assertUnreadable("missing.png", null, "no file");
        assertUnreadable("plain.png", export.encode(picture(1, true), recipe("owl"), Metadata.NONE), "no recipe");
        assertUnreadable("cut.png", Arrays.copyOf(whole, 60), "damaged");
        assertUnreadable("bytes.bin", new byte[] {(byte) 0xFF, 0, 1, 2}, "neither");
        assertUnreadable("list.json", "[1]".getBytes(StandardCharsets.UTF_8), "not a recipe");
        assertUnreadable("broken.json", "{\"unclip\":".getBytes(StandardCharsets.UTF_8), "not a recipe");
        assertUnreadable("big.json", new byte[(1 << 20) + 1], "too large");
        byte[] flipped = whole.clone();
        int at = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf("an owl");
        flipped[at] ^= 1;
        assertUnreadable("flipped.png", flipped, "damaged");
    }

    private void assertUnreadable(String name, byte[] bytes, String says) throws IOException {
        Path file = folder.resolve(name);
        if (bytes != null) {
            Files.write(file, bytes);
        }
        assertThatThrownBy(() -> RecipeReader.read(file))
                .as(name)
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining(says)
                .hasMessageContaining(name);
    }

    private XMPMeta xmp(byte[] png) throws Exception {
        Path file = Files.write(folder.resolve("marked.png"), png);
        return XMPMetaFactory.parseFromString(new PictureFiles(ForkJoinPool.commonPool(), Limits.standard())
                .metadata(file)
                .xmp()
                .orElseThrow());
    }
}
