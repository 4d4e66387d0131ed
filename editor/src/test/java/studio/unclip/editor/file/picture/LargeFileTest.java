package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Compositor;

/** A PNG of 100 megapixels opens within 2.5 times its raw size: a child JVM gets no more. */
class LargeFileTest {
    private static final int SIDE = 10_000;
    private static final int RAW_MEGABYTES = SIDE / 1000 * (SIDE / 1000) * 4;

    @TempDir
    Path folder;

    @Test
    void aPngOfAHundredMegapixelsOpensInTwoAndAHalfTimesItsRawSize() throws Exception {
        String file = folder.resolve("large.png").toString();
        assertThat(run(RAW_MEGABYTES * 6, "write", file)).isZero();
        assertThat(run(RAW_MEGABYTES * 5 / 2, "open", file)).isZero();
    }

    private static int run(int megabytes, String... arguments) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeFileTest.class.getName(),
                        arguments[0],
                        arguments[1])
                .inheritIO()
                .start();
        assertThat(child.waitFor(300, TimeUnit.SECONDS)).as("it ends").isTrue();
        return child.exitValue();
    }

    /** Writes the picture, or opens and shows it; fails if memory runs out or a pixel is wrong. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[1]);
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            if (arguments[0].equals("write")) {
                new PictureExport(new AtomicFile(), pool)
                        .png(
                                Document.of(Raster.owning(SIDE, SIDE, pixels()), "picture"),
                                Metadata.NONE,
                                file,
                                AtomicFile.Existing.KEEP,
                                Watcher.none());
                return;
            }
            Document document = new PictureFiles(pool, Limits.standard())
                    .open(file, Watcher.none())
                    .document();
            int[] view = new int[1000 * 1000];
            new Compositor().render(document, new IntRect(5000, 5000, 1000, 1000), 1, view, 0, 1000);
            int expected = 0xff000000 | ((5123 & 0xff) << 16) | (((5123 * SIDE + 5456) & 0xff) << 8);
            if (view[123 * 1000 + 456] != expected) {
                throw new IllegalStateException("the picture is not what was written");
            }
        }
    }

    private static byte[] pixels() {
        byte[] rgba = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            int pixel = i / 4;
            rgba[i] = (byte) (pixel / SIDE);
            rgba[i + 1] = (byte) pixel;
            rgba[i + 3] = (byte) 255;
        }
        return rgba;
    }
}
