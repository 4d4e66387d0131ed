package studio.unclip.app.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.unclip.inference.api.PixelRect;

class GrowthTest {
    @Test
    void zooming_out_leaves_the_picture_in_the_middle() {
        assertThat(Growth.zoomed(new PixelRect(0, 0, 100, 80), 1.5)).isEqualTo(new PixelRect(-25, -20, 150, 120));
    }

    @Test
    void an_odd_pixel_goes_to_the_right_and_below() {
        assertThat(Growth.zoomed(new PixelRect(0, 0, 5, 3), 2)).isEqualTo(new PixelRect(-2, -1, 10, 6));
    }
}
