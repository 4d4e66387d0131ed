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
import studio.unclip.app.engine.ScriptedGenerator;

/** Vary, refine and diff: what cannot be is one sentence, before a model is touched. */
class EditCommandsTest {
    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator();
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
        ImageIO.write(
                new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB),
                "png",
                unclip.work.resolve("cat.png").toFile());
        ImageIO.write(
                new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB),
                "png",
                unclip.work.resolve("mask.png").toFile());
        ImageIO.write(
                new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB),
                "png",
                unclip.work.resolve("black.png").toFile());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vary -o out.png | There is no picture.",
                "vary cat.png --amount huge -o out.png | There is no amount 'huge'. There are: subtle, medium, strong.",
                "vary cat.png --amount subtle --meaning 1 -o out.png | --amount sets both dials",
                "vary cat.png --meaning 1.5 -o out.png | The meaning must be 0 to 1, not 1.5.",
                "vary cat.png --layout NaN -o out.png | The layout must be 0 to 1, not NaN.",
                "refine cat.png -o out.png | The prompt is empty.",
                "refine cat.png owl --strength -1 -o out.png | The strength must be 0 to 1, not -1.0.",
                "diff cat.png -o out.png | Say what the picture is to become",
                "diff cat.png --from cat --to CAT -o out.png | Both captions say the same",
                "diff cat.png --to lion --theta 2 -o out.png | The theta must be 0 to 1, not 2.0.",
                "diff cat.png --to lion --strip 1 -o out.png | --strip must be 2 to 64, not 1.",
                "diff cat.png --to lion --strip 3 --theta 1 -o out.png | --strip goes through all thetas",
                "diff cat.png --to lion --way best -o out.png | There is no way 'best'. There are: prior, text.",
                "diff cat.png --to lion --mask mask.png -o out.png | The mask has 5x5 pixels, the picture 9x7.",
                "diff cat.png --to lion --mask black.png -o out.png | The mask is empty",
                "vary cat.png | Say where the picture goes"
            })
    void nonsenseIsOneSentence(String line, String sentence) throws IOException {
        CommandLineDriver.Result result = unclip.run(line.strip().split(" "));
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(sentence).hasLineCount(1);
        assertThat(generator.requests).isEmpty();
        assertThat(unclip.files()).containsExactly("black.png", "cat.png", "mask.png");
    }

    @Test
    void theCommandsAreInTheHelp() {
        assertThat(unclip.run("--help").out()).contains("vary", "refine", "diff");
    }
}
