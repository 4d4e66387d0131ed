package studio.unclip.app.export;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import studio.unclip.inference.api.Picture;

/** A picture and its texts as the bytes of a PNG file, by the JDK's writer; without alpha where all of it is opaque. */
final class PngEncoder {
    private static final String FORMAT = "javax_imageio_png_1.0";

    private PngEncoder() {}

    static byte[] encode(Picture picture, List<PngText> texts) throws IOException {
        BufferedImage image = image(picture);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam settings = writer.getDefaultWriteParam();
            IIOMetadata metadata =
                    writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), settings);
            metadata.mergeTree(FORMAT, tree(texts));
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, metadata), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static IIOMetadataNode tree(List<PngText> texts) {
        IIOMetadataNode all = new IIOMetadataNode("iTXt");
        for (PngText text : texts) {
            IIOMetadataNode entry = new IIOMetadataNode("iTXtEntry");
            entry.setAttribute("keyword", text.keyword());
            entry.setAttribute("compressionFlag", "FALSE");
            entry.setAttribute("compressionMethod", "0");
            entry.setAttribute("languageTag", "");
            entry.setAttribute("translatedKeyword", "");
            entry.setAttribute("text", text.text());
            all.appendChild(entry);
        }
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        root.appendChild(all);
        return root;
    }

    private static BufferedImage image(Picture picture) {
        ByteBuffer rgba = picture.rgba();
        int[] argb = new int[picture.width() * picture.height()];
        int allAlpha = 0xFF;
        for (int i = 0; i < argb.length; i++) {
            // R, G, B, A in big-endian order is RGBA in an int: turned by 8 bits it is ARGB.
            argb[i] = Integer.rotateRight(rgba.getInt(4 * i), 8);
            allAlpha &= argb[i] >>> 24;
        }
        int type = allAlpha == 0xFF ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), type);
        image.getRaster().setDataElements(0, 0, picture.width(), picture.height(), argb);
        return image;
    }
}
