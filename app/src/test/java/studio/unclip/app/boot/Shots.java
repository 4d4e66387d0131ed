package studio.unclip.app.boot;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.robot.Robot;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.testfx.util.WaitForAsyncUtils;

/** Photographs the screen for docs. */
final class Shots {
    /** Of the window, without the panels at the right: what the guide's pictures show. */
    private static final int GUIDE_WIDTH = 1030;

    private static final int GUIDE_SHOWN = 960;
    private static final float QUALITY = 0.82f;

    private final Path docs = Stream.of(Path.of("docs"), Path.of("../docs"))
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();
    private final int width;
    private final int height;

    /** @param width of the window in its upper left corner, as JavaFX counts */
    Shots(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** The whole window, as PNG in docs/screenshots. */
    void window(String name) throws IOException {
        Path folder = Files.createDirectories(docs.resolve("screenshots"));
        ImageIO.write(taken(width), "png", folder.resolve(name + ".png").toFile());
    }

    /** The whole window, smaller, as JPEG in docs/screenshots. */
    void step(String name) throws IOException {
        shown("screenshots", name, width);
    }

    /** For a page of the guide, as JPEG in docs/guide. */
    void guide(String name) throws IOException {
        shown("guide", name, GUIDE_WIDTH);
    }

    /** The whole width, where the panels at the right are what is meant. */
    void guideWhole(String name) throws IOException {
        shown("guide", name, width);
    }

    private void shown(String folder, String name, int of) throws IOException {
        BufferedImage large = taken(of);
        int shown = GUIDE_SHOWN * large.getHeight() / large.getWidth();
        BufferedImage small = new BufferedImage(GUIDE_SHOWN, shown, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(large, 0, 0, GUIDE_SHOWN, shown, null);
        graphics.dispose();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(QUALITY);
        Path file = Files.createDirectories(docs.resolve(folder)).resolve(name + ".jpg");
        Files.deleteIfExists(file);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(small, null, null), how);
        } finally {
            writer.dispose();
        }
    }

    private BufferedImage taken(int across) {
        Image image = WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> new Robot().getScreenCapture(null, new Rectangle2D(0, 0, across, height), false));
        BufferedImage copy =
                new BufferedImage((int) image.getWidth(), (int) image.getHeight(), BufferedImage.TYPE_INT_RGB);
        PixelReader pixels = image.getPixelReader();
        for (int y = 0; y < copy.getHeight(); y++) {
            for (int x = 0; x < copy.getWidth(); x++) {
                copy.setRGB(x, y, pixels.getArgb(x, y));
            }
        }
        return copy;
    }
}
