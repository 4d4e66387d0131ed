package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Watcher;

/** Giving up while a JPEG picture is decoded, also while the decoder goes through the scans of a progressive one. */
class JpegCancelTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);
    private static final int SIDE = 900;

    @TempDir
    Path folder;

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private Path noise(boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, SIDE, SIDE, new Random(1).ints((long) SIDE * SIDE).toArray(), 0, SIDE);
        Path file = folder.resolve("noise.jpg");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (FileImageOutputStream out = new FileImageOutputStream(file.toFile())) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void decodingEndsWhenThePersonGivesUp(boolean progressive) throws IOException {
        Path file = noise(progressive);
        double[] reached = {0, 0};
        Watcher impatient = new Watcher() {
            @Override
            public void progress(double fraction) {
                assertThat(fraction).isBetween(reached[0], 1.0);
                reached[0] = fraction;
            }

            @Override
            public boolean isCancelled() {
                return reached[0] > 0.2;
            }
        };
        PictureFiles files = new PictureFiles(POOL, Limits.standard());
        assertThatThrownBy(() -> files.open(file, impatient)).isInstanceOf(CancellationException.class);
        assertThat(reached[0]).isLessThan(0.5);
        assertThat(files.open(file, Watcher.none()).document().size().width()).isEqualTo(SIDE);
    }
}
