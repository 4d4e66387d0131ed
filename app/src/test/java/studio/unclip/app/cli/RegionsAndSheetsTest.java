package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Area;
import studio.unclip.inference.api.Conditioning;
import studio.unclip.inference.api.ImageRequest;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PixelRect;
import studio.unclip.inference.api.PromptCheck;
import tools.jackson.databind.JsonNode;

class RegionsAndSheetsTest {
    private static final Area LEFT = new Area(new PixelRect(0, 0, 512, 1024), "an owl");

    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator();
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
    }

    @Test
    void areas_of_ones_own_are_not_split() {
        CommandLineDriver.Result result = unclip.run(
                "generate",
                "a meadow",
                "--area",
                "0,0,512,1024=an owl",
                "--area",
                " -5, 3,10,20 = a dog",
                "-o",
                "a.png");
        assertThat(result.exitCode()).as(result.err()).isZero();
        ImageRequest.Generate asked = generator.requests.getFirst();
        assertThat(asked.areas()).containsExactly(LEFT, new Area(new PixelRect(-5, 3, 10, 20), "a dog"));
        assertThat(asked.splitting()).isFalse();
    }

    @Test
    void two_things_are_split_which_is_said_unless_it_is_switched_off() {
        generator.checking(new PromptCheck(5, 77, List.of(), 0, List.of(), List.of(LEFT, LEFT)));
        CommandLineDriver.Result split = unclip.run("generate", "an owl and a dog", "-o", "a.png");
        assertThat(split.err()).contains("note: two things: drawn in two areas; --no-regions draws them as one.");
        assertThat(generator.requests.getLast().splitting()).isTrue();

        CommandLineDriver.Result one = unclip.run("generate", "an owl and a dog", "--no-regions", "-o", "b.png");
        assertThat(one.err()).doesNotContain("two things");
        assertThat(generator.requests.getLast().splitting()).isFalse();
    }

    @Test
    void a_recipe_keeps_its_areas_until_the_prompt_is_another() {
        unclip.run("generate", "a meadow", "--area", "0,0,512,1024=an owl", "-o", "a.png");
        unclip.run("generate", "--recipe", "a.png", "-o", "b.png");
        assertThat(generator.requests.getLast().areas()).containsExactly(LEFT);
        assertThat(generator.requests.getLast().splitting()).isFalse();
        assertThat(unclip.work.resolve("b.png")).hasSameBinaryContentAs(unclip.work.resolve("a.png"));
        unclip.run("generate", "--recipe", "a.png", "a desert", "-o", "c.png");
        assertThat(generator.requests.getLast().areas()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"an owl", "1,2,3=an owl", "0,0,0,5=an owl", "0,0,5,5=", "a,b,c,d=an owl", "0,0,99999999,5=x"})
    void what_is_no_area_is_refused_in_one_sentence(String area) {
        CommandLineDriver.Result result = unclip.run("generate", "a meadow", "--area", area, "-o", "a.png");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).hasLineCount(1);
        assertThat(generator.requests).isEmpty();
    }

    @Test
    void the_conditionings_stand_side_by_side_with_one_seed() throws IOException {
        CommandLineDriver.Result result =
                unclip.run("generate", "an owl", "--compare", "conditioning", "--seed", "7", "-o", "all.png");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(generator.requests)
                .extracting(ImageRequest.Generate::conditioning)
                .containsExactly(
                        Conditioning.CAPTION_ONLY,
                        Conditioning.TEXT_EMBEDDING,
                        Conditioning.AUTOREGRESSIVE_PRIOR,
                        Conditioning.DIFFUSION_PRIOR);
        assertThat(generator.requests).extracting(ImageRequest.Generate::seed).containsOnly(7L);
        assertThat(unclip.files())
                .containsExactlyInAnyOrder("all.png", "all-1.png", "all-2.png", "all-3.png", "all-4.png");
        assertThat(result.out()).contains("all.png  all side by side");
        assertThat(unclip.run("generate", "--recipe", "all-2.png", "-o", "again.png")
                        .exitCode())
                .isZero();
        assertThat(unclip.work.resolve("again.png")).hasSameBinaryContentAs(unclip.work.resolve("all-2.png"));
        assertThat(unclip.run("recipe", "all.png").exitCode())
                .as("a sheet has no recipe")
                .isNotZero();
    }

    @Test
    void what_cannot_be_compared_is_refused() {
        for (String[] wrong : List.of(
                new String[] {"--compare", "seeds"},
                new String[] {"--compare", "conditioning", "--prior", "none"},
                new String[] {"--compare", "conditioning", "--candidates", "2"})) {
            String[] line = new String[wrong.length + 4];
            System.arraycopy(new String[] {"generate", "an owl", "-o", "a.png"}, 0, line, 0, 4);
            System.arraycopy(wrong, 0, line, 4, wrong.length);
            CommandLineDriver.Result result = unclip.run(line);
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).hasLineCount(1);
        }
        assertThat(generator.requests).isEmpty();
    }

    @Test
    void see_prints_words_and_changes() {
        unclip.run("generate", "owl", "--seed", "7", "--candidates", "2", "-o", "owl.png");
        CommandLineDriver.Result seen = unclip.run("see", "owl-1.png", "--region", "0,0,4,8");
        assertThat(seen.exitCode()).as(seen.err()).isZero();
        assertThat(seen.out().lines().map(String::strip))
                .containsExactly("4.25  thing  an owl", "2.00  place  in the snow");
        assertThat(((AnalysisRequest.See) generator.analyses.getFirst()).region())
                .isEqualTo(Optional.of(new PixelRect(0, 0, 4, 8)));

        CommandLineDriver.Result changed = unclip.run("see", "owl-1.png", "--against", "owl-2.png");
        assertThat(changed.out()).contains("more    3.00  place  at sea").contains("less   -2.50  place  in the snow");
        JsonNode json = unclip.run("see", "owl-1.png", "--against", "owl-2.png", "--json")
                .json();
        assertThat(json.path("more").path(0).path("words").asString()).isEqualTo("at sea");
        assertThat(unclip.run("see", "owl-1.png", "--json")
                        .json()
                        .path("words")
                        .path(0)
                        .path("clarity")
                        .asDouble())
                .isEqualTo(4.25);
    }

    @Test
    void see_refuses_nonsense() {
        unclip.run("generate", "owl", "--seed", "7", "-o", "owl.png");
        assertThat(unclip.run("see", "owl.png", "--region", "0,0,9,9").err())
                .contains("inside the picture")
                .hasLineCount(1);
        assertThat(unclip.run("see", "owl.png", "--against", "owl.png").err())
                .contains("nothing changed")
                .hasLineCount(1);
        assertThat(unclip.run("see", "owl.png", "--against", "owl.png", "--region", "0,0,1,1")
                        .exitCode())
                .isEqualTo(2);
        assertThat(unclip.run("see", "none.png").exitCode()).isEqualTo(3);
    }

    @Test
    void a_sheet_shows_every_picture_small_with_its_label_below() {
        Sheet sheet = new Sheet();
        byte[] red = new byte[600 * 400 * 4];
        for (int i = 0; i < red.length; i += 4) {
            red[i] = (byte) 200;
            red[i + 3] = (byte) 255;
        }
        sheet.add(Picture.of(600, 400, red), "0.5");
        sheet.add(Picture.of(600, 400, red), "A");
        Picture all = sheet.picture();
        assertThat(all.width()).isEqualTo(8 + 2 * (200 + 8));
        assertThat(level(all, 108, 108, 0)).isEqualTo(200);
        assertThat(level(all, 316, 108, 1)).isZero();
        assertThat(level(all, 2, 2, 1)).as("paper").isEqualTo(255);
        int ink = 0;
        for (int y = 216; y < all.height(); y++) {
            for (int x = 0; x < 40; x++) {
                ink += level(all, x, y, 0) == 40 ? 1 : 0;
            }
        }
        assertThat(ink).as("dots of 0.5").isEqualTo(4 * (12 + 1 + 9));
    }

    private static int level(Picture picture, int x, int y, int channel) {
        return picture.rgba().get((y * picture.width() + x) * 4 + channel) & 0xff;
    }
}
