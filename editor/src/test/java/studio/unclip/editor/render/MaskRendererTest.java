package studio.unclip.editor.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import studio.unclip.editor.RandomEdits;
import studio.unclip.editor.geom.IntRect;
import studio.unclip.editor.pixel.MaskMap;
import studio.unclip.editor.pixel.MaskRaster;

class MaskRendererTest {
    private static final IntRect BOUNDS = new IntRect(0, 0, 600, 300);

    @Test
    void atFullSizeAndAboveEveryValueIsShownAsItIs() {
        for (int background : new int[] {0, 255}) {
            MaskMap mask = MaskMap.uniform(background).withRaster(new RandomEdits(1).mask(100, 90), 220, 200);
            for (int scale = 1; scale <= 3; scale++) {
                IntRect output = new IntRect(200 * scale - 1, 190 * scale, 450 * scale, 130 * scale);
                byte[] shown = new byte[output.width() * output.height()];
                new MaskRenderer().render(mask, output, scale, BOUNDS, shown, 0, output.width());
                for (int i = 0; i < shown.length; i++) {
                    int x = Math.floorDiv(output.x() + i % output.width(), scale);
                    int y = Math.floorDiv(output.y() + i / output.width(), scale);
                    assertThat(shown[i] & 0xff).isEqualTo(BOUNDS.contains(x, y) ? mask.value(x, y) : 0);
                }
            }
        }
    }

    @Test
    void zoomedOutAValueIsTheMean() {
        byte[] board = new byte[64 * 64];
        for (int i = 0; i < board.length; i++) {
            board[i] = (byte) ((i % 64 + i / 64) % 2 * 255);
        }
        MaskMap mask = MaskMap.of(MaskRaster.owning(64, 64, board), 0, 0);
        byte[] shown = new byte[16 * 16];
        new MaskRenderer().render(mask, new IntRect(0, 0, 16, 16), 0.25, BOUNDS, shown, 0, 16);
        assertThat(shown).containsOnly(128);
    }
}
