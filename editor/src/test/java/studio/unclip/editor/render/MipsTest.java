package studio.unclip.editor.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import studio.unclip.editor.pixel.MaskTile;
import studio.unclip.editor.pixel.Tile;

/** Zooming out level by level must not keep more than the budget. */
@SuppressWarnings("ReferenceEquality") // the same array is what was kept
class MipsTest {
    private static final long BUDGET = 3L << 20;
    private static final int TILES = 200;

    @Test
    void whatIsKeptOfColoursIsWithinTheBudget() {
        Mips mips = new Mips(BUDGET);
        List<Tile> tiles = new ArrayList<>();
        List<int[]> halves = new ArrayList<>();
        for (int i = 0; i < TILES; i++) {
            Tile tile = Tile.owning(new int[Tile.AREA]);
            tiles.add(tile);
            halves.add(mips.colours(tile, 1));
            for (int level = 2; level <= Mips.COARSEST; level++) {
                assertThat(mips.colours(tile, level)).hasSize(Tile.AREA >> (2 * level));
            }
            assertThat(mips.colours(tile, 1)).as("kept while it is in use").isSameAs(halves.get(i));
        }
        long kept = 0;
        for (int i = TILES - 1; i >= 0; i--) {
            kept += mips.colours(tiles.get(i), 1) == halves.get(i) ? Tile.BYTES / 4 : 0;
        }
        assertThat(kept).isBetween(1L, BUDGET);
    }

    @Test
    void whatIsKeptOfMasksIsWithinTheBudget() {
        Mips mips = new Mips(BUDGET);
        List<MaskTile> tiles = new ArrayList<>();
        List<byte[]> halves = new ArrayList<>();
        for (int i = 0; i < TILES; i++) {
            MaskTile tile = MaskTile.owning(new byte[Tile.AREA]);
            tiles.add(tile);
            halves.add(mips.values(tile, 1));
            for (int level = 2; level <= Mips.COARSEST; level++) {
                assertThat(mips.values(tile, level)).hasSize(Tile.AREA >> (2 * level));
            }
        }
        long kept = 0;
        for (int i = TILES - 1; i >= 0; i--) {
            kept += mips.values(tiles.get(i), 1) == halves.get(i) ? Tile.AREA / 4 : 0;
        }
        assertThat(kept).isBetween(1L, BUDGET / 3);
    }
}
