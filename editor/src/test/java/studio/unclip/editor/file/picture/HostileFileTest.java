package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.FileProblem;
import studio.unclip.editor.file.Heap;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.ora.OraContents;
import studio.unclip.editor.file.ora.OraWriter;

/** Whatever a file holds, opening it gives a picture or one clear line, soon and without much memory. */
class HostileFileTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** All that opening any of these files may allocate, in every thread together. */
    private static final long MOST_ALLOCATED = 24L << 20;

    private static final String IMAGE = "<image w=\"10\" h=\"10\"><stack><layer src=\"data/a.png\"/></stack></image>";

    @TempDir
    Path folder;

    private final PictureFiles files = new PictureFiles(POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private FileProblem problem(byte[] bytes) throws IOException {
        Path file = folder.resolve("hostile.ora");
        Files.write(file, bytes);
        long before = THREADS.getTotalThreadAllocatedBytes();
        try {
            files.open(file, Watcher.none());
            return null;
        } catch (FileProblem e) {
            assertThat(e.getMessage()).startsWith("hostile.ora: ").doesNotContain("\n");
            return e;
        } finally {
            assertThat(THREADS.getTotalThreadAllocatedBytes() - before)
                    .as("bytes allocated for a file of %d", bytes.length)
                    .isLessThan(MOST_ALLOCATED);
        }
    }

    private static byte[] ora(String stack, byte[] layer, boolean stored) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "mimetype", "image/openraster".getBytes(StandardCharsets.US_ASCII));
            entry(zip, "stack.xml", stack.getBytes(StandardCharsets.UTF_8));
            zip.setLevel(stored ? 0 : 9);
            entry(zip, "data/a.png", layer);
        }
        return out.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] png(int width, int height, byte[] raw) throws IOException {
        return new TestPng(width, height, 8, 6, 0)
                .chunk("IDAT", TestPng.deflate(raw))
                .end();
    }

    @Test
    void aDocumentTypeIsRefused() throws IOException {
        String bomb = "<!DOCTYPE image [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + IMAGE;
        assertThat(problem(ora(bomb, png(1, 1, new byte[5]), true)).kind()).isEqualTo(FileProblem.Kind.HOSTILE);
        String outside = "<!DOCTYPE image SYSTEM \"file:///etc/passwd\">" + IMAGE;
        assertThat(problem(ora(outside, png(1, 1, new byte[5]), true)).kind()).isEqualTo(FileProblem.Kind.HOSTILE);
    }

    @Test
    void hugeSizesAreRefusedBeforeAnythingIsDecoded() throws IOException {
        byte[] small = new byte[100];
        assertThat(problem(png(2_000_000_000, 2_000_000_000, small)).kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
        assertThat(problem(png(32_768, 32_768, small)).kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
        assertThat(problem(png(0, 10, small)).kind()).isEqualTo(FileProblem.Kind.DAMAGED);
        assertThat(problem(ora(IMAGE, png(40_000, 10, small), true)).kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
        String wide = IMAGE.replace("w=\"10\"", "w=\"999999\"");
        assertThat(problem(ora(wide, png(1, 1, new byte[5]), true)).kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
        byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xC0, 0, 17, 8, -1, -1, -1, -1, 3};
        byte[] padded = java.util.Arrays.copyOf(jpeg, 200);
        assertThat(problem(padded).kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        // Ten rows and a long tail of zeros, packed as a PNG with a few kilobytes, packed again by the archive: the
        // picture is there, the tail is not unpacked.
        byte[] packed = TestPng.deflate(new byte[64 << 20]);
        byte[] tooMuch = new TestPng(10, 10, 8, 6, 0).chunk("IDAT", packed).end();
        assertThat(problem(ora(IMAGE, tooMuch, false))).isNull();
        byte[] text = new byte[(64 << 20) + 9];
        System.arraycopy("Comment\0\0".getBytes(StandardCharsets.US_ASCII), 0, text, 0, 9);
        byte[] longText = new TestPng(1, 1, 8, 6, 0)
                .chunk("tEXt", text)
                .chunk("IDAT", TestPng.deflate(new byte[5]))
                .end();
        // A text that long is passed over, not kept, in a limited archive not even that.
        assertThat(problem(ora(IMAGE, longText, false))).isNull();
        Limits strict =
                new Limits(32_768, 1L << 29, 1L << 32, 10, 10, 100, 100, 1 << 20, 1 << 20, Heap.ofThisProcess());
        assertThatThrownBy(() -> new PictureFiles(POOL, strict).open(folder.resolve("hostile.ora"), Watcher.none()))
                .isInstanceOfSatisfying(
                        FileProblem.class, e -> assertThat(e.kind()).isEqualTo(FileProblem.Kind.HOSTILE));
    }

    @Test
    void tooManyOrTooDeepLayersAreRefused() throws IOException {
        String layers = "<layer src=\"data/a.png\"/>".repeat(1_001);
        String many = IMAGE.replace("<layer src=\"data/a.png\"/>", layers);
        assertThat(problem(ora(many, png(1, 1, new byte[5]), true)).kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
        String deep = IMAGE.replace("<layer src=\"data/a.png\"/>", "<stack>".repeat(5_000) + "</stack>".repeat(5_000));
        assertThat(problem(ora(deep, png(1, 1, new byte[5]), true)).kind()).isEqualTo(FileProblem.Kind.TOO_LARGE);
    }

    @Test
    void manyLayersOfOneLargePictureCountTogether() throws IOException {
        byte[] large = png(20_000, 20_000, new byte[100]);
        assertThat(problem(ora(IMAGE, large, true)).kind()).isEqualTo(FileProblem.Kind.DAMAGED);
        Limits few = new Limits(32_768, 1L << 29, 250, 10, 10, 100, 1_040, 1 << 20, 1 << 20, Heap.ofThisProcess());
        Path file = folder.resolve("many.ora");
        String three = IMAGE.replace("<layer src=\"data/a.png\"/>", "<layer src=\"data/a.png\"/>".repeat(3));
        Files.write(file, ora(three, png(10, 10, new byte[410]), true));
        assertThatThrownBy(() -> new PictureFiles(POOL, few).open(file, Watcher.none()))
                .isInstanceOf(FileProblem.class)
                .hasMessageContaining("together");
    }

    @Test
    void otherFilesAreNamedForWhatTheyAre() throws IOException {
        assertThat(problem(new byte[0]).kind()).isEqualTo(FileProblem.Kind.UNKNOWN_FORMAT);
        assertThat(problem("hello, this is text".getBytes(StandardCharsets.US_ASCII))
                        .kind())
                .isEqualTo(FileProblem.Kind.UNKNOWN_FORMAT);
        assertThatThrownBy(() -> files.open(folder.resolve("none.png"), Watcher.none()))
                .isInstanceOfSatisfying(
                        FileProblem.class, e -> assertThat(e.kind()).isEqualTo(FileProblem.Kind.MISSING));
    }

    /** Our own files and pictures, damaged at random: never anything but a picture or a {@link FileProblem}. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedFilesGiveOneClearError(long seed) throws IOException {
        Path file = folder.resolve("sound.ora");
        new OraWriter(new AtomicFile(), POOL, Limits.standard())
                .save(
                        OraContents.of(Documents.random(seed)),
                        file,
                        AtomicFile.Existing.REPLACE,
                        Optional.empty(),
                        Watcher.none());
        Path png = folder.resolve("sound.png");
        Path jpeg = folder.resolve("sound.jpg");
        PictureExport export = new PictureExport(new AtomicFile(), POOL);
        export.png(Documents.opaque(seed, 60, 50), Metadata.NONE, png, AtomicFile.Existing.KEEP, Watcher.none());
        export.jpeg(
                Documents.opaque(seed, 60, 50), 0.9f, 0, Metadata.NONE, jpeg, AtomicFile.Existing.KEEP, Watcher.none());
        Random random = new Random(seed);
        int problems = 0;
        for (Path sound : new Path[] {file, png, jpeg}) {
            byte[] whole = Files.readAllBytes(sound);
            for (int i = 0; i < 60; i++) {
                byte[] bytes = whole.clone();
                if (i % 3 == 0) {
                    bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
                } else {
                    // Near the front and the end lie the headers and the directory.
                    for (int k = random.nextInt(8); k >= 0; k--) {
                        int at = random.nextInt(Math.min(bytes.length, 3_000));
                        bytes[i % 3 == 1 ? at : bytes.length - 1 - at] = (byte) random.nextInt();
                    }
                }
                problems += problem(bytes) == null ? 0 : 1;
            }
        }
        assertThat(problems).as("damage is noticed").isGreaterThan(90);
    }
}
