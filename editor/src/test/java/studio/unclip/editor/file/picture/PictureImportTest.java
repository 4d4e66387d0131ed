package studio.unclip.editor.file.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.editor.document.Document;
import studio.unclip.editor.document.PixelLayer;
import studio.unclip.editor.file.Blob;
import studio.unclip.editor.file.Documents;
import studio.unclip.editor.file.Exif;
import studio.unclip.editor.file.Limits;
import studio.unclip.editor.file.Metadata;
import studio.unclip.editor.file.Notice;
import studio.unclip.editor.file.TestExif;
import studio.unclip.editor.file.Watcher;
import studio.unclip.editor.file.disk.AtomicFile;
import studio.unclip.editor.file.flat.ColourProfile;
import studio.unclip.editor.file.png.PngHeader;
import studio.unclip.editor.pixel.Raster;
import studio.unclip.editor.pixel.TileMap;
import studio.unclip.editor.render.Flattener;

/** Pictures from elsewhere, against the JDK's own decoder and by hand. */
class PictureImportTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(2);

    @TempDir
    Path folder;

    private final PictureFiles files = new PictureFiles(POOL, Limits.standard());
    private final PictureExport export = new PictureExport(new AtomicFile(), POOL);

    @AfterAll
    static void stop() {
        POOL.shutdown();
    }

    private PictureFiles.Opened open(byte[] bytes) throws IOException {
        Path file = folder.resolve("picture.bin");
        Files.write(file, bytes);
        return files.open(file, Watcher.none());
    }

    /** Every colour type and depth PNG has, plain and interlaced, random samples; alpha, and colours under none. */
    @ParameterizedTest
    @CsvSource({
        "0,1,0", "0,2,0", "0,4,0", "0,8,0", "0,16,0", "2,8,0", "2,16,0", "3,1,0", "3,2,0", "3,4,0", "3,8,0", "4,8,0",
        "4,16,0", "6,8,0", "6,16,0", "0,1,1", "3,4,1", "2,8,1", "6,8,1", "6,16,1"
    })
    void everyKindOfPngReadsAsTheJdkReadsIt(int colour, int depth, int interlace) throws IOException {
        Random random = new Random(colour * 100L + depth);
        byte[] png = randomPng(random, 23, 17, depth, colour, interlace);
        PictureFiles.Opened opened = open(png);
        BufferedImage expected = ImageIO.read(new ByteArrayInputStream(png));
        Document document = opened.document();
        TileMap pixels = ((PixelLayer) document.layers().getFirst()).pixels();
        for (int y = 0; y < 17; y++) {
            for (int x = 0; x < 23; x++) {
                assertThat(pixels.argb(x, y)).as("(%d, %d)", x, y).isEqualTo(argb(expected, x, y));
            }
        }
        assertThat(files.read(folder.resolve("picture.bin"), Watcher.none()).raster())
                .isEqualTo(pixels.toRaster(document.bounds()));
        boolean said = opened.notices().contains(Notice.of(Notice.Kind.SIXTEEN_BITS_REDUCED));
        assertThat(said).isEqualTo(depth == 16);
    }

    /** By the samples themselves: the JDK would show grey through a linear colour space. */
    private static int argb(BufferedImage image, int x, int y) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return palette.getRGB(image.getRaster().getSample(x, y, 0));
        }
        int bands = image.getRaster().getNumBands();
        int colours = bands < 3 ? 1 : 3;
        int alpha = bands > colours ? to8(image, x, y, colours) : 255;
        int red = to8(image, x, y, 0);
        int green = to8(image, x, y, colours == 1 ? 0 : 1);
        int blue = to8(image, x, y, colours == 1 ? 0 : 2);
        return alpha << 24 | red << 16 | green << 8 | blue;
    }

    private static int to8(BufferedImage image, int x, int y, int band) {
        int highest = (1 << image.getRaster().getSampleModel().getSampleSize(band)) - 1;
        return (int) Math.round(image.getRaster().getSample(x, y, band) * 255.0 / highest);
    }

    private static int levels(int a, int b) {
        int most = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            most = Math.max(most, Math.abs((a >>> shift & 0xff) - (b >>> shift & 0xff)));
        }
        return most;
    }

    private static byte[] randomPng(Random random, int width, int height, int depth, int colour, int interlace)
            throws IOException {
        TestPng png = new TestPng(width, height, depth, colour, interlace);
        if (colour == 3) {
            byte[] palette = new byte[3 << depth];
            random.nextBytes(palette);
            png.chunk("PLTE", palette);
            png.chunk("tRNS", new byte[] {0, 100});
        }
        PngHeader header = new PngHeader(width, height, depth, colour, interlace == 1);
        int[][] passes = interlace == 0
                ? new int[][] {{0, 0, 1, 1}}
                : new int[][] {
                    {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
                };
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        for (int[] pass : passes) {
            int columns = (width - pass[0] + pass[2] - 1) / pass[2];
            for (int y = pass[1]; y < height && columns > 0; y += pass[3]) {
                byte[] row = new byte[header.rowBytes(columns)];
                random.nextBytes(row);
                raw.write(random.nextInt(5));
                raw.writeBytes(row);
            }
        }
        return png.chunk("IDAT", TestPng.deflate(raw.toByteArray())).end();
    }

    @Test
    void textsExifAndResolutionOfAPngAreKept() throws IOException {
        Document document = Documents.opaque(1, 40, 30);
        Metadata metadata = new Metadata(
                Optional.of(Blob.of(TestExif.oriented(6))),
                Optional.of("<x:xmpmeta/>"),
                List.of(new Metadata.Text("Title", "\u00dcber"), new Metadata.Text("unclip-recipe", "{}")),
                300);
        Path file = folder.resolve("a.png");
        export.png(document, metadata, file, AtomicFile.Existing.KEEP, Watcher.none());
        PictureFiles.Opened opened = files.open(file, Watcher.none());
        Documents.assertSame(
                opened.document()
                        .pixelLayer(opened.document().layers().getFirst().id())
                        .orElseThrow()
                        .pixels(),
                document.pixelLayer(document.layers().getFirst().id())
                        .orElseThrow()
                        .pixels());
        Metadata read = opened.contents().metadata();
        assertThat(files.metadata(file).texts()).isEqualTo(metadata.texts());
        assertThat(files.read(file, Watcher.none()).raster()).isEqualTo(Flattener.flatten(document));
        assertThat(read.texts()).isEqualTo(metadata.texts());
        assertThat(read.xmp()).isEqualTo(metadata.xmp());
        assertThat(read.dotsPerInch()).isBetween(299.9, 300.1);
        assertThat(Exif.safe(read.exif().orElseThrow().toBytes()).orientation()).isEqualTo(1);
        assertThat(ImageIO.read(file.toFile()).getRGB(5, 5))
                .isEqualTo(Flattener.flatten(document).argb(5, 5));
    }

    /** A picture in a wide colour space comes out with the colours it stands for: here, linear light. */
    @Test
    void anotherProfileIsConvertedAndSaid() throws IOException {
        byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        ByteArrayOutputStream iccp = new ByteArrayOutputStream();
        iccp.writeBytes("linear\0\0".getBytes(StandardCharsets.ISO_8859_1));
        iccp.writeBytes(TestPng.deflate(linear));
        for (int value : new int[] {0, 10, 55, 128, 200, 255}) {
            byte v = (byte) value;
            byte[] png = new TestPng(1, 1, 8, 2, 0)
                    .chunk("iCCP", iccp.toByteArray())
                    .chunk("IDAT", TestPng.deflate(new byte[] {0, v, v, v}))
                    .end();
            PictureFiles.Opened opened = open(png);
            double light = value / 255.0;
            double srgb = light <= 0.0031308 ? 12.92 * light : 1.055 * Math.pow(light, 1 / 2.4) - 0.055;
            assertThat(Flattener.flatten(opened.document()).argb(0, 0) & 0xff)
                    .isBetween((int) Math.floor(srgb * 255) - 1, (int) Math.ceil(srgb * 255) + 1);
            assertThat(opened.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.PROFILE_CONVERTED);
        }
    }

    @Test
    void anSrgbProfileChangesNothingAndIsNotSaid() throws IOException {
        ByteArrayOutputStream iccp = new ByteArrayOutputStream();
        iccp.writeBytes("s\0\0".getBytes(StandardCharsets.ISO_8859_1));
        iccp.writeBytes(TestPng.deflate(ColourProfile.srgb()));
        PictureFiles.Opened opened = open(new TestPng(1, 1, 8, 2, 0)
                .chunk("iCCP", iccp.toByteArray())
                .chunk("IDAT", TestPng.deflate(new byte[] {0, 12, 100, (byte) 200}))
                .end());
        assertThat(Flattener.flatten(opened.document()).argb(0, 0)).isEqualTo(0xff0c64c8);
        assertThat(opened.notices()).isEmpty();
    }

    /** A picture whose four corners differ, stored in each of the eight ways, always opens upright. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void jpegOrientationIsAppliedAndThenReset(int orientation) throws IOException {
        int width = 48;
        int height = 32;
        int[] colours = {0xff0000, 0x00ff00, 0x0000ff, 0xffff00};
        boolean turned = orientation >= 5;
        BufferedImage stored =
                new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                // EXIF names the side of the upright picture that the stored row 0 and column 0 are.
                int right = stored.getWidth() - 1 - x;
                int below = stored.getHeight() - 1 - y;
                int ux = new int[] {x, right, right, x, y, below, below, y}[orientation - 1];
                int uy = new int[] {y, y, below, below, x, x, right, right}[orientation - 1];
                stored.setRGB(x, y, colours[(ux < width / 2 ? 0 : 1) + (uy < height / 2 ? 0 : 2)]);
            }
        }
        PictureFiles.Opened opened = open(jpegWithExif(stored, TestExif.oriented(orientation)));
        Raster upright = Flattener.flatten(opened.document());
        PictureFiles.Flat flat = files.read(folder.resolve("picture.bin"), Watcher.none());
        assertThat(flat.raster()).isEqualTo(upright);
        assertThat(flat.notices()).isEqualTo(opened.notices());
        assertThat(upright.width()).isEqualTo(width);
        assertThat(upright.height()).isEqualTo(height);
        int[][] corners = {{4, 4}, {width - 5, 4}, {4, height - 5}, {width - 5, height - 5}};
        for (int i = 0; i < 4; i++) {
            assertThat(levels(upright.argb(corners[i][0], corners[i][1]), 0xff000000 | colours[i]))
                    .as("corner %d", i)
                    .isLessThanOrEqualTo(12);
        }
        assertThat(Exif.safe(opened.contents().metadata().exif().orElseThrow().toBytes())
                        .orientation())
                .isEqualTo(1);
        assertThat(opened.notices().contains(Notice.of(Notice.Kind.ORIENTATION_APPLIED)))
                .isEqualTo(orientation != 1);
    }

    @Test
    void anExportedJpegSaysThatItIsSrgbAndKeepsExif() throws IOException {
        Path file = folder.resolve("a.jpg");
        Metadata metadata = Metadata.NONE
                .withExif(Optional.of(Blob.of(TestExif.oriented(1))))
                .withXmp(Optional.of("<x/>"));
        Document document = Documents.opaque(3, 64, 48);
        export.jpeg(document, 0.95f, 0xffffff, metadata, file, AtomicFile.Existing.KEEP, Watcher.none());
        PictureFiles.Opened opened = files.open(file, Watcher.none());
        assertThat(opened.notices()).isEmpty();
        assertThat(opened.contents().metadata().exif()).isEqualTo(metadata.exif());
        assertThat(opened.contents().metadata().xmp()).contains("<x/>");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .contains("ICC_PROFILE\0\1\1");
    }

    private static byte[] jpegWithExif(BufferedImage image, byte[] exif) throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ImageIO.write(image, "jpeg", plain);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(plain.toByteArray(), 0, 2);
        out.write(0xFF);
        out.write(0xE1);
        out.write((exif.length + 8) >> 8);
        out.write(exif.length + 8);
        out.writeBytes("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(exif);
        out.write(plain.toByteArray(), 2, plain.size() - 2);
        return out.toByteArray();
    }
}
