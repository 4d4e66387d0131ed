package studio.unclip.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import studio.unclip.inference.api.Picture;

class PictureReaderTest {
    @TempDir
    Path folder;

    @Test
    void a_jpeg_is_read_close_to_its_colour() throws IOException {
        BufferedImage image = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 20, 10);
        Picture picture = PictureReader.read(written(image, "jpg"));
        assertThat(picture.width()).isEqualTo(20);
        assertThat(picture.height()).isEqualTo(10);
        for (byte value : picture.toRgba()) {
            assertThat(value & 0xFF).isGreaterThan(250);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY})
    void grey_stays_the_grey_it_was(int type) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, type);
        int highest = type == BufferedImage.TYPE_BYTE_GRAY ? 255 : 65535;
        image.getRaster().setSample(0, 0, 0, highest * 128 / 255);
        image.getRaster().setSample(1, 0, 0, highest);
        byte[] rgba = PictureReader.read(written(image, "png")).toRgba();
        assertThat(rgba).containsExactly(128, 128, 128, 255, 255, 255, 255, 255);
    }

    @Test
    void transparency_is_kept() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x40102030);
        assertThat(PictureReader.read(written(image, "png")).toRgba()).containsExactly(0x10, 0x20, 0x30, 0x40);
    }

    @Test
    void a_picture_of_absurd_size_is_refused_before_it_is_decoded() throws IOException {
        Path bomb = folder.resolve("bomb.png");
        Files.write(bomb, pngHeader(60_000, 60_000));
        assertThatThrownBy(() -> PictureReader.read(bomb))
                .isInstanceOf(UnreadableFileException.class)
                .hasMessageContaining("60000 x 60000");
    }

    @Test
    void other_kinds_and_missing_files_are_refused() throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        assertThatThrownBy(() -> PictureReader.read(written(image, "gif"))).hasMessageContaining("not a PNG or JPEG");
        assertThatThrownBy(() -> PictureReader.read(folder.resolve("none.png"))).hasMessageContaining("no file");
        assertThatThrownBy(() -> PictureReader.read(folder)).hasMessageContaining("no file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void damaged_files_are_read_or_refused_but_never_anything_else(String kind) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        byte[] whole = Files.readAllBytes(written(image, kind));
        Path file = folder.resolve("damaged." + kind);
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int flips = random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, damaged);
            try {
                assertThat(PictureReader.read(file).width())
                        .as("round " + round)
                        .isPositive();
            } catch (UnreadableFileException e) {
                assertThat(e).as("round " + round).hasMessageContaining("damaged." + kind);
            }
        }
    }

    private Path written(BufferedImage image, String kind) throws IOException {
        Path file = folder.resolve("picture." + kind);
        assertThat(ImageIO.write(image, kind, file.toFile())).isTrue();
        return file;
    }

    /** Signature, a header of this size, an empty data chunk: a few bytes that ask for gigabytes. */
    private static byte[] pngHeader(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray());
        chunk(out, "IDAT", new byte[0]);
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) sum.getValue());
    }
}
