package studio.unclip.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.app.engine.ScriptedGenerator;
import studio.unclip.inference.api.AnalysisRequest;
import studio.unclip.inference.api.Picture;

/** Files that readers disagree on, as the command line meets them; the editor's tests look at their pixels. */
class InputPicturesTest {
    private static final Path KINDS = kinds();

    @TempDir
    Path root;

    private final ScriptedGenerator generator = new ScriptedGenerator();
    private CommandLineDriver unclip;

    @BeforeEach
    void start() throws IOException {
        unclip = CommandLineDriver.over(generator, root);
    }

    private static Path kinds() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("unclip.cmd"))) {
            folder = folder.getParent();
        }
        return folder.resolve("editor/src/test/resources/studio/unclip/editor/file/picture/kinds");
    }

    private CommandLineDriver.Result classify(String file, String... options) {
        String[] arguments = {"classify", KINDS.resolve(file).toString(), "--labels", "owl,cat"};
        String[] all = Arrays.copyOf(arguments, arguments.length + options.length);
        System.arraycopy(options, 0, all, arguments.length, options.length);
        return unclip.run(all);
    }

    private Picture seen() {
        return ((AnalysisRequest.Classify) generator.analyses.getLast()).picture();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jpeg_control.jpg",
                "jpeg_junk_between_segments.jpg",
                "jpeg_adobe_length_one_short.jpg",
                "jpeg_no_huffman_tables.jpg",
                "jpeg_lossless_grey8.jpg",
                "jpeg_lossless_rgb8.jpg",
                "png_control.png",
                "png_palette_index_outside.png",
                "png_bad_sum_in_gAMA.png",
                "png_bad_sum_in_tIME.png",
                "png_one_byte_too_many.png",
                "png_one_row_too_many.png",
                "png_no_iend.png",
                "png_iend_half.png",
                "png_grey_profile_that_changes_nothing.png"
            })
    void what_opens_whole_is_looked_at_without_a_word(String file) {
        CommandLineDriver.Result result = classify(file);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jpeg_lossless_grey12.jpg | 8 were kept",
                "jpeg_lossless_grey16.jpg | 8 were kept",
                "jpeg_cut_then_eoi_progressive.jpg | incomplete",
                "jpeg_cmyk_with_rgb_profile.jpg | CMYK",
                "png_bad_sum_in_tEXt.png | tEXt",
                "png_bad_sum_in_pHYs.png | pHYs",
                "png_profile_control.png | sRGB",
                "png_profile_without_adler.png | sRGB",
                "png_animated.png | first",
                "ora_foreign_element_and_modes.ora | mypaint:spectral-wgm"
            })
    void what_was_changed_or_dropped_is_said_on_stderr(String file, String said) {
        CommandLineDriver.Result result = classify(file);
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains(said);
        assertThat(result.err().lines()).allMatch(line -> line.startsWith("note: " + KINDS.resolve(file) + ": "));
        assertThat(result.out()).as("the answer").contains("owl").doesNotContain("note:");

        assertThat(classify(file, "--quiet").err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jpeg_cut_rgb.jpg | ends too early",
                "jpeg_cut_grey.jpg | ends too early",
                "jpeg_cut_cmyk.jpg | ends too early",
                "jpeg_cut_progressive.jpg | ends too early",
                "jpeg_cut_then_eoi_rgb.jpg | ends too early",
                "jpeg_cut_then_eoi_grey.jpg | ends too early",
                "jpeg_cut_then_eoi_cmyk.jpg | ends too early",
                "jpeg_hole_of_zeros.jpg | missing",
                "jpeg_no_eoi.jpg | ends too early",
                "jpeg_12bit_header.jpg | 12 bits",
                "jpeg_arithmetic_header.jpg | arithmetic coding",
                "jpeg_lossless_rgb16.jpg | lossless",
                "jpeg_progressive_4000_scans.jpg | scans",
                "there_is_no_such_picture.png | no such file"
            })
    void what_is_refused_ends_with_3_and_one_sentence_before_a_model_is_asked(String file, String why) {
        CommandLineDriver.Result result = classify(file);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.INPUT);
        assertThat(result.err())
                .hasLineCount(1)
                .startsWith("unclip: " + file)
                .contains(why)
                .endsWith(".\n");
        assertThat(result.out()).isEmpty();
        assertThat(generator.analyses).isEmpty();
    }

    @Test
    void a_photograph_is_looked_at_upright() throws IOException {
        classify("jpeg_control.jpg");
        Picture lying = seen();
        Path turned = root.resolve("turned.jpg");
        Files.write(turned, withOrientation(Files.readAllBytes(KINDS.resolve("jpeg_control.jpg")), 6));

        CommandLineDriver.Result result = unclip.run("describe", turned.toString());

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.err()).contains("upright");
        Picture upright = ((AnalysisRequest.Describe) generator.analyses.getLast()).picture();
        assertThat(upright.width()).isEqualTo(lying.height());
        assertThat(upright.height()).isEqualTo(lying.width());
        // Turned clockwise: what was the left column, from the bottom up, is the first row.
        for (int x = 0; x < upright.width(); x++) {
            assertThat(upright.rgba().getInt(4 * x))
                    .isEqualTo(lying.rgba().getInt(4 * lying.width() * (lying.height() - 1 - x)));
        }
    }

    @Test
    void ctrl_c_ends_the_reading() {
        unclip.interruption.request();
        CommandLineDriver.Result result = classify("png_control.png");
        assertThat(result.exitCode()).isEqualTo(ExitCode.CANCELLED);
        assertThat(generator.analyses).isEmpty();
    }

    /** With an EXIF segment behind the file's first two bytes, as a camera held upright writes it. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] all = new byte[jpeg.length + exif.length];
        System.arraycopy(jpeg, 0, all, 0, 2);
        System.arraycopy(exif, 0, all, 2, exif.length);
        System.arraycopy(jpeg, 2, all, 2 + exif.length, jpeg.length - 2);
        return all;
    }
}
