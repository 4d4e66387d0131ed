package studio.unclip.editor.file.png;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.pixel.Raster;

/** Flat pictures as PNG files, read by the JDK's own reader. */
class PngWriterTest {

    private static void requireSame(Raster raster) throws IOException {
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(PngWriter.encode(raster, Metadata.NONE)));
        assertThat(read.getWidth()).isEqualTo(raster.width());
        assertThat(read.getHeight()).isEqualTo(raster.height());
        int[] row = new int[raster.width()];
        for (int y = 0; y < raster.height(); y++) {
            read.getRGB(0, y, raster.width(), 1, row, 0, raster.width());
            for (int x = 0; x < raster.width(); x++) {
                assertThat(row[x]).isEqualTo(raster.argb(x, y));
            }
        }
    }

    /** Also what lies under full transparency, and pictures of more than one strip. */
    @Test
    void everyPixelComesBack() throws IOException {
        Random random = new Random(5);
        requireSame(Documents.picture(random, 301, 515, true));
        requireSame(Documents.picture(random, 64, 256, false));
        requireSame(Documents.picture(random, 1, 257, false));
    }

    @Test
    void anOpaquePictureHasNoAlphaAndSaysThatItIsSrgb() throws IOException {
        Raster opaque = Documents.picture(new Random(1), 20, 20, true);
        Raster open = Documents.picture(new Random(1), 20, 20, false);
        assertThat(node(PngWriter.encode(opaque, Metadata.NONE), "IHDR").getAttribute("colorType"))
                .isEqualTo("RGB");
        assertThat(node(PngWriter.encode(open, Metadata.NONE), "IHDR").getAttribute("colorType"))
                .isEqualTo("RGBAlpha");
        assertThat(node(PngWriter.encode(opaque, Metadata.NONE), "sRGB").getAttribute("renderingIntent"))
                .isEqualTo("Perceptual");
    }

    @Test
    void textsAndXmpLieInTheirChunks() throws IOException {
        Metadata metadata = new Metadata(
                Optional.empty(),
                Optional.of("<x:xmpmeta>\u00e4</x:xmpmeta>"),
                List.of(new Metadata.Text("unclip-recipe", "{\"prompt\": \"an owl, \uD83E\uDD89\"}")),
                72);
        Raster raster = Documents.picture(new Random(2), 9, 9, false);
        byte[] png = PngWriter.encode(raster, metadata);
        Map<String, String> texts = new HashMap<>();
        NodeList entries = node(png, "iTXt").getChildNodes();
        for (int i = 0; i < entries.getLength(); i++) {
            IIOMetadataNode entry = (IIOMetadataNode) entries.item(i);
            texts.put(entry.getAttribute("keyword"), entry.getAttribute("text"));
        }
        assertThat(texts)
                .containsOnly(
                        Map.entry("unclip-recipe", "{\"prompt\": \"an owl, \uD83E\uDD89\"}"),
                        Map.entry("XML:com.adobe.xmp", "<x:xmpmeta>\u00e4</x:xmpmeta>"));
        assertThat(PngReader.metadata(new ByteArrayInputStream(png), Limits.standard()))
                .usingRecursiveComparison()
                .ignoringFields("dotsPerInch")
                .isEqualTo(metadata);
        assertThat(PngWriter.encode(raster, metadata)).isEqualTo(png);
    }

    private static IIOMetadataNode node(byte[] png, String name) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in, true);
            IIOMetadataNode root = (IIOMetadataNode) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            return (IIOMetadataNode) root.getElementsByTagName(name).item(0);
        } finally {
            reader.dispose();
        }
    }
}
