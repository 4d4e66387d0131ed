package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.flat.ColourProfile;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.render.Flattener;

/** JPEG pictures whose numbers are not sRGB. */
class JpegColourTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final PictureFiles files = new PictureFiles(POOL, Limits.standard());

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private PictureFiles.Opened open(byte[] bytes) throws IOException {
        Path file = folder.resolve("a.jpg");
        Files.write(file, bytes);
        return files.open(file, Watcher.none());
    }

    /** Patches of 16 pixels: cyan, magenta, yellow, black, paper. Made with ImageMagick, without a profile. */
    @Test
    void ycckBecomesItsScreenColours() throws IOException {
        try (InputStream in = JpegColourTest.class.getResourceAsStream("ycck.jpg")) {
            requirePatches(open(in.readAllBytes()));
        }
    }

    /** The same patches as four plain channels; as Adobe does, inks are stored inverted. */
    @Test
    void cmykBecomesItsScreenColours() throws IOException {
        WritableRaster inks = java.awt.image.Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 80, 16, 4, null);
        for (int x = 0; x < 80; x++) {
            for (int y = 0; y < 16; y++) {
                for (int ink = 0; ink < 4; ink++) {
                    inks.setSample(x, y, ink, x / 16 == ink ? 0 : 255);
                }
            }
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageWriter writer = jdkWriter();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(plain)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(inks, null, null), null);
        }
        byte[] adobe = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain.toByteArray(), 0, 2);
        out.writeBytes(adobe);
        out.write(plain.toByteArray(), 2, plain.size() - 2);
        requirePatches(open(out.toByteArray()));
    }

    private static ImageWriter jdkWriter() {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getName().startsWith("com.sun.")) {
                return writer;
            }
        }
        throw new AssertionError("the JDK writes JPEG");
    }

    private static void requirePatches(PictureFiles.Opened opened) {
        assertThat(opened.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.CMYK_CONVERTED);
        Raster seen = Flattener.flatten(opened.document());
        assertThat(seen.width()).isEqualTo(80);
        int[] expected = {0x00ffff, 0xff00ff, 0xffff00, 0x000000, 0xffffff};
        for (int patch = 0; patch < expected.length; patch++) {
            int argb = seen.argb(16 * patch + 8, 8);
            assertThat(argb >>> 24).isEqualTo(255);
            for (int shift = 0; shift <= 16; shift += 8) {
                boolean light = (expected[patch] >> shift & 0xff) == 255;
                // Inks are not ideal: what counts is that no channel is exchanged or inverted.
                assertThat(argb >> shift & 0xff)
                        .as("patch %d is %08x", patch, argb)
                        .isBetween(light ? 130 : 0, light ? 255 : 125);
            }
        }
    }

    @Test
    void aColourProfileIsConvertedAndSaid() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        for (int value : new int[] {20, 55, 128, 200}) {
            PictureFiles.Opened opened = open(jpeg(BufferedImage.TYPE_INT_RGB, value, linear));
            assertThat(opened.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.PROFILE_CONVERTED);
            double srgb = 1.055 * Math.pow(value / 255.0, 1 / 2.4) - 0.055;
            assertThat(Flattener.flatten(opened.document()).argb(3, 3) & 0xff)
                    .isBetween((int) Math.floor(srgb * 255) - 2, (int) Math.ceil(srgb * 255) + 2);
        }
    }

    /** The JDK's grey profile is linear light. */
    @Test
    void aGreyProfileIsConvertedAndSaid() throws IOException {
        byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        PictureFiles.Opened opened = open(jpeg(BufferedImage.TYPE_BYTE_GRAY, 128, grey));
        PictureFiles.Opened plain = open(jpegPlainGrey(128));
        int stored = Flattener.flatten(plain.document()).argb(3, 3) & 0xff;
        assertThat(opened.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.PROFILE_CONVERTED);
        double srgb = 1.055 * Math.pow(stored / 255.0, 1 / 2.4) - 0.055;
        assertThat(Flattener.flatten(opened.document()).argb(3, 3) & 0xff)
                .isBetween((int) Math.floor(srgb * 255) - 2, (int) Math.ceil(srgb * 255) + 2);
    }

    private static byte[] jpegPlainGrey(int value) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, value * 0x010101);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", out);
        return out.toByteArray();
    }

    @Test
    void anSrgbProfileChangesNothingAndIsNotSaid() throws IOException {
        PictureFiles.Opened opened = open(jpeg(BufferedImage.TYPE_INT_RGB, 77, ColourProfile.srgb()));
        assertThat(opened.notices()).isEmpty();
        assertThat(Flattener.flatten(opened.document()).argb(3, 3)).isEqualTo(0xff4d4d4d);
    }

    /** Damaged, or made for other channels: said, and the numbers are taken as they are. */
    @Test
    void aProfileThatDoesNotFitIsIgnoredAndSaid() throws IOException {
        byte[] grey = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        for (byte[] profile : List.of(grey, new byte[200])) {
            PictureFiles.Opened opened = open(jpeg(BufferedImage.TYPE_INT_RGB, 77, profile));
            assertThat(opened.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.PROFILE_IGNORED);
            assertThat(Flattener.flatten(opened.document()).argb(3, 3)).isEqualTo(0xff4d4d4d);
        }
    }

    private static byte[] jpeg(int type, int value, byte[] profile) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, type);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, value * 0x010101);
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", plain);
        byte[] bytes = plain.toByteArray();
        int after = 4 + ((bytes[4] & 0xff) << 8 | (bytes[5] & 0xff)); // behind JFIF
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, after);
        out.write(0xFF);
        out.write(0xE2);
        out.write((profile.length + 16) >> 8);
        out.write(profile.length + 16);
        out.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(profile);
        out.write(bytes, after, bytes.length - after);
        return out.toByteArray();
    }
}
