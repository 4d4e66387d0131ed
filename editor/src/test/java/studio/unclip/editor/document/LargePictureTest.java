package studio.unclip.editor.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Compositor;

/** A picture of 100 megapixels opens and is shown within 2.5 times its raw size: a child JVM gets no more. */
class LargePictureTest {
    private static final int SIDE = 10_000;
    private static final int RAW_MEGABYTES = SIDE / 1000 * (SIDE / 1000) * 4;

    @Test
    void aHundredMegapixelsFitInTwoAndAHalfTimesTheirSize() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + RAW_MEGABYTES * 5 / 2 + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargePictureTest.class.getName())
                .inheritIO()
                .start();
        assertThat(child.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(child.exitValue()).isZero();
    }

    /** Opens the picture and shows it, fitted and at full size; fails if memory runs out or a pixel is wrong. */
    public static void main(String[] arguments) {
        byte[] rgba = new byte[SIDE * SIDE * 4];
        for (int i = 0; i < rgba.length; i += 4) {
            int pixel = i / 4;
            rgba[i] = (byte) (pixel / SIDE);
            rgba[i + 1] = (byte) pixel;
            rgba[i + 3] = (byte) 255;
        }
        Document document = Document.of(Raster.owning(SIDE, SIDE, rgba), "picture");
        int[] view = new int[1000 * 1000];
        Compositor compositor = new Compositor();
        compositor.render(document, document.bounds(), 0.1, view, 0, 1000);
        compositor.render(document, new IntRect(5000, 5000, 1000, 1000), 1, view, 0, 1000);
        int expected = 0xff000000 | ((5123 & 0xff) << 16) | (((5123 * SIDE + 5456) & 0xff) << 8);
        if (view[123 * 1000 + 456] != expected) {
            throw new IllegalStateException("the picture is not what was opened");
        }
    }
}
