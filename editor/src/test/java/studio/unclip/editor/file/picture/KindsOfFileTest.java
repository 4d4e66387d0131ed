package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static studio.unclip.editor.file.Notice.Kind.CMYK_CONVERTED;
import static studio.unclip.editor.file.Notice.Kind.FIRST_PICTURE_ONLY;
import static studio.unclip.editor.file.Notice.Kind.MAY_BE_INCOMPLETE;
import static studio.unclip.editor.file.Notice.Kind.METADATA_DROPPED;
import static studio.unclip.editor.file.Notice.Kind.PROFILE_CONVERTED;
import static studio.unclip.editor.file.Notice.Kind.PROFILE_IGNORED;
import static studio.unclip.editor.file.Notice.Kind.SIXTEEN_BITS_REDUCED;
import static studio.unclip.editor.file.Notice.Kind.UNKNOWN_BLEND;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/** One file of every kind that readers disagree on, and what becomes of it. */
class KindsOfFileTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    private final PictureFiles files = new PictureFiles(POOL, Limits.standard());

    /** The colour a picture should have at a place, {@code 0xRRGGBB}. */
    @FunctionalInterface
    interface Colours {
        int at(int x, int y);
    }

    /**
     * A file that opens.
     *
     * @param colours what it shows
     * @param levels how far each channel may be off
     * @param notices what is said
     */
    record Opens(String file, Colours colours, int levels, List<Notice> notices) {
        @Override
        public String toString() {
            return file;
        }
    }

    /** A file that is refused, and a piece of the sentence that says why. */
    record Refused(String file, FileProblem.Kind kind, String why) {
        @Override
        public String toString() {
            return file;
        }
    }

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    static Stream<Opens> opening() throws IOException {
        Colours jpeg = decodedByTheJdk("jpeg_control.jpg");
        Colours png = decodedByTheJdk("png_control.png");
        Colours swapped = (x, y) -> ((y * 8) << 16) | ((x * 8) << 8) | 128;
        return Stream.of(
                opens("jpeg_control.jpg", jpeg, 0),
                opens("jpeg_junk_between_segments.jpg", jpeg, 0),
                opens("jpeg_adobe_length_one_short.jpg", jpeg, 0),
                opens("jpeg_no_huffman_tables.jpg", jpeg, 0),
                opens("jpeg_lossless_grey8.jpg", (x, y) -> grey(sample16(x, y) >> 8), 0),
                opens("jpeg_lossless_rgb8.jpg", KindsOfFileTest::lossless, 0),
                opens(
                        "jpeg_lossless_grey12.jpg",
                        (x, y) -> grey((sample12(x, y) * 255 + 2047) / 4095),
                        0,
                        SIXTEEN_BITS_REDUCED),
                opens(
                        "jpeg_lossless_grey16.jpg",
                        (x, y) -> grey((sample16(x, y) * 255 + 32_767) / 65_535),
                        0,
                        SIXTEEN_BITS_REDUCED),
                opens("jpeg_cut_then_eoi_progressive.jpg", (x, y) -> 0, 255, MAY_BE_INCOMPLETE),
                opens("jpeg_cmyk_with_rgb_profile.jpg", (x, y) -> 0, 255, PROFILE_IGNORED, CMYK_CONVERTED),
                opens("png_control.png", png, 0),
                opens("png_palette_index_outside.png", (x, y) -> new int[] {0xff0000, 0x00ff00, 0x0000ff, 0}[x], 0),
                opens("png_bad_sum_in_gAMA.png", png, 0),
                opens("png_bad_sum_in_tIME.png", png, 0),
                new Opens("png_bad_sum_in_tEXt.png", png, 0, List.of(new Notice(METADATA_DROPPED, "tEXt"))),
                new Opens("png_bad_sum_in_pHYs.png", png, 0, List.of(new Notice(METADATA_DROPPED, "pHYs"))),
                opens("png_one_byte_too_many.png", png, 0),
                opens("png_one_row_too_many.png", png, 0),
                opens("png_no_iend.png", png, 0),
                opens("png_iend_half.png", png, 0),
                opens("png_text_without_adler.png", png, 0),
                new Opens(
                        "png_profile_control.png", swapped, 3, List.of(new Notice(PROFILE_CONVERTED, "green is red"))),
                new Opens(
                        "png_profile_without_adler.png",
                        swapped,
                        3,
                        List.of(new Notice(PROFILE_CONVERTED, "green is red"))),
                opens("png_grey_profile_that_changes_nothing.png", (x, y) -> grey(x), 0),
                opens("png_animated.png", png, 0, FIRST_PICTURE_ONLY),
                new Opens(
                        "ora_foreign_element_and_modes.ora",
                        png,
                        0,
                        List.of(new Notice(UNKNOWN_BLEND, "mypaint:spectral-wgm"))));
    }

    static Stream<Refused> refused() {
        return Stream.of(
                new Refused("jpeg_cut_rgb.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_cut_grey.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_cut_cmyk.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_cut_progressive.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_cut_then_eoi_rgb.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_cut_then_eoi_grey.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_cut_then_eoi_cmyk.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_hole_of_zeros.jpg", FileProblem.Kind.DAMAGED, "bytes in the middle are missing"),
                new Refused("jpeg_no_eoi.jpg", FileProblem.Kind.DAMAGED, "ends too early"),
                new Refused("jpeg_12bit_header.jpg", FileProblem.Kind.UNKNOWN_FORMAT, "of 12 bits a channel"),
                new Refused("jpeg_arithmetic_header.jpg", FileProblem.Kind.UNKNOWN_FORMAT, "arithmetic coding"),
                new Refused(
                        "jpeg_lossless_rgb16.jpg",
                        FileProblem.Kind.UNKNOWN_FORMAT,
                        "lossless JPEG picture of 3 channels and 16 bits"),
                new Refused("jpeg_progressive_4000_scans.jpg", FileProblem.Kind.TOO_LARGE, "more than 100 scans"));
    }

    private static Opens opens(String file, Colours colours, int levels, Notice.Kind... notices) {
        return new Opens(
                file, colours, levels, Stream.of(notices).map(Notice::of).toList());
    }

    private static int sample12(int x, int y) {
        return x * 64 + y;
    }

    private static int sample16(int x, int y) {
        return sample12(x, y) * 16;
    }

    private static int grey(int value) {
        return value * 0x010101;
    }

    private static int lossless(int x, int y) {
        int v = sample16(x, y) >> 8;
        return v << 16 | (255 - v) << 8 | x * 4;
    }

    private static Colours decodedByTheJdk(String file) throws IOException {
        BufferedImage image = ImageIO.read(path(file).toFile());
        return (x, y) -> image.getRGB(x, y) & 0xffffff;
    }

    private static Path path(String file) {
        try {
            return Path.of(Objects.requireNonNull(KindsOfFileTest.class.getResource("kinds/" + file))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("opening")
    void opensAsItShould(Opens expected) throws IOException {
        PictureFiles.Opened opened = files.open(path(expected.file()), Watcher.none());
        assertThat(opened.notices()).isEqualTo(expected.notices());
        Raster shown = Flattener.flatten(opened.document());
        for (int y = 0; y < shown.height(); y++) {
            for (int x = 0; x < shown.width(); x++) {
                int argb = shown.argb(x, y);
                assertThat(argb >>> 24).isEqualTo(255);
                for (int shift = 0; shift <= 16; shift += 8) {
                    int expectedLevel = expected.colours().at(x, y) >> shift & 0xff;
                    assertThat(Math.abs((argb >> shift & 0xff) - expectedLevel))
                            .as("(%d, %d) is %06x", x, y, argb & 0xffffff)
                            .isLessThanOrEqualTo(expected.levels());
                }
            }
        }
        PictureFiles.Flat flat = files.read(path(expected.file()), Watcher.none());
        assertThat(flat.raster()).isEqualTo(shown);
        assertThat(flat.notices()).isEqualTo(expected.notices());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedInOneLine(Refused expected) {
        for (boolean flat : new boolean[] {false, true}) {
            assertThatThrownBy(() -> {
                        if (flat) {
                            files.read(path(expected.file()), Watcher.none());
                        } else {
                            files.open(path(expected.file()), Watcher.none());
                        }
                    })
                    .isInstanceOfSatisfying(
                            FileProblem.class, e -> assertThat(e.kind()).isEqualTo(expected.kind()))
                    .hasMessageStartingWith(expected.file() + ": ")
                    .hasMessageContaining(expected.why())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void aTextWithoutItsSumIsKept() throws IOException {
        assertThat(files.metadata(path("png_text_without_adler.png")).texts())
                .containsExactly(new Metadata.Text("Comment", "hello"));
    }

    /** Nothing in the folder is forgotten here. */
    @Test
    void everyFileIsTried() throws IOException {
        List<String> tried = Stream.concat(opening().map(Opens::file), refused().map(Refused::file))
                .toList();
        try (Stream<Path> there = Files.list(path("png_control.png").getParent())) {
            assertThat(there.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(tried);
        }
    }
}
