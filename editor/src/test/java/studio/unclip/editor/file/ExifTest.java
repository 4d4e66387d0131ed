package studio.unclip.editor.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Blocks that are rebuilt, read by another library. */
class ExifTest {
    private static final int MOST_BYTES = 40_000;

    static Stream<ByteOrder> orders() {
        return Stream.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN);
    }

    private static CompoundDirectory read(Blob block) throws IOException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(block.toBytes()))) {
            return (CompoundDirectory) new TIFFReader().read(in);
        }
    }

    private static Object value(Directory directory, int tag) {
        return directory.getEntryById(tag).getValue();
    }

    @ParameterizedTest
    @MethodSource("orders")
    void whoAndWhenIsKeptAndEveryPreviewLeftOut(ByteOrder order) throws IOException {
        byte[] block = TestExif.camera(order, 6);
        assertThat(new String(block, StandardCharsets.ISO_8859_1)).contains(TestExif.SECRET);
        Exif.Kept kept = Exif.safe(block);
        assertThat(kept.sound()).isTrue();
        assertThat(kept.previewsDropped()).isTrue();
        assertThat(kept.orientation()).isEqualTo(6);
        assertThat(new String(kept.block().orElseThrow().toBytes(), StandardCharsets.ISO_8859_1))
                .doesNotContain(TestExif.SECRET);
        CompoundDirectory read = read(kept.block().get());
        assertThat(read.directoryCount()).isEqualTo(1);
        Directory main = read.getDirectory(0);
        assertThat(value(main, 0x010F)).isEqualTo("Maker");
        assertThat(value(main, 0x013B)).isEqualTo("Somebody");
        assertThat(value(main, 0x0112)).isEqualTo(1);
        Directory taken = (Directory) value(main, 0x8769);
        assertThat(value(taken, 0x9003)).isEqualTo("2026:11:26 17:00:00");
        assertThat(value(taken, 0x8827)).isEqualTo(400);
        assertThat(taken.getEntryById(0x927C)).isNull();
        assertThat(value((Directory) value(main, 0x8825), 1)).isEqualTo("N");
    }

    @ParameterizedTest
    @MethodSource("orders")
    void aKeptBlockStaysAsItIs(ByteOrder order) {
        Optional<Blob> once = Exif.safe(TestExif.camera(order, 1)).block();
        Exif.Kept twice = Exif.safe(once.orElseThrow().toBytes());
        assertThat(twice.block()).isEqualTo(once);
        assertThat(twice.previewsDropped()).isFalse();
    }

    @Test
    void impossibleOrientationsCountAsUpright() {
        for (int value : new int[] {0, 9, 65_535}) {
            assertThat(Exif.safe(TestExif.oriented(value)).orientation()).isEqualTo(Exif.UPRIGHT);
        }
    }

    @Test
    void whatIsNoBlockIsNotSound() {
        for (byte[] block : new byte[][] {
            {}, {'I', 'I', 42, 0}, new byte[100], "II*\0\377\377\377\377\0\0".getBytes(StandardCharsets.ISO_8859_1)
        }) {
            Exif.Kept kept = Exif.safe(block);
            assertThat(kept.sound()).isFalse();
            assertThat(kept.block()).isEmpty();
        }
    }

    @Test
    void entriesThatClaimTheSameBytesDoNotAddUp() {
        Exif.Kept kept = Exif.safe(TestExif.overlapping(MOST_BYTES));
        assertThat(kept.block().map(Blob::size).orElse(0)).isLessThanOrEqualTo(MOST_BYTES + 64);
    }

    @Test
    void damageNeverCausesMoreThanALoss() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            byte[] block = TestExif.camera(i % 2 == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, 3);
            for (int k = random.nextInt(6); k >= 0; k--) {
                block[random.nextInt(block.length)] = (byte) random.nextInt();
            }
            Exif.Kept kept = Exif.safe(block);
            assertThat(kept.orientation()).isBetween(1, 8);
            assertThat(kept.block().map(Blob::size).orElse(0)).isLessThanOrEqualTo(block.length + 64);
        }
    }
}
