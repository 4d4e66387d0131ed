package studio.unclip.inference.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import studio.unclip.inference.api.Picture;
import studio.unclip.inference.api.PictureSource;
import studio.unclip.inference.api.PixelRect;

class WholePictureTest {
    /** A picture that is never held: its red says the column, its green the row, in 64 steps each. */
    private record Ramp(int width, int height) implements PictureSource {
        @Override
        public Picture read(PixelRect region) {
            requireInside(region);
            assertThat((long) region.width() * region.height()).isLessThan(2_000_000);
            byte[] rgba = new byte[region.width() * region.height() * 4];
            for (int y = 0; y < region.height(); y++) {
                for (int x = 0; x < region.width(); x++) {
                    int at = (y * region.width() + x) * 4;
                    rgba[at] = (byte) ((long) (region.x() + x) * 64 / width * 4);
                    rgba[at + 1] = (byte) ((long) (region.y() + y) * 64 / height * 4);
                    rgba[at + 3] = (byte) 255;
                }
            }
            return Picture.of(region.width(), region.height(), rgba);
        }
    }

    private static int channel(Picture picture, int x, int y, int c) {
        return picture.rgba().get((y * picture.width() + x) * 4 + c) & 0xff;
    }

    @Test
    void a_small_square_is_itself() {
        Picture picture = new Ramp(300, 300).read(new PixelRect(0, 0, 300, 300));
        assertThat(WholePicture.of(picture)).isSameAs(picture);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "7, 300", "1024, 513", "1025, 300", "4099, 2500", "16384, 9000", "1, 16384"})
    void any_other_is_seen_whole_with_its_edges_carried_on(int width, int height) {
        Picture whole = WholePicture.of(new Ramp(width, height));
        assertThat(whole.width()).isEqualTo(whole.height()).isLessThanOrEqualTo(WholePicture.MOST);
        int last = whole.width() - 1;
        assertThat(channel(whole, 0, 0, 0)).isLessThanOrEqualTo(4);
        assertThat(channel(whole, 0, 0, 1)).isLessThanOrEqualTo(4);
        assertThat(channel(whole, last, last, 0)).isGreaterThanOrEqualTo(width > 1 ? 126 : 0);
        assertThat(channel(whole, last, last, 1)).isGreaterThanOrEqualTo(height > 1 ? 126 : 0);
        assertThat(channel(whole, last / 2, last / 2, 3)).isEqualTo(255);
    }

    @Test
    void what_is_transparent_gives_no_colour_to_its_neighbours() {
        byte[] rgba = new byte[2048 * 2 * 4];
        for (int i = 0; i < 2048 * 2; i++) {
            boolean seen = i % 2 == 0;
            rgba[i * 4] = (byte) (seen ? 200 : 0);
            rgba[i * 4 + 3] = (byte) (seen ? 255 : 0);
        }
        Picture whole = WholePicture.of(Picture.of(2048, 2, rgba));
        assertThat(channel(whole, 500, 0, 0)).isEqualTo(200);
        assertThat(channel(whole, 500, 0, 3)).isEqualTo(128);
    }
}
