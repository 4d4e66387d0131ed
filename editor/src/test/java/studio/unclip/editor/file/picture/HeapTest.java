package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.disk.AtomicFile.Existing;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraWriter;

/** A picture that does not fit into the memory is refused in one line, before anything of it is allocated. */
class HeapTest {
    private static final int MEGABYTES = 300;

    @TempDir
    Path folder;

    /** With no memory at all, every kind of file is refused; with it, opened. */
    @Test
    void everyKindOfFileAsksBeforeItAllocates() throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            PictureExport export = new PictureExport(new AtomicFile(), pool);
            Path png = folder.resolve("a.png");
            Path jpeg = folder.resolve("a.jpg");
            Path ora = folder.resolve("a.ora");
            export.png(Documents.opaque(1, 300, 200), Metadata.NONE, png, Existing.KEEP, Watcher.none());
            export.jpeg(Documents.opaque(1, 300, 200), 0.9f, 0, Metadata.NONE, jpeg, Existing.KEEP, Watcher.none());
            new OraWriter(new AtomicFile(), pool, Limits.standard())
                    .save(
                            OraContents.of(Documents.opaque(1, 300, 200)),
                            ora,
                            Existing.KEEP,
                            Optional.empty(),
                            Watcher.none());
            PictureFiles none = new PictureFiles(pool, withHeap(0));
            PictureFiles enough = new PictureFiles(pool, withHeap(4L << 20));
            for (Path file : List.of(png, jpeg, ora)) {
                assertThatThrownBy(() -> none.open(file, Watcher.none()))
                        .isInstanceOfSatisfying(FileProblem.class, HeapTest::requireTooLarge);
                assertThatThrownBy(() -> none.read(file, Watcher.none()))
                        .isInstanceOfSatisfying(FileProblem.class, HeapTest::requireTooLarge);
                assertThat(enough.open(file, Watcher.none()).document().size().width())
                        .isEqualTo(300);
                assertThat(enough.read(file, Watcher.none()).raster().width()).isEqualTo(300);
            }
        }
    }

    private static Limits withHeap(long free) {
        Limits limits = Limits.standard();
        return new Limits(
                limits.maxSide(),
                limits.maxPixels(),
                limits.maxTotalPixels(),
                limits.maxLayers(),
                limits.maxDepth(),
                limits.maxEntries(),
                limits.maxRatio(),
                limits.maxXmlBytes(),
                limits.maxMetadataBytes(),
                bytes -> bytes <= free);
    }

    private static void requireTooLarge(FileProblem problem) {
        assertThat(problem.kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
        assertThat(problem.getMessage()).contains("memory").doesNotContain("\n");
    }

    /** Small files of hundreds of megapixels, in a process with little memory. */
    @Test
    void hugePicturesAreRefusedInAProcessWithLittleMemory() throws Exception {
        Path grey = folder.resolve("grey.jpg");
        Path bits = folder.resolve("bits.png");
        Path colour = folder.resolve("colour.png");
        Path interlaced = folder.resolve("interlaced.png");
        Files.write(grey, greyJpeg(20_000, 14_000));
        png(bits, 32_768, 16_384, 1, 0, 0);
        png(colour, 12_000, 12_000, 8, 6, 0);
        png(interlaced, 12_000, 12_000, 8, 6, 1);
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + MEGABYTES + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HeapTest.class.getName(),
                        grey.toString(),
                        bits.toString(),
                        colour.toString(),
                        interlaced.toString())
                .inheritIO()
                .start();
        assertThat(child.waitFor(300, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(child.exitValue()).isZero();
    }

    /** Opens and reads each file; 0 if each is refused as too large. */
    public static void main(String[] files) {
        int opened = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            PictureFiles pictures = new PictureFiles(pool, Limits.standard());
            for (String file : files) {
                opened += isRefused(() -> pictures.open(Path.of(file), Watcher.none())) ? 0 : 1;
                opened += isRefused(() -> pictures.read(Path.of(file), Watcher.none())) ? 0 : 1;
            }
        }
        System.exit(opened);
    }

    private interface Reading {
        Object read() throws FileProblem;
    }

    private static boolean isRefused(Reading reading) {
        try {
            return reading.read() == null;
        } catch (FileProblem e) {
            requireTooLarge(e);
            return true;
        }
    }

    /** White, or opaque white; rows of one filter and one colour. */
    private static void png(Path file, int width, int height, int depth, int colour, int interlace) throws IOException {
        byte[] row = new byte[1 + (int) ((long) width * depth * (colour == 6 ? 4 : 1) / 8)];
        java.util.Arrays.fill(row, 1, row.length, (byte) -1);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new BufferedOutputStream(
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED)), 1 << 16)) {
            for (int y = 0; y < height; y++) {
                out.write(row);
            }
        }
        Files.write(
                file,
                new TestPng(width, height, depth, colour, interlace)
                        .chunk("IDAT", packed.toByteArray())
                        .end());
    }

    /** Grey, every block two bits: no difference from the block before, and its end. */
    private static byte[] greyJpeg(int width, int height) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] quantisation = new byte[65];
        java.util.Arrays.fill(quantisation, 1, 65, (byte) 1);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8});
        segment(out, 0xDB, quantisation);
        segment(out, 0xC0, new byte[] {
            8, (byte) (height >> 8), (byte) height, (byte) (width >> 8), (byte) width, 1, 1, 0x11, 0
        });
        segment(out, 0xC4, table(0x00));
        segment(out, 0xC4, table(0x10));
        segment(out, 0xDA, new byte[] {1, 1, 0, 0, 63, 0});
        out.writeBytes(new byte[(width + 7) / 8 * ((height + 7) / 8) / 4 + 1]);
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
        return out.toByteArray();
    }

    /** One code, of one bit, for the value 0. */
    private static byte[] table(int number) {
        byte[] table = new byte[18];
        table[0] = (byte) number;
        table[1] = 1;
        return table;
    }

    private static void segment(ByteArrayOutputStream out, int marker, byte[] contents) {
        out.write(0xFF);
        out.write(marker);
        out.write((contents.length + 2) >> 8);
        out.write(contents.length + 2);
        out.writeBytes(contents);
    }
}
